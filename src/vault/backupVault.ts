import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { check } from "../component/check";
import { childOptions } from "../component/children";
import {
  type Immutability,
  type PublicNetworkAccess,
  type SoftDeleteState,
  StorageRedundancy,
} from "./facts";
import { vaultProperties } from "./payload";
import { vaultRules } from "./rules";

/** Soft delete of a vault: how long a deleted backup stays recoverable. */
export interface SoftDelete {
  /** State. Omitted: Azure's default, on. Azure refuses to switch soft delete off. */
  state?: pulumi.Input<SoftDeleteState>;
  /** Days, 14 to 180. Omitted: Azure's default, 14. */
  retentionDays?: pulumi.Input<number>;
}

/** Arguments of a BackupVault. */
export interface BackupVaultArgs {
  /** Resource group of the vault. */
  resourceGroupName: pulumi.Input<string>;
  /** Name: 2 to 50 letters, digits and hyphens, a letter first. Omitted: the component's own name. */
  vaultName?: pulumi.Input<string>;
  /** Region, the same as that of the VMs to protect. Omitted: the resource group's. */
  location?: pulumi.Input<string>;
  /** Storage redundancy, fixed once the first VM is protected. Omitted: GeoRedundant. */
  redundancy?: pulumi.Input<StorageRedundancy>;
  /** Restore in the paired region; GeoRedundant only, and cannot be undone. Omitted: off. */
  crossRegionRestore?: pulumi.Input<boolean>;
  /** Soft delete. Omitted: Azure's default, on for 14 days. */
  softDelete?: pulumi.Input<SoftDelete>;
  /** Immutability. Locked is for ever, and accepted only for a vault deployed as Unlocked before. Omitted: Azure's default, Disabled. */
  immutability?: pulumi.Input<Immutability>;
  /** Access from public networks. Omitted: Azure's default, Enabled. */
  publicNetworkAccess?: pulumi.Input<PublicNetworkAccess>;
  /** Tags of the vault. Omitted: none. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/**
 * A Recovery Services vault for the backups of Azure virtual machines. It is protected against deletion unless
 * the component is given the option protect: false.
 * https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault
 */
export class BackupVault extends pulumi.ComponentResource {
  /** Azure id of the vault. */
  readonly vaultId: pulumi.Output<string>;
  /** Name of the vault; known in preview. */
  readonly vaultName: pulumi.Output<string>;
  /** Resource group of the vault. */
  readonly resourceGroupName: pulumi.Output<string>;
  /** Storage redundancy of the vault. */
  readonly redundancy: pulumi.Output<StorageRedundancy>;

  /**
   * @param name Pulumi name, and the vault's name where args.vaultName is omitted.
   * @throws pulumi.InputPropertiesError that lists every fault in the arguments, before anything is registered.
   */
  constructor(name: string, args: BackupVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `BackupVault "${name}"`,
      { ...args, vaultName: args.vaultName ?? name },
      vaultRules,
    );
    super("azure-vm-backup:index:BackupVault", name, args, opts);

    const { location, tags } = checked;
    const resourceGroupName = pulumi.output(checked.resourceGroupName);
    const settings = pulumi.output({
      redundancy: pulumi.output(checked.redundancy).apply((given) => given ?? StorageRedundancy.GeoRedundant),
      crossRegionRestore: checked.crossRegionRestore,
      softDelete: checked.softDelete,
      immutability: checked.immutability,
      publicNetworkAccess: checked.publicNetworkAccess,
    });
    const vault = new recoveryservices.Vault(
      name,
      {
        vaultName: checked.vaultName,
        resourceGroupName,
        ...(location !== undefined && { location }),
        sku: { name: "RS0", tier: "Standard" },
        properties: settings.apply(vaultProperties),
        ...(tags !== undefined && { tags }),
      },
      childOptions(this, { protect: opts?.protect ?? true }),
    );

    this.vaultId = vault.id;
    // The name is known in preview and still waits for the vault: `vault.name` would be unknown there.
    this.vaultName = pulumi.all([checked.vaultName, vault.urn]).apply(([known]) => known);
    this.resourceGroupName = resourceGroupName;
    this.redundancy = settings.redundancy;
    this.registerOutputs({
      vaultId: this.vaultId,
      vaultName: this.vaultName,
      resourceGroupName: this.resourceGroupName,
      redundancy: this.redundancy,
    });
  }
}
