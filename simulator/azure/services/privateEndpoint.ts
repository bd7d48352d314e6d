import { AzureError, invalidReference } from "../azureError";
import { isObject, type Json, listAt, textAt } from "../json";
import type { Service } from "../service";
import { vaultType } from "../types";
import { protectedItemsOf } from "./vaultCheck";

/** The ids of the services that an endpoint connects to, with the group ids it asks for. */
function connectionsOf(endpoint: Json): { serviceId: string; groupIds: unknown[] }[] {
  return ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"]
    .flatMap((property) => listAt(endpoint, property).filter(isObject))
    .map((connection) => ({
      serviceId: textAt(connection.privateLinkServiceId) ?? "",
      groupIds: listAt(connection, "groupIds"),
    }));
}

const vaultGroupIds = ["AzureBackup", "AzureBackup_secondary", "AzureSiteRecovery"];

export const privateEndpoint: Service = {
  checkPut({ azure, id, body, current }) {
    const subnetId = textAt(body, "subnet.id") ?? "";
    if (!azure.store.find(subnetId)) throw invalidReference(subnetId, id);
    for (const { serviceId, groupIds } of connectionsOf(body)) {
      if (!/\/providers\/Microsoft\.RecoveryServices\/vaults\//i.test(serviceId)) continue;
      const vault = azure.store.find(serviceId);
      if (vault?.type !== vaultType) throw invalidReference(serviceId, id);
      const unknownGroupId = groupIds.find((groupId) => !vaultGroupIds.includes(String(groupId)));
      if (groupIds.length === 0 || unknownGroupId !== undefined) {
        throw new AzureError(
          400,
          "InvalidRequestFormat",
          `Group id ${unknownGroupId ?? "(none)"} is not a group id of a Recovery Services vault: ${vaultGroupIds.join(", ")}.`,
        );
      }
      // A vault accepts endpoints only before anything is registered in it. No source gives the code.
      if (current === undefined && protectedItemsOf(azure, vault).length > 0) {
        throw new AzureError(
          400,
          "CannotCreatePrivateEndpointForVaultWithItems",
          `Private endpoints can be created only before the first item is protected in the vault ${vault.name}.`,
        );
      }
    }
  },
};
