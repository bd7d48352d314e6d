import type * as pulumi from "@pulumi/pulumi";
import type { VaultRoleAssignment } from "./children/access";
import type { VaultAlerts, VaultDiagnostics } from "./children/monitoring";
import type { VaultPrivateEndpoint } from "./children/privateEndpoint";
import type {
  CrossSubscriptionRestore,
  Immutability,
  InfrastructureEncryption,
  PublicNetworkAccess,
  SoftDeleteState,
  StorageRedundancy,
  VaultIdentityType,
  VaultLock,
  VaultOnDestroy,
} from "./facts";
import type { CostDetail, ThreatDetectionState } from "./laterFacts";

/** Soft delete of a vault: how long deleted backups stay recoverable. */
export interface SoftDelete {
  /** State of soft delete. Azure no longer accepts switching it off. Omitted: Azure's default, on. */
  state?: pulumi.Input<SoftDeleteState>;
  /** How long a deleted backup stays recoverable. Days, 14 to 180. Omitted: Azure's default, 14. */
  retentionDays?: pulumi.Input<number>;
}

/** Managed identities of a vault. */
export interface VaultIdentity {
  /** Kinds of managed identities that the vault has. Once a vault has an identity, Azure refuses to remove it. */
  type: pulumi.Input<VaultIdentityType>;
  /** Azure ids of the user-assigned identities. Omitted: none. */
  userAssignedIdentities?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Encryption of a vault with your own key. Exactly one of the two identities reads the key. */
export interface VaultEncryption {
  /** URI of the key in the Key Vault. Without a version, the vault follows the rotation of the key. */
  keyUri: pulumi.Input<string>;
  /** Whether the vault's system-assigned identity reads the key. A new vault cannot set it: its identity gets access to the key after it exists. Omitted: no, userAssignedIdentity reads it. */
  useSystemAssignedIdentity?: pulumi.Input<boolean>;
  /** Azure id of the user-assigned identity that reads the key. Omitted: the system-assigned identity reads it. */
  userAssignedIdentity?: pulumi.Input<string>;
  /** Whether the storage is encrypted a second time, with a platform key. It cannot change once the vault has your key. Omitted: Disabled. */
  infrastructureEncryption?: pulumi.Input<InfrastructureEncryption>;
}

/** Threat detection of a vault: Microsoft Defender for Cloud scans its protected VMs, and their recovery points show the result. */
export interface ThreatDetection {
  /** State of threat detection. */
  state: pulumi.Input<ThreatDetectionState>;
  /** Azure id of the user-assigned identity that reads the results. Omitted: the vault's system-assigned identity. */
  userAssignedIdentity?: pulumi.Input<string>;
}

/** Arguments of a BackupVault. */
export interface BackupVaultArgs {
  /** Name of the resource group that holds the vault. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the vault in Azure: 2 to 50 letters, digits and hyphens, a letter first. Omitted: the component's own name. */
  vaultName?: pulumi.Input<string>;
  /** Region of the vault, e.g. "westeurope". It must be the region of the VMs to protect. Omitted: the resource group's region. */
  location?: pulumi.Input<string>;
  /** How many copies of the backups Azure keeps, and where. Azure fixes it when the first VM is protected. Omitted: GeoRedundant, which also keeps copies in the paired region. */
  storageRedundancy?: pulumi.Input<StorageRedundancy>;
  /** Whether backups can be restored in the paired region. It requires GeoRedundant, and cannot be switched off once a VM has been protected. Omitted: off. */
  crossRegionRestore?: pulumi.Input<boolean>;
  /** How long deleted backups stay recoverable. Omitted: Azure's default, on for 14 days. */
  softDelete?: pulumi.Input<SoftDelete>;
  /** Whether backups can be restored into other subscriptions. Omitted: Azure's default, Enabled, because a restore after a disaster often needs another subscription. */
  crossSubscriptionRestore?: pulumi.Input<CrossSubscriptionRestore>;
  /** Whether recovery points are protected from deletion until they expire. Locked is permanent, requires acknowledgesLock, and Azure accepts it only for a vault that is already Unlocked. Omitted: Azure's default, Disabled, because Unlocked already forbids shorter retention. */
  immutability?: pulumi.Input<Immutability>;
  /** How long each recovery point cannot be deleted, whatever the policy's retention. Days, 30 to 36135. It requires immutability Unlocked or Locked. With Locked, treat it as permanent. It needs a later API version: see Later API versions. Omitted: recovery points are immutable until the policy's retention ends. */
  immutabilityDays?: pulumi.Input<number>;
  /** Set it to true to confirm that immutability Locked can never be undone, neither by you nor by Microsoft. Omitted: Locked is an error. */
  acknowledgesLock?: pulumi.Input<boolean>;
  /** Whether Microsoft Defender for Cloud reports threats in recovery points. It needs a later API version: see Later API versions. Omitted: Azure's default, off. */
  threatDetection?: pulumi.Input<ThreatDetection>;
  /** Which costs Azure shows for each protected item. It needs a later API version: see Later API versions. Omitted: Azure's default, VaultLevel. */
  costDetail?: pulumi.Input<CostDetail>;
  /** Managed identities of the vault. Omitted: none. */
  identity?: pulumi.Input<VaultIdentity>;
  /** Encryption with your own key. Set it before the first VM is protected; it cannot be removed again. Omitted: Azure's own keys. */
  encryption?: pulumi.Input<VaultEncryption>;
  /** Whether public networks can reach the vault. If they cannot, the vault needs private endpoints. Omitted: Azure's default, Enabled. */
  publicNetworkAccess?: pulumi.Input<PublicNetworkAccess>;
  /** Private endpoints of the vault, each under a key that you choose. Add them before the first VM is protected. Omitted: none. */
  privateEndpoints?: { [key: string]: VaultPrivateEndpoint };
  /** Azure id of a resource guard (multi-user authorization): its owner must approve operations that weaken the vault. Best in another subscription. It can be removed only after the removal was unlocked. Omitted: none. */
  resourceGuardId?: pulumi.Input<string>;
  /**
   * Azure ids of the requests that allow changes which the vault's resource guard protects: the guard's id, then
   * `/reduceImmutabilityStateRequests/default` to reduce immutability, or `/modifyEncryptionSettings/default` to change the encryption.
   * Only changes that weaken the vault need one. Omitted: none.
   */
  resourceGuardOperationRequests?: pulumi.Input<pulumi.Input<string>[]>;
  /** Alerts of the vault, and the action groups that they notify. Omitted: Azure's default alerts, without action groups. */
  alerts?: VaultAlerts;
  /** Destinations of the diagnostic logs. Omitted: none. */
  diagnostics?: VaultDiagnostics;
  /** Azure Backup's roles on the vault, each under a key that you choose. Omitted: only those inherited from the resource group. */
  roleAssignments?: { [key: string]: VaultRoleAssignment };
  /** Management lock on the vault. If you remove this argument, the lock is removed. ReadOnly also prevents the protection of VMs. Omitted: no lock. */
  lock?: VaultLock;
  /** What happens to the vault when the stack is destroyed or the vault is no longer part of the program. Omitted: Refuse, so that backups are not deleted by mistake. */
  onDestroy?: VaultOnDestroy;
  /** Tags of the vault in Azure. Omitted: none. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}
