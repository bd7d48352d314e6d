import { azureTime } from "../azureTime";
import { nameFromId, resourceGroupIdOf } from "../ids";
import { objectAt, textAt } from "../json";
import type { Service } from "../service";
import { checkGuardedDelete, guardedOperations } from "./guard";

/** The link from a vault to its guard. */
export const resourceGuardProxy: Service = {
  storedProperties({ body }) {
    const properties = objectAt(body, "properties");
    const sent = textAt(properties.resourceGuardResourceId) ?? "";
    const guard = `${resourceGroupIdOf(sent)}/providers/Microsoft.DataProtection/resourceGuards/${nameFromId(sent)}`;
    return {
      ...body,
      properties: {
        ...properties,
        resourceGuardResourceId: guard,
        resourceGuardOperationDetails: Object.entries(guardedOperations).map(([operation, request]) => ({
          vaultCriticalOperation: `Microsoft.RecoveryServices/vaults/${operation}`,
          defaultResourceRequest: `${guard}/${request}/default`,
        })),
        lastUpdatedTime: azureTime(new Date()),
      },
    };
  },

  checkDelete(resource, azure) {
    checkGuardedDelete(azure, resource);
    return undefined;
  },
};
