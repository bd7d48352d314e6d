import type { Arm } from "./arm";
import { apiVersions } from "./restore";

/** A protected item as Azure lists it. */
export interface ListedItem {
  readonly id: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** As Azure PowerShell asks for the VMs of a vault: https://learn.microsoft.com/azure/backup/backup-azure-delete-vault, 2026-11 */
const filter = "backupManagementType eq 'AzureIaasVM' and itemType eq 'VM'";

/** The protected items of a vault's VMs. Soft-deleted items are among them. @throws AzureError */
export const vmItemsOf = (arm: Arm, vaultId: string): Promise<ListedItem[]> =>
  arm.list(`${vaultId}/backupProtectedItems?$filter=${encodeURIComponent(filter)}`, apiVersions.backup);
