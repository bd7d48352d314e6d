import { azureTime } from "../azureTime";
import { nameFromId, resourceGroupIdOf } from "../ids";
import { objectAt, textAt } from "../json";
import type { Service } from "../service";

const items = "backupFabrics/protectionContainers/protectedItems";

/**
 * The operations of a vault that a resource guard protects, each with the request that its owner approves. Recorded in the tests of
 * azure-powershell (TestAzureVMMUA, 2025-05): https://github.com/Azure/azure-powershell, 2026-11-29.
 */
const guardedOperations: readonly (readonly [operation: string, request: string])[] = [
  [`${items}/delete`, "deleteProtectedItemRequests"],
  [`${items}/write`, "updateProtectedItemRequests"],
  ["backupPolicies/write", "updateProtectionPolicyRequests"],
  ["backupResourceGuardProxies/delete", "deleteResourceGuardProxyRequests"],
  ["backupSecurityPIN/action", "getBackupSecurityPINRequests"],
  ["backupconfig/write", "disableSoftDeleteRequests"],
  [`${items}/write#stopProtectionWithRetainData`, "stopProtectionWithRetainDataRequests"],
  ["write#reduceImmutabilityState", "reduceImmutabilityStateRequests"],
  ["registeredIdentities/delete", "deleteMABIdentityRequests"],
];

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
        resourceGuardOperationDetails: guardedOperations.map(([operation, request]) => ({
          vaultCriticalOperation: `Microsoft.RecoveryServices/vaults/${operation}`,
          defaultResourceRequest: `${guard}/${request}/default`,
        })),
        lastUpdatedTime: azureTime(new Date()),
      },
    };
  },
};
