import { othersUseIt } from "../backupPolicy/policyMessages";
import { at } from "../core/finding";
import type { Exit } from "../protection/component/effects";
import { VaultOnDestroy } from "../vault/facts";

/** A region without VMs, and what its vault's onDestroy is in the state. */
export interface EmptyRegion {
  readonly vault: string;
  readonly items: readonly Exit[];
  /** Undefined: the vault is not of this component. */
  readonly onDestroy: string | undefined;
}

/** A VM gets another vault. `isLast`: no VM is left in the vault that it had. */
export const otherVaultMessage = (key: string, from: string, to: string, isLast: boolean): string =>
  `${at("vms", key)}: its backup is in the vault of ${from}. Azure protects a VM in only one vault, and recovery points cannot move to the vault of ${to}. Fix: leave location and vault as they were. To give up the recovery points instead, set onDestroy: "Delete"${isLast ? ' and vault.onDestroy: "Retain"' : ""} and run pulumi up; remove the VM from the map and run pulumi up; then add the VM again.`;

const results = {
  forgotten: "the VMs stay protected in Azure, and Pulumi no longer manages their backups",
  softDeleted:
    "Azure stops the backups and deletes their recovery points, which you can recover during the vault's soft delete time",
  forgottenOrSoftDeleted:
    "the last pulumi up did not finish, so onDestroy in the state is not known: if it is Delete, Azure deletes the backups; if it is Retain, they stay",
};

/** A region has no VM left. Its ProtectedVms is no longer part of the program, so this is the only report. */
export function emptyRegionMessage({ vault, items, onDestroy }: EmptyRegion): string {
  const names = items.map(({ key }) => at("vms", key));
  const shown = [...names.slice(0, 5), ...(names.length > 5 ? [`${names.length - 5} more`] : [])].join(", ");
  const [first] = items;
  const isSoftDeleted = first?.kind === "softDeleted";
  const leaving =
    onDestroy === undefined ? "its policies and items leave" : "its vault, policies and items leave";
  const ofVault =
    onDestroy === VaultOnDestroy.Retain
      ? " The vault stays in Azure."
      : onDestroy === VaultOnDestroy.Refuse
        ? ` The vault's onDestroy is Refuse, so Pulumi does not delete it and the update fails. Fix: set vault.onDestroy: "Retain", run \`pulumi up\` with only that changed, then remove the VMs.`
        : onDestroy === undefined
          ? ""
          : ` Pulumi deletes the vault. Azure refuses this while the vault has other items, e.g. stopped ones that left the stack earlier.${isSoftDeleted ? " To recover the backups, first bring the vault back into its resource group: `npx azure-vm-backup adopt --undelete <vault>`." : ""}`;
  return `No VM is left in ${vault} (removed: ${shown}), so ${leaving} the stack: ${first === undefined ? "" : results[first.kind]}.${ofVault}`;
}

/** A policy would be deleted while items of others use it. */
export const policyInUseMessage = (vault: string, policy: string, count: number): string =>
  `The policy ${policy} in the vault of ${vault} would be deleted, and ${othersUseIt(count)}. Azure refuses that. Fix: set onDestroy: "Retain", run \`pulumi up\` with only that changed, then make the other changes: the policy and the backups stay in Azure.`;

/** A vault of the component becomes one of existingVaults while Pulumi would delete it. */
export const givenAwayError = (vault: string): string =>
  `The vault of ${vault} is in existingVaults now and leaves the stack, and its onDestroy in the state is Delete: Pulumi would delete it with its items in it, which Azure refuses. Fix: set vault.onDestroy: "Retain", run \`pulumi up\` with only that changed; then set existingVaults.`;

/** Why a region cannot lose its last VM: Azure deletes no vault that has items. Undefined: it can. */
export function emptyRegionError({ vault, items, onDestroy }: EmptyRegion): string | undefined {
  if (onDestroy !== VaultOnDestroy.Delete || items.every(({ kind }) => kind === "softDeleted"))
    return undefined;
  return `No VM is left in ${vault}, and its vault would be deleted while it still has the retained items, which Azure refuses. Fix: set vault.onDestroy: "Retain", or onDestroy: "Delete" to delete the backups too, and run \`pulumi up\` with only that changed; then remove the VMs.`;
}
