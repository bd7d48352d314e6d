/** A resource guard of the vault bank-vault, and the unlocking of a deletion that it protects. */
import { unlockDelete as unlock } from "../../simulator/azure/services/guard";
import { openStore } from "../../simulator/azure/store";
import type { Stack } from "../../simulator/engine";
import { bankGroup, bankVaultId } from "./engine";

export const guardId = `${bankGroup}/providers/Microsoft.DataProtection/resourceGuards/guard`;
export const guardRequest = (kind: string) => `${guardId}/${kind}/default`;
export const guardLinkId = `${bankVaultId}/backupResourceGuardProxies/VaultProxy`;

/** What the owner of the guard approves: the deletion of one resource. */
export function unlockDelete({ azureDir }: Stack, kind: string, resourceToBeDeleted: string): void {
  const azure = { store: openStore(azureDir), anyVm: true, slowDeletes: 0 };
  const body = { resourceGuardOperationRequests: [guardRequest(kind)], resourceToBeDeleted };
  unlock(azure, guardLinkId, body);
}
