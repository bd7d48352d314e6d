import { normalizeRegion } from "../ids";
import { textAt } from "../json";
import type { Service } from "../service";
import { vmType } from "../types";
import { guidOf } from "./guid";

export const disk: Service = {
  storedProperties: ({ id, body, current }) => ({
    ...body,
    location: normalizeRegion(body.location),
    diskSizeBytes: Number(body.diskSizeGB ?? 0) * 1024 ** 3,
    provisioningState: "Succeeded",
    timeCreated: textAt(current?.properties, "timeCreated") ?? new Date().toISOString(),
    uniqueId: guidOf(id),
  }),

  computedProperties(resource, azure) {
    const vm = azure.store.referencing(resource.id, vmType)[0];
    return vm ? { diskState: "Attached", managedBy: vm.id } : { diskState: "Unattached" };
  },
};
