import { isObject, type Json, list, text } from "../json";
import { missingReference, Refusal } from "../refusal";
import type { Service } from "../service";
import { vaultType } from "../types";
import { itemsOf } from "./vaultCheck";

/** The ids of what an endpoint leads to, with the groups it asks for. */
export function connectionsOf(endpoint: Json): { serviceId: string; groupIds: unknown[] }[] {
  return ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"]
    .flatMap((property) => list(endpoint, property).filter(isObject))
    .map((one) => ({ serviceId: text(one.privateLinkServiceId) ?? "", groupIds: list(one, "groupIds") }));
}

/** Groups of a vault: a vault that has held anything takes no endpoint for the first of them. */
const vaultGroups = ["AzureBackup", "AzureBackup_secondary", "AzureSiteRecovery"];

export const privateEndpoint: Service = {
  check({ azure, id, body, current }) {
    const subnetId = text(body, "subnet.id") ?? "";
    if (!azure.store.find(subnetId)) throw missingReference(subnetId, id);
    for (const { serviceId, groupIds } of connectionsOf(body)) {
      if (!/\/providers\/Microsoft\.RecoveryServices\/vaults\//i.test(serviceId)) continue;
      const vault = azure.store.find(serviceId);
      if (vault?.type !== vaultType) throw missingReference(serviceId, id);
      const stranger = groupIds.find((group) => !vaultGroups.includes(String(group)));
      if (groupIds.length === 0 || stranger !== undefined) {
        throw new Refusal(
          400,
          "InvalidRequestFormat",
          `Group id ${stranger ?? "(none)"} is not one of a Recovery Services vault: ${vaultGroups.join(", ")}.`,
        );
      }
      // No source gives the code: endpoints are for vaults in which nothing was ever registered.
      if (current === undefined && itemsOf(azure, vault).length > 0) {
        throw new Refusal(
          400,
          "CannotCreatePrivateEndpointForVaultWithItems",
          `Private endpoints can be created only while no item was ever protected in the vault ${vault.name}.`,
        );
      }
    }
  },
};
