import { randomUUID } from "node:crypto";
import { invalidBackupRequest } from "../azureError";
import { azureTime } from "../azureTime";
import { nameFromId, resourceGroupIdOf } from "../ids";
import { equalIgnoringCase, type Json, objectAt, textAt } from "../json";
import { groupNotFound } from "../notFound";
import type { Azure } from "../service";
import type { Resource } from "../store";
import { isSoftDeleted } from "./protectedItemCheck";
import { protectedItemsOf, softDeleteDays } from "./vaultCheck";

/*
 * Deleted vaults, as the tests of azure-cli recorded them: test_vault_soft_delete_misc_operations, 2025-10 (API 2025-08-01) and 2026-07 (API
 * 2026-05-01), https://github.com/Azure/azure-cli. Each deleted vault is listed, under the name of its group and a GUID. One without items is
 * purged at the moment of its deletion and stays listed for days. One with soft-deleted items is purged when they are: as many days after
 * their own deletion as the vault keeps them.
 */

export const deletedVaultType = "Microsoft.RecoveryServices/locations/deletedVaults";

/** Lists a vault that is being deleted, and keeps what it has. */
export function keepDeletedVault(azure: Azure, vault: Resource): void {
  const [, subscription = "", group = ""] =
    /^(\/subscriptions\/[^/]+)\/resourceGroups\/([^/]+)/i.exec(vault.id) ?? [];
  const location = textAt(vault.properties.location) ?? "";
  const name = `${group}_${randomUUID()}`;
  const id = `${subscription}/providers/Microsoft.RecoveryServices/locations/${location}/deletedVaults/${name}`;
  const now = new Date();
  azure.store.keep(id, [vault, ...azure.store.below(vault.id)]);
  azure.store.put({
    ...{ id, type: deletedVaultType, name },
    properties: {
      location,
      properties: {
        vaultId: vault.id,
        vaultDeletionTime: azureTime(now),
        purgeAt: azureTime(purgeOf(azure, vault) ?? now),
      },
    },
  });
}

/** When the last soft-deleted item of a vault is purged. Undefined: it has none. */
function purgeOf(azure: Azure, vault: Resource): Date | undefined {
  const deletions = protectedItemsOf(azure, vault)
    .filter(isSoftDeleted)
    .map(({ properties }) => Date.parse(textAt(properties, "properties.deferredDeleteTimeInUTC") ?? ""))
    .filter((time) => !Number.isNaN(time));
  const settings = objectAt(vault.properties, "properties.securitySettings.softDeleteSettings");
  const days = Number(settings.softDeleteRetentionPeriodInDays ?? softDeleteDays.min);
  return deletions.length === 0 ? undefined : new Date(Math.max(...deletions) + days * 86_400_000);
}

/** A deleted vault as Azure answers it. */
export const deletedVaultAnswer = ({ id, name, type, properties }: Resource): Json => ({
  ...{ id, name, type },
  ...properties,
});

/**
 * Brings a deleted vault back, with everything that it had. Only into its own resource group: no source says what Azure does with another one.
 *
 * @throws AzureError
 */
export function undeleteVault(azure: Azure, deleted: Resource, body: Json): void {
  const { store } = azure;
  const vaultId = textAt(deleted.properties, "properties.vaultId") ?? "";
  const groupId = textAt(body, "properties.recoveryResourceGroupId");
  if (groupId === undefined) throw invalidBackupRequest("recoveryResourceGroupId is missing.");
  if (!equalIgnoringCase(groupId, resourceGroupIdOf(vaultId)))
    throw invalidBackupRequest(
      "Simulated Azure brings a vault back only into its own resource group: it is not known what Azure does with another one.",
    );
  if (store.find(groupId) === undefined) throw groupNotFound(groupId);
  const purgeAt = Date.parse(textAt(deleted.properties, "properties.purgeAt") ?? "");
  // No source gives the code.
  if (purgeAt <= Date.now()) throw invalidBackupRequest(`${nameFromId(vaultId)} is purged.`);
  // A public script retries on the code UserErrorDeletedVaultUndeleteConflictingVaultPresent. No source that can be cited gives it.
  if (store.find(vaultId) !== undefined)
    throw invalidBackupRequest(`The resource group has a vault ${nameFromId(vaultId)}.`);
  for (const resource of store.kept(deleted.id)) store.put(resource);
  store.remove(deleted.id);
}
