import { region } from "../ids";
import { text } from "../json";
import type { Service } from "../service";
import { vmType } from "../types";
import { guidOf } from "./guid";

export const disk: Service = {
  shape: ({ id, body, current }) => ({
    ...body,
    location: region(body.location),
    diskSizeBytes: Number(body.diskSizeGB ?? 0) * 1024 ** 3,
    provisioningState: "Succeeded",
    timeCreated: text(current?.properties, "timeCreated") ?? new Date().toISOString(),
    uniqueId: guidOf(id),
  }),

  get(resource, azure) {
    const owner = azure.store.users(resource.id, vmType)[0];
    return owner ? { diskState: "Attached", managedBy: owner.id } : { diskState: "Unattached" };
  },
};
