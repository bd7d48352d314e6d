import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../component/argumentTypes";
import { beforeChange } from "../component/beforeChange";
import { check } from "../component/check";
import { adoptedAreKnown } from "../protection/component/adoption";
import { ProtectedVms } from "../protection/component/protectedVms";
import { guardRequests } from "./children/guardRequests";
import { adoptedIn, hasPlainItem, vmsOf } from "./children/items";
import { createPolicies } from "./children/policies";
import { createVault, existingVault } from "./children/vaults";
import { vaultKeysOf } from "./placement";
import type { RegionalBackupArgs } from "./regionalBackupArgs";
import { acrossRegionsRules, regionalBackupRules, regionalVmRules } from "./rules";
import { recordVaults, reportVaultChanges } from "./vaultChanges";

/**
 * Backup of virtual machines in any number of regions: a vault in each region that has VMs, all policies in each vault, and each VM
 * protected in the vault of its region. A new VM never moves another. The first VM of a region also creates the region's vault.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare
 *
 * @example
 * ```ts
 * const names = { resourceGroupName: group.name, vmName: "ledger" };
 * const ledger = new VirtualMachine("ledger", { ...names, location: "westeurope" }); // and the rest of the VM
 * new RegionalBackup("bank", {
 *   resourceGroupName: group.name,
 *   vms: { ledger: { ...names, vmId: ledger.id, location: "westeurope" } },
 *   policies: { nightly: presets.dailyForAMonth },
 * });
 * ```
 */
export class RegionalBackup extends pulumi.ComponentResource {
  /** Names of the vaults by region, or by region and number. */
  readonly vaultNames: pulumi.Output<{ [key: string]: string }>;
  /** Azure ids of the protected items, by the keys of args.vms. */
  readonly protectedItemIds: pulumi.Output<{ [key: string]: string }>;

  /**
   * Switches on backup for VMs in several regions: creates a vault in each region, the policies in each vault, and
   * one protected item per VM.
   * See docs/components/regional-backup.md in this package.
   *
   * @param name Pulumi name; the Pulumi names of the vaults, policies and items begin with it and the region.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: RegionalBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `RegionalBackup "${name}"`,
      args,
      { vaultNamePrefix: name },
      {
        fields: argumentsOf("RegionalBackup"),
        rules: regionalBackupRules,
        entries: { map: "vms", rules: regionalVmRules },
        across: [...acrossRegionsRules, adoptedAreKnown((key) => hasPlainItem(name, args, key))],
      },
    );
    const report = beforeChange(`regional-backup:${name}`, (change) =>
      reportVaultChanges(change, () => this),
    );
    const hooks = { beforeUpdate: report };
    const recordedArgs = { ...args, vms: recordVaults(args.vms) };
    super("azure-vm-backup:index:RegionalBackup", name, recordedArgs, pulumi.mergeOptions({ hooks }, opts));

    const vaultNames: { [key: string]: pulumi.Output<string> } = {};
    const ids: pulumi.Output<{ [key: string]: string }>[] = [];
    for (const key of vaultKeysOf(args.vms)) {
      const childName = `${name}-${key}`;
      const vault = existingVault(checked, key) ?? createVault(this, childName, key, checked);
      const policyIds = createPolicies(this, childName, vault, checked);
      const adopt = adoptedIn(name, args, key);
      const items = new ProtectedVms(
        childName,
        {
          ...vault,
          policyId: Object.values(policyIds)[0] as pulumi.Output<string>,
          vms: vmsOf(key, args, checked, policyIds),
          ...(checked.onDestroy !== undefined && { onDestroy: checked.onDestroy }),
          ...(checked.initialBackup !== undefined && { initialBackup: checked.initialBackup }),
          ...guardRequests(checked, "items"),
          ...(adopt !== undefined && { adopt }),
        },
        { parent: this },
      );
      vaultNames[key] = pulumi.output(vault.vaultName);
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
}
