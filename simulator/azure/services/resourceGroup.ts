import { region } from "../ids";
import { at } from "../json";
import { Refusal } from "../refusal";
import type { Service } from "../service";
import { itemType } from "../types";

const groupName = /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u;

export const resourceGroup: Service = {
  check({ name }) {
    if (groupName.test(name)) return;
    throw new Refusal(400, "InvalidParameter", `The provided resource group name '${name}' is invalid.`);
  },

  shape: ({ body }) => ({
    ...body,
    location: region(body.location),
    properties: { provisioningState: "Succeeded" },
  }),

  remove(resource, azure) {
    const items = azure.store
      .below(resource.id)
      .filter((found) => found.type === itemType)
      .filter((item) => at(item.properties, "properties.isScheduledForDeferredDelete") !== true);
    if (items.length === 0) return undefined;
    throw new Refusal(
      409,
      "ResourceGroupDeletionBlocked",
      `Deletion of resource group '${resource.name}' failed as a vault in it still protects ${items.length} items, ${items[0]?.name} first.`,
    );
  },
};
