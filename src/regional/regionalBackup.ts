import * as pulumi from "@pulumi/pulumi";
import type { PolicyTier } from "../backupPolicy/facts";
import {
  type ArchiveTier,
  type BackupSchedule,
  type Retention,
  VmBackupPolicy,
} from "../backupPolicy/vmBackupPolicy";
import { check } from "../component/check";
import { isLate } from "../component/late";
import type { OnDestroy, ProtectionState } from "../protection/facts";
import { type ProtectedDisks, ProtectedVms, type ProtectedVmsArgs } from "../protection/protectedVms";
import { normalLocation } from "../region/location";
import { BackupVault, type SoftDelete } from "../vault/backupVault";
import type { Immutability, PublicNetworkAccess, StorageRedundancy, VaultOnDestroy } from "../vault/facts";
import { regionalBackupArguments } from "./arguments";
import {
  acrossRegionsRules,
  policyNameOf,
  regionalBackupRules,
  regionalVmRules,
  regionsOf,
  vaultNameIn,
} from "./rules";

/** One VM to protect, with its region. */
export interface RegionalVm {
  /** Azure id of the virtual machine: `vm.id`. */
  vmId: pulumi.Input<string>;
  /** Region of the VM, as a plain text: which vaults there are hangs on it. */
  location: string;
  /** Name of the VM's policy, a key of policies. Another one is a change in place. Omitted: defaultPolicy, or the only policy. */
  policy?: string;
  /** As in ProtectedVms: with resourceGroupName the backup lives on when the VM is replaced. Omitted: read from vmId. */
  vmName?: string;
  /** Name of the virtual machine's resource group, together with vmName. Omitted: read from vmId. */
  resourceGroupName?: pulumi.Input<string>;
  /** Key under which the VM stood in the map before. Omitted: never another one. */
  previousKey?: string;
  /** What Azure Backup does with the VM. Omitted: Protected. */
  protectionState?: pulumi.Input<ProtectionState>;
  /** Which disks are backed up. Omitted: all. */
  disks?: pulumi.Input<ProtectedDisks>;
}

/** A backup policy that every region gets. */
export interface RegionalPolicy {
  /** When backups run. */
  schedule: pulumi.Input<BackupSchedule>;
  /** How long recovery points are kept. */
  retention: pulumi.Input<Retention>;
  /** What the policy can do. Omitted: Enhanced. */
  tier?: pulumi.Input<PolicyTier>;
  /** Zone of the policy's times, e.g. "Europe/Paris". Omitted: UTC. */
  timeZone?: pulumi.Input<string>;
  /** For how many days a snapshot stays beside the VM. Omitted: as in VmBackupPolicy. */
  instantRestoreDays?: pulumi.Input<number>;
  /** Move of old points to the archive tier. Omitted: none. */
  archive?: pulumi.Input<ArchiveTier>;
  /** Whether backups do without the VM agent. Omitted: no. */
  crashConsistentOnly?: pulumi.Input<boolean>;
}

/** Settings of every vault that is made. */
export interface RegionalVault {
  /** How many copies Azure keeps of the backups, and where. Omitted: GeoRedundant. */
  storageRedundancy?: pulumi.Input<StorageRedundancy>;
  /** Whether backups can be restored in the paired region. Omitted: off. */
  crossRegionRestore?: pulumi.Input<boolean>;
  /** How long deleted backups stay recoverable. Omitted: Azure's default, on for 14 days. */
  softDelete?: pulumi.Input<SoftDelete>;
  /** Whether recovery points live until they expire. Omitted: Azure's default, Disabled. */
  immutability?: pulumi.Input<Immutability>;
  /** Whether the vaults answer from public networks. Omitted: Azure's default, Enabled. */
  publicNetworkAccess?: pulumi.Input<PublicNetworkAccess>;
  /** What happens to the vaults when the stack is destroyed or a region's last VM leaves. Omitted: Refuse. */
  onDestroy?: VaultOnDestroy;
}

/** A vault that is there already. */
export interface ExistingVault {
  /** Name of the vault. */
  vaultName: pulumi.Input<string>;
  /** Name of the vault's resource group. */
  resourceGroupName: pulumi.Input<string>;
}

/** Arguments of a RegionalBackup. */
export interface RegionalBackupArgs {
  /** Name of the resource group that holds the vaults that are made. */
  resourceGroupName: pulumi.Input<string>;
  /** The VMs, each under a key of your choice, which names the item in Pulumi. */
  vms: { [key: string]: RegionalVm };
  /** The backup policies by their names in Azure. Every region's vault gets each of them. */
  policies: { [name: string]: pulumi.Input<RegionalPolicy> };
  /** Name of the policy of VMs that name none. Omitted: the only policy; where there are several, each VM names one. */
  defaultPolicy?: string;
  /** What the vaults' names begin with; a hyphen and the region follow. Omitted: the component's own name. */
  vaultNamePrefix?: string;
  /** Settings of the vaults that are made. Omitted: BackupVault's defaults. */
  vault?: RegionalVault;
  /** Vaults that are there already, by region: the VMs of that region go there. For vaults in another subscription give the component that subscription's provider. Omitted: every region gets a new vault. */
  existingVaults?: { [region: string]: pulumi.Input<ExistingVault> };
  /** What happens to the backups when the stack is destroyed or a VM leaves the map. Omitted: Retain. */
  onDestroy?: OnDestroy;
  /** Tags of the vaults that are made. Omitted: none. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/**
 * Backup of virtual machines in any number of regions: a vault in each region that has VMs, the policies in each vault, every VM in
 * its region's. A VM that comes moves no other one; a region's first VM brings its vault.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare
 */
export class RegionalBackup extends pulumi.ComponentResource {
  /** Names of the vaults by region. */
  readonly vaultNames: pulumi.Output<{ [key: string]: string }>;
  /** Azure ids of the protected items, by the keys of args.vms. */
  readonly protectedItemIds: pulumi.Output<{ [key: string]: string }>;

  /**
   * @param name Pulumi name; those of a region's vault, policies and items begin with it and the region.
   * @throws pulumi.InputPropertiesError that lists every fault in the arguments, before anything is registered.
   */
  constructor(name: string, args: RegionalBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `RegionalBackup "${name}"`,
      args,
      { vaultNamePrefix: name },
      {
        fields: regionalBackupArguments,
        rules: regionalBackupRules,
        entries: { map: "vms", rules: regionalVmRules },
        across: acrossRegionsRules,
      },
    );
    super("azure-vm-backup:index:RegionalBackup", name, args, opts);

    const vaultNames: { [key: string]: pulumi.Output<string> } = {};
    const ids: pulumi.Output<{ [key: string]: string }>[] = [];
    for (const region of regionsOf(args.vms)) {
      const vms = Object.entries(checked.vms).filter(
        ([key]) => normalLocation(args.vms[key]?.location ?? "") === region,
      );
      const vault = this.vaultIn(name, region, checked);
      const policyIds = this.policiesIn(`${name}-${region}`, vault, checked.policies);
      const protectedVms = Object.fromEntries(
        vms.map(([key, { location: _, policy, ...vm }]) => {
          const policyId =
            policyIds[policyNameOf(policy, Object.keys(policyIds), checked.defaultPolicy) ?? ""];
          return [key, { ...vm, ...(policyId !== undefined && { policyId }) }];
        }),
      );
      const items = new ProtectedVms(
        `${name}-${region}`,
        {
          ...vault,
          policyId: Object.values(policyIds)[0] as pulumi.Output<string>,
          vms: protectedVms as ProtectedVmsArgs["vms"],
          ...(checked.onDestroy !== undefined && { onDestroy: checked.onDestroy }),
        },
        { parent: this },
      );
      vaultNames[region] = pulumi.output(vault.vaultName);
      ids.push(items.protectedItemIds);
    }

    this.vaultNames = pulumi.output(vaultNames);
    this.protectedItemIds = pulumi
      .all(ids)
      .apply((maps): { [key: string]: string } => Object.assign({}, ...maps)) as pulumi.Output<{
      [key: string]: string;
    }>;
    this.registerOutputs({ vaultNames: this.vaultNames, protectedItemIds: this.protectedItemIds });
  }

  /** The region's vault: one that is there, or a new one. */
  private vaultIn(name: string, region: string, args: RegionalBackupArgs): ExistingVault {
    const existing = Object.entries(args.existingVaults ?? {}).find(
      ([key]) => normalLocation(key) === region,
    );
    if (existing !== undefined) {
      const late = pulumi.output(existing[1]);
      return { vaultName: late.vaultName, resourceGroupName: late.resourceGroupName };
    }
    const { resourceGroupName, tags, vault, vaultNamePrefix = name } = args;
    const made = new BackupVault(
      `${name}-${region}`,
      {
        ...{ ...vault, resourceGroupName, location: region },
        vaultName: vaultNameIn(vaultNamePrefix, region),
        ...(tags !== undefined && { tags }),
      },
      { parent: this },
    );
    return { vaultName: made.vaultName, resourceGroupName: made.resourceGroupName };
  }

  private policiesIn(name: string, vault: ExistingVault, policies: RegionalBackupArgs["policies"]) {
    return Object.fromEntries(
      Object.entries(policies).map(([policyName, policy]) => {
        const args = { ...fieldsOf(policy), ...vault, policyName };
        return [policyName, new VmBackupPolicy(`${name}-${policyName}`, args, { parent: this }).policyId];
      }),
    );
  }
}

/** A policy's fields; of one that is known later each is known later. */
function fieldsOf(policy: pulumi.Input<RegionalPolicy>): RegionalPolicy {
  if (!isLate(policy)) return policy as RegionalPolicy;
  const late = pulumi.output(policy) as pulumi.Output<pulumi.Unwrap<RegionalPolicy>>;
  const { schedule, retention, tier, timeZone, instantRestoreDays, archive, crashConsistentOnly } = late;
  const fields = { schedule, retention, tier, timeZone, instantRestoreDays, archive, crashConsistentOnly };
  return fields as unknown as RegionalPolicy;
}
