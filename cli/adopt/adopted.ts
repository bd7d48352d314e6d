import type { BackupPolicy } from "../../src/backupPolicy/arm";
import type { Vault } from "../../src/vault/arm";
import type { AdoptedCompanions } from "./companions";

/** A vault in Azure, with the policies and VMs that the program declares. */
export interface AdoptedVault {
  readonly id: string;
  readonly vaultName: string;
  readonly resourceGroupName: string;
  readonly payload: Vault;
  readonly tags: Readonly<Record<string, string>>;
  readonly policies: readonly AdoptedPolicy[];
  readonly vms: readonly AdoptedVm[];
  /** What belongs to the vault. Omitted: it was not read. */
  readonly companions?: AdoptedCompanions;
  /** What the program does not declare: the name and the reason. */
  readonly leftOut: readonly string[];
}

export interface AdoptedPolicy {
  readonly id: string;
  readonly name: string;
  readonly settings: BackupPolicy;
  readonly archive: BackupPolicy["archive"];
  /** Why a VmBackupPolicy cannot be this policy. Its VMs name it by its id. Undefined: it can. */
  readonly notExpressible?: string;
}

export interface AdoptedVm {
  readonly key: string;
  readonly vmId: string;
  readonly vmName: string;
  readonly resourceGroupName: string;
  /** Name of the policy. Undefined: a stopped item, which Azure returns without a policy. */
  readonly policy?: string;
  readonly protectionState?: string;
  readonly disks?: { readonly include: readonly number[] } | { readonly exclude: readonly number[] };
}
