import { vaultIdOf } from "../../protection/component/adoption";
import type { ProtectedVmsArgs } from "../../protection/component/protectedVmsArgs";
import { placeOf } from "../../protection/component/vmPlaces";
import { policyNameOf, spreadPolicyNames, spreadPolicyOf, vaultKeyOf, vaultNameIn } from "../placement";
import type { ExistingVault, RegionalBackupArgs } from "../regionalBackupArgs";
import { policyChoiceOf } from "../settings";
import { entryOfVault } from "../vaultRules";
import type { PolicyIds } from "./policies";

/** The VMs of a vault, each with its policy. Arguments that only RegionalBackup has are removed. */
export function vmsOf(
  vaultKey: string,
  args: RegionalBackupArgs,
  checked: RegionalBackupArgs,
  policyIds: PolicyIds,
): ProtectedVmsArgs["vms"] {
  const choice = policyChoiceOf(args, Object.keys(args.policies));
  const vms = Object.entries(checked.vms).filter(([key]) => vaultKeyOf(args.vms[key] ?? {}) === vaultKey);
  return Object.fromEntries(
    vms.map(([key, { location: _, vault: __, policy: ___, tags: ____, ...vm }]) => {
      const policy = policyNameOf(args.vms[key] ?? {}, choice) ?? "";
      const policyId = policyIds[spreadPolicyOf(key, spreadPolicyNames(policy, args.spread?.[policy]))];
      return [key, { ...vm, ...(policyId !== undefined && { policyId }) }];
    }),
  );
}

/** The items of a vault to adopt. Pulumi imports only by a plain id. */
export function adoptedIn(
  name: string,
  args: RegionalBackupArgs,
  vaultKey: string,
): ProtectedVmsArgs["adopt"] {
  const keys = (args.adopt?.keys ?? []).filter((key) => vaultKeyOf(args.vms[key] ?? {}) === vaultKey);
  const vault = plainVault(name, args, vaultKey);
  if (args.adopt === undefined || keys.length === 0 || vault === undefined) return undefined;
  return { vaultId: vaultIdOf(args.adopt.subscriptionId, vault.resourceGroupName, vault.vaultName), keys };
}

/** The name and resource group of a vault, if they are plain. */
function plainVault(name: string, args: RegionalBackupArgs, key: string) {
  const existing = entryOfVault(args.existingVaults ?? undefined, key)?.[1];
  const names = existing ?? {
    resourceGroupName: args.resourceGroupName,
    vaultName: vaultNameIn(args.vaultNamePrefix ?? name, key),
  };
  const { resourceGroupName, vaultName } = names as ExistingVault;
  return typeof resourceGroupName === "string" && typeof vaultName === "string"
    ? { resourceGroupName, vaultName }
    : undefined;
}

/** Whether the id of a VM's item is plain, as Pulumi needs it for an import. */
export const hasPlainItem = (name: string, args: RegionalBackupArgs, key: string): boolean => {
  const vm = args.vms?.[key];
  return (
    vm !== undefined && plainVault(name, args, vaultKeyOf(vm)) !== undefined && placeOf(vm) !== undefined
  );
};
