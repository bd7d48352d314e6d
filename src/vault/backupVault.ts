import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../component/argumentTypes";
import { beforeChange, type Change } from "../component/beforeChange";
import { check } from "../component/check";
import { childOptions } from "../component/children";
import { retryOnError } from "../component/retry";
import { backupVaultRules } from "./argumentRules";
import { vaultProperties } from "./arm";
import { assignRoles, guardVault, lockVault, type VaultRoleAssignment } from "./children/access";
import type { VaultContext } from "./children/context";
import { routeAlerts, sendLogs, type VaultAlerts, type VaultDiagnostics } from "./children/monitoring";
import { addPrivateEndpoints, type VaultPrivateEndpoint } from "./children/privateEndpoint";
import {
  type CrossSubscriptionRestore,
  type Immutability,
  type InfrastructureEncryption,
  type PublicNetworkAccess,
  type SoftDeleteState,
  StorageRedundancy,
  type VaultIdentityType,
  type VaultLock,
  VaultOnDestroy,
} from "./facts";
import { irreversibleVaultChange, vaultChangeNotices } from "./irreversibleChanges";
import { otherVault } from "./place";

/** Soft delete of a vault: how long a deleted backup can still be recovered. */
export interface SoftDelete {
  /** Whether soft delete can be switched off one day. Azure refuses to switch it off. Omitted: Azure's default, on. */
  state?: pulumi.Input<SoftDeleteState>;
  /** For how long a deleted backup stays recoverable. Days, 14 to 180. Omitted: Azure's default, 14. */
  retentionDays?: pulumi.Input<number>;
}

/** Managed identities of a vault. */
export interface VaultIdentity {
  /** Which identities there are. Once a vault has one, Azure refuses to take it away. */
  type: pulumi.Input<VaultIdentityType>;
  /** Azure ids of the user-assigned identities. Omitted: none. */
  userAssignedIdentities?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Encryption of a vault with a key of yours. Exactly one of the two identities opens it. */
export interface VaultEncryption {
  /** The key's URI in the Key Vault. Without a version the vault follows the key's rotation. */
  keyUri: pulumi.Input<string>;
  /** True where the vault's system-assigned identity opens the key. Omitted: a user-assigned one does. */
  useSystemAssignedIdentity?: pulumi.Input<boolean>;
  /** Azure id of the user-assigned identity that opens the key. Omitted: the system-assigned one does. */
  userAssignedIdentity?: pulumi.Input<string>;
  /** Whether the storage is encrypted a second time, with a key of the platform; fixed with the key. Omitted: Disabled. */
  infrastructureEncryption?: pulumi.Input<InfrastructureEncryption>;
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
  /** Whether backups can be restored into other subscriptions. Omitted: Azure's default, Enabled: a restore after a disaster often needs another one. */
  crossSubscriptionRestore?: pulumi.Input<CrossSubscriptionRestore>;
  /** Whether recovery points live until they expire, whatever anybody does. Locked is for ever, needs acknowledgesLock, and Azure accepts it only for a vault that is Unlocked already. Omitted: Azure's default, Disabled, since Unlocked forbids shorter retention. */
  immutability?: pulumi.Input<Immutability>;
  /** True: I know that nobody, neither we nor Microsoft, can ever undo immutability Locked. Omitted: Locked is refused. */
  acknowledgesLock?: pulumi.Input<boolean>;
  /** Managed identities of the vault. Omitted: none. */
  identity?: pulumi.Input<VaultIdentity>;
  /** Encryption with a key of yours: before the first VM is protected, and for ever. Omitted: Azure's own keys. */
  encryption?: pulumi.Input<VaultEncryption>;
  /** Whether the vault answers from public networks. Omitted: Azure's default, Enabled: a closed vault needs private endpoints. */
  publicNetworkAccess?: pulumi.Input<PublicNetworkAccess>;
  /** Private endpoints, each under a key of your choice: before the first VM is protected. Omitted: none. */
  privateEndpoints?: { [key: string]: VaultPrivateEndpoint };
  /** Azure id of a resource guard, whose owner consents to what weakens the vault (multi-user authorization). Best in another subscription. Azure lets it go only after that owner unlocked it. Omitted: none. */
  resourceGuardId?: pulumi.Input<string>;
  /** Alerts and who hears of them. Omitted: Azure's defaults, and nobody. */
  alerts?: VaultAlerts;
  /** Where the diagnostic logs go. Omitted: nowhere. */
  diagnostics?: VaultDiagnostics;
  /** Azure Backup's roles on the vault, each under a key of your choice. Omitted: none but what the group gives. */
  roleAssignments?: { [key: string]: VaultRoleAssignment };
  /** What a management lock forbids; it is lifted where the argument goes. ReadOnly forbids protecting VMs as well. Omitted: no lock. */
  lock?: VaultLock;
  /** What happens when the stack is destroyed or the vault leaves the program. Omitted: Refuse, so that nobody deletes backups by mistake. */
  onDestroy?: VaultOnDestroy;
  /** Tags of the vault in Azure. Omitted: none. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/**
 * A Recovery Services vault: where Azure Backup keeps the backups of virtual machines. (Not the "Backup vault" of
 * Microsoft.DataProtection, which never takes VMs.) Unless onDestroy says otherwise, it is protected against deletion.
 * https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault
 *
 * @example
 * ```ts
 * new BackupVault("bank-vault", {
 *   resourceGroupName: group.name,
 *   location: "westeurope",
 *   softDelete: { retentionDays: 30 },
 * });
 * ```
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
   * Creates a Recovery Services vault and the resources that belong to it: private endpoints, alerts, logs, roles, a
   * lock.
   * See docs/components/backup-vault.md in this package.
   *
   * @param name Pulumi name; also the vault's name in Azure, unless args.vaultName is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: BackupVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `BackupVault "${name}"`,
      args,
      { vaultName: name },
      { fields: argumentsOf("BackupVault"), rules: backupVaultRules },
    );
    const stays = beforeChange(`vault-place:${name}`, async ({ before, after, outputs }) => {
      // A component that was renamed by an alias keeps the vault that its old name made.
      const was = { ...before, vaultName: before.vaultName ?? outputs.vaultName };
      return otherVault(name, await withRegion(name, was, after), after);
    });
    super(
      "azure-vm-backup:index:BackupVault",
      name,
      args,
      pulumi.mergeOptions({ hooks: { beforeUpdate: stays } }, opts),
    );

    const { location, tags, identity, onDestroy = VaultOnDestroy.Refuse } = checked;
    const { crossRegionRestore, crossSubscriptionRestore, softDelete, encryption, immutability } = checked;
    const { jobFailures, criticalOperations, actionGroupIds = [] } = checked.alerts ?? {};
    const diagnostics = checked.diagnostics ?? {};
    const resourceGroupName = pulumi.output(checked.resourceGroupName);
    const settings = pulumi.output({
      storageRedundancy: pulumi
        .output(checked.storageRedundancy)
        .apply((given) => given ?? StorageRedundancy.GeoRedundant),
      ...{ crossRegionRestore, crossSubscriptionRestore, softDelete, encryption, immutability },
      publicNetworkAccess: checked.publicNetworkAccess,
      alerts: { jobFailures, criticalOperations },
    });
    const doors = beforeChange(`vault:${name}`, tellDoors(name));
    const retained = onDestroy === VaultOnDestroy.Retain;
    const vault = new recoveryservices.Vault(
      name,
      {
        vaultName: checked.vaultName,
        resourceGroupName,
        ...(location !== undefined && { location }),
        ...(identity !== undefined && { identity: identity as recoveryservices.VaultArgs["identity"] }),
        sku: { name: "RS0", tier: "Standard" },
        properties: settings.apply(vaultProperties),
        ...(tags !== undefined && { tags }),
      },
      childOptions(this, {
        ...(onDestroy === VaultOnDestroy.Refuse && { protect: true }),
        ...(retained && { retainOnDelete: true }),
        hooks: {
          beforeCreate: doors,
          beforeUpdate: doors,
          onError: retryOnError(`BackupVault:${name}`),
        },
      }),
    );

    const beside: VaultContext = {
      ...{ name, vault, vaultName: checked.vaultName, resourceGroupName, location },
      options: ({ retains }) => childOptions(this, { ...(retains && retained && { retainOnDelete: true }) }),
    };
    const endpoints = addPrivateEndpoints(beside, checked.privateEndpoints ?? {});
    assignRoles(beside, checked.roleAssignments ?? {});
    if (actionGroupIds.length > 0) routeAlerts(beside, actionGroupIds);
    if (Object.values(diagnostics).some((sink) => sink !== undefined)) sendLogs(beside, diagnostics);
    if (checked.resourceGuardId !== undefined) guardVault(beside, checked.resourceGuardId);
    if (checked.lock !== undefined) lockVault(beside, checked.lock);

    // One level of waiting alone: in a plugin, Outputs of Outputs of a refused argument never come to an end.
    this.vaultId = pulumi.all([vault.id, ...endpoints]).apply(([id]) => id as string);
    // The name is known in preview and still waits for the vault: `vault.name` would be unknown there.
    this.vaultName = pulumi
      .all([checked.vaultName, vault.urn, ...endpoints])
      .apply(([known]) => known as string);
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

/** Says in preview what nobody can undo, and refuses what Azure would. */
const tellDoors =
  (name: string) =>
  async (change: Change): Promise<string | undefined> => {
    for (const text of vaultChangeNotices(change)) await pulumi.log.warn(`BackupVault "${name}": ${text}`);
    return irreversibleVaultChange(change);
  };

type Inputs = Change["before"];

/** The arguments before with the region that Azure has, where they leave it to the group and those after name one. */
async function withRegion(name: string, before: Inputs, after: Inputs): Promise<Inputs> {
  const { resourceGroupName } = before;
  const vaultName = before.vaultName ?? name;
  if (before.location !== undefined || typeof after.location !== "string") return before;
  if (typeof vaultName !== "string" || typeof resourceGroupName !== "string") return before;
  try {
    const { location } = await recoveryservices.getVault({ vaultName, resourceGroupName });
    return { ...before, location };
  } catch {
    return before;
  }
}
