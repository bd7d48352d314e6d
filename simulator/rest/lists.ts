import { get } from "../azure/arm";
import { AzureError } from "../azure/azureError";
import { childrenOf } from "../azure/children";
import { modelledType } from "../azure/ids";
import type { Route } from "./request";

const vaultPath =
  "(/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.RecoveryServices/vaults/[^/]+)";

const listRoute = (segment: string, token: string): Route => ({
  method: "GET",
  path: new RegExp(`^${vaultPath}/${segment}$`, "i"),
  handle: (azure, _, [vaultId = ""]) => {
    if (azure.store.find(vaultId) === undefined)
      throw new AzureError(404, "ResourceNotFound", `The Resource '${vaultId}' was not found.`);
    const type = modelledType(token);
    return {
      status: 200,
      body: { value: childrenOf(azure, vaultId, token).map(({ id }) => get(azure, type, id)) },
    };
  },
});

/** The protected items of a vault, and its policies. */
export const listRoutes: readonly Route[] = [
  listRoute("backupProtectedItems", "recoveryservices:ProtectedItem"),
  listRoute("backupPolicies", "recoveryservices:ProtectionPolicy"),
];
