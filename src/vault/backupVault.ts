import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { check } from "../component/check";
import { childOptions } from "../component/children";
import { backupVaultArguments } from "./arguments";
import { vaultProperties } from "./arm";
import {
  type Immutability,
  type PublicNetworkAccess,
  type SoftDeleteState,
  StorageRedundancy,
  VaultOnDestroy,
} from "./facts";
import { vaultRules } from "./rules";

/** Soft delete of a vault: how long a deleted backup can still be recovered. */
export interface SoftDelete {
  /** Whether soft delete can be switched off one day. Azure refuses to switch it off. Omitted: Azure's default, on. */
  state?: pulumi.Input<SoftDeleteState>;
  /** For how long a deleted backup stays recoverable. Days, 14 to 180. Omitted: Azure's default, 14. */
  retentionDays?: pulumi.Input<number>;
}

/** Arguments of a BackupVault. */
export interface BackupVaultArgs {
  /** Name of the resource group that holds the vault. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the vault in Azure: 2 to 50 letters, digits and hyphens, a letter first. Omitted: the component's own name. */
  vaultName?: pulumi.Input<string>;
  /** Region of the vault, e.g. "westeurope": the same as that of the VMs to protect. Omitted: the resource group's. */
  location?: pulumi.Input<string>;
  /** How many copies Azure keeps of the backups, and where. Azure fixes it when the first VM is protected. Omitted: GeoRedundant, copies in the paired region too. */
  storageRedundancy?: pulumi.Input<StorageRedundancy>;
  /** Whether backups can be restored in the paired region. GeoRedundant only; it cannot be switched off again. Omitted: off. */
  crossRegionRestore?: pulumi.Input<boolean>;
  /** How long deleted backups stay recoverable. Omitted: Azure's default, on for 14 days. */
  softDelete?: pulumi.Input<SoftDelete>;
  /** Whether recovery points live until they expire, whatever anybody does. Locked is for ever, and Azure accepts it only for a vault that is Unlocked already. Omitted: Azure's default, Disabled. */
  immutability?: pulumi.Input<Immutability>;
  /** Whether the vault answers from public networks. Omitted: Azure's default, Enabled. */
  publicNetworkAccess?: pulumi.Input<PublicNetworkAccess>;
  /** What happens when the stack is destroyed or the vault leaves the program. Omitted: Refuse, so that nobody deletes backups by mistake. */
  onDestroy?: VaultOnDestroy;
  /** Tags of the vault in Azure. Omitted: none. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/**
 * A Recovery Services vault: where Azure Backup keeps the backups of virtual machines. (Not the "Backup vault" of
 * Microsoft.DataProtection, which never takes VMs.) Unless onDestroy says otherwise, it is protected against deletion.
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
  readonly storageRedundancy: pulumi.Output<StorageRedundancy>;

  /**
   * @param name Pulumi name, and the vault's name where args.vaultName is omitted.
   * @throws pulumi.InputPropertiesError that lists every fault in the arguments, before anything is registered.
   */
  constructor(name: string, args: BackupVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `BackupVault "${name}"`,
      args,
      { vaultName: name },
      { fields: backupVaultArguments, rules: vaultRules },
    );
    super("azure-vm-backup:index:BackupVault", name, args, opts);

    const { location, tags, onDestroy = VaultOnDestroy.Refuse } = checked;
    const resourceGroupName = pulumi.output(checked.resourceGroupName);
    const settings = pulumi.output({
      storageRedundancy: pulumi
        .output(checked.storageRedundancy)
        .apply((given) => given ?? StorageRedundancy.GeoRedundant),
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
      childOptions(this, {
        ...(onDestroy === VaultOnDestroy.Refuse && { protect: true }),
        ...(onDestroy === VaultOnDestroy.Retain && { retainOnDelete: true }),
      }),
    );

    this.vaultId = vault.id;
    // The name is known in preview and still waits for the vault: `vault.name` would be unknown there.
    this.vaultName = pulumi.all([checked.vaultName, vault.urn]).apply(([known]) => known);
    this.resourceGroupName = resourceGroupName;
    this.storageRedundancy = settings.storageRedundancy;
    this.registerOutputs({
      vaultId: this.vaultId,
      vaultName: this.vaultName,
      resourceGroupName: this.resourceGroupName,
      storageRedundancy: this.storageRedundancy,
    });
  }
}
