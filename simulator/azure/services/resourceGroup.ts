import { AzureError } from "../azureError";
import { normalizeRegion } from "../ids";
import type { Service } from "../service";
import { itemType } from "../types";
import { isSoftDeleted } from "./protectedItemCheck";

const groupName = /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u;

export const resourceGroup: Service = {
  checkPut({ name }) {
    if (groupName.test(name)) return;
    throw new AzureError(400, "InvalidParameter", `The provided resource group name '${name}' is invalid.`);
  },

  storedProperties: ({ body }) => ({
    ...body,
    location: normalizeRegion(body.location),
    properties: { provisioningState: "Succeeded" },
  }),

  checkDelete(resource, azure) {
    const items = azure.store
      .below(resource.id)
      .filter((found) => found.type === itemType && !isSoftDeleted(found));
    if (items.length === 0) return undefined;
    throw new AzureError(
      409,
      "ResourceGroupDeletionBlocked",
      `Deletion of resource group '${resource.name}' failed as a vault in it still protects ${items.length} items, e.g. ${items[0]?.name}.`,
    );
  },
};
