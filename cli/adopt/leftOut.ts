import { isVmPolicy, type ProtectionPolicy, workloadOf } from "../../src/backupPolicy/payload/fromArm";
import type { InventoryResource } from "../../src/core/inventory";
import type { ProtectedItem } from "../../src/protection/arm";
import type { AdoptedPolicy, AdoptedVm } from "./adopted";
import { whyNotExpressible } from "./expressible";

/** Names in the inputs of vaults, policies and items. */
export interface Names {
  readonly vaultName?: string;
  readonly resourceGroupName?: string;
  readonly policyName?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export type ItemResource = InventoryResource<ProtectedItem & Names>;
export type PolicyResource = InventoryResource<ProtectionPolicy & Names>;

/** What is in a vault: what the program declares, and what it does not. */
export interface VaultContent {
  readonly vms: readonly AdoptedVm[];
  /** The policies that the program declares. */
  readonly declared: readonly PolicyResource[];
  /** Whether no VM names a policy. */
  readonly areAllStopped: boolean;
  readonly unusedPolicies: readonly PolicyResource[];
  /** Items whose VM has no id of Microsoft.Compute. */
  readonly itemsWithoutVm: readonly ItemResource[];
  readonly softDeleted: readonly ItemResource[];
  /** Items of databases, file shares and other things. */
  readonly otherItems: readonly ItemResource[];
}

/** What the program does not declare, or not as a user may expect: the name and the reason. */
export const leftOutOf = ({ vms, declared, areAllStopped, ...others }: VaultContent): string[] => [
  ...(areAllStopped
    ? declared.map(
        ({ name }) =>
          `all backups of the vault are stopped. Policy ${name} is here only because ProtectedVms needs one; choose the policy under which they would resume`,
      )
    : []),
  ...declared.flatMap((policy) => {
    const { notExpressible } = reasonOf(policy.inputs);
    return notExpressible === undefined
      ? []
      : `policy ${policy.name}: ${notExpressible}. Its VMs name it by its id, so that it stays as it is; to manage it here, declare a ProtectionPolicy of azure-native`;
  }),
  ...others.itemsWithoutVm.map(
    ({ name }) =>
      `${name}: its virtual machine has no id of Microsoft.Compute, so ProtectedVms cannot declare it`,
  ),
  ...(declared.length === 0
    ? vms.map(
        ({ vmName }) =>
          `${vmName}: its backup is stopped, and the vault has no policy for VMs under which it could resume`,
      )
    : []),
  ...others.unusedPolicies.map(({ name, inputs: policy }) =>
    isVmPolicy(policy)
      ? `policy ${name}: no VM of this vault uses it`
      : `policy ${name}: it is for ${workloadOf(policy) ?? "another workload"}, not for virtual machines`,
  ),
  ...others.softDeleted.map(
    ({ name }) =>
      `${name}: soft-deleted; to undelete it, use the argument adopt of ProtectedVms or RegionalBackup`,
  ),
  ...others.otherItems.map(({ name }) => `${name}: not the backup of a virtual machine`),
];

/** Why a VmBackupPolicy cannot be a policy, if it cannot. */
export const reasonOf = (policy: ProtectionPolicy): Pick<AdoptedPolicy, "notExpressible"> => {
  const notExpressible = whyNotExpressible(policy);
  return notExpressible === undefined ? {} : { notExpressible };
};
