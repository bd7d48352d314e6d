import type * as pulumi from "@pulumi/pulumi";
import type { PolicyTier } from "../backupPolicy/facts";
import type { ArchiveTier, BackupSchedule, Retention } from "../backupPolicy/vmBackupPolicyArgs";
import type { InitialBackup, ProtectedDisks } from "../protection/component/protectedVmsArgs";
import type { OnDestroy, ProtectionState } from "../protection/facts";
import type { SoftDelete, ThreatDetection, VaultEncryption, VaultIdentity } from "../vault/backupVaultArgs";
import type { VaultRoleAssignment } from "../vault/children/access";
import type { VaultAlerts, VaultDiagnostics } from "../vault/children/monitoring";
import type { VaultPrivateEndpoint } from "../vault/children/privateEndpoint";
import type {
  CrossSubscriptionRestore,
  Immutability,
  PublicNetworkAccess,
  StorageRedundancy,
  VaultLock,
  VaultOnDestroy,
} from "../vault/facts";
import type { CostDetail } from "../vault/laterFacts";

/** A VM to protect, with its region. */
export interface RegionalVm {
  /** Azure id of the virtual machine, e.g. `vm.id`. */
  vmId: pulumi.Input<string>;
  /** Region of the VM, as a plain text: it decides which vaults there are. */
  location: string;
  /** Which of the region's vaults the VM is in, 1 to 99. A vault accepts 1,000 VMs, and a VM must stay in the vault that has its recovery points. Omitted: 1. */
  vault?: number;
  /** Name of the VM's policy, a key of policies. You can change it in place. Omitted: the policy that the VM's tag names (see policyTag), else defaultPolicy, else the only policy. */
  policy?: string;
  /** Tags of the VM. The tag that policyTag names selects the policy. Omitted: none. */
  tags?: { [key: string]: string };
  /**
   * Name of the virtual machine in Azure, as a plain text. Pass the same vmName and resourceGroupName to the VirtualMachine and here:
   * Azure identifies the backup by these two names, so the backup survives a replacement of the VM. Omitted: read from vmId, which is
   * enough for a VM of another stack.
   */
  vmName?: string;
  /** Name of the virtual machine's resource group. Set it together with vmName. Omitted: read from vmId. */
  resourceGroupName?: pulumi.Input<string>;
  /**
   * Key that the VM had in the map before. Set it when you rename a key: otherwise Pulumi creates a second item, which Azure refuses
   * while the first one protects the VM. Omitted: the key did not change.
   */
  previousKey?: string;
  /**
   * What Azure Backup does with the VM. To stop a backup and keep its recovery points, set ProtectionStopped and run pulumi up; after
   * that you may remove the VM from the map. Azure stops only a VM that was protected before. Omitted: Protected.
   */
  protectionState?: pulumi.Input<ProtectionState>;
  /**
   * Which disks are backed up. To back up all disks again, set exclude: []. If you only remove disks, nothing is sent to Azure, and
   * Azure's page does not say that this resets the selection. Omitted: all.
   */
  disks?: pulumi.Input<ProtectedDisks>;
}

/** A backup policy that every region gets. */
export interface RegionalPolicy {
  /** When backups run: daily, weekly or hourly. */
  schedule: pulumi.Input<BackupSchedule>;
  /** How long recovery points are kept in the vault. */
  retention: pulumi.Input<Retention>;
  /** Tier of the policy. Enhanced also supports several backups a day, Trusted Launch VMs, Ultra and Premium SSD v2 disks; its snapshots cost more. A policy cannot change back to Standard. Omitted: Enhanced. */
  tier?: pulumi.Input<PolicyTier>;
  /** Time zone of the policy's times: a Windows id ("Romance Standard Time") or an IANA name ("Europe/Paris"). Omitted: UTC. */
  timeZone?: pulumi.Input<string>;
  /** Days for which Azure keeps a snapshot with the VM, for a fast restore: Standard 1 to 5 (weekly: 5), Enhanced 1 to 30 (weekly: 5 to 20; hourly: fewer, depending on the interval). Omitted: Standard 2 (weekly: 5), Enhanced 7. */
  instantRestoreDays?: pulumi.Input<number>;
  /** When old points move to the archive tier. Omitted: never. */
  archive?: pulumi.Input<ArchiveTier>;
  /** Whether backups are crash-consistent only, without the VM agent, instead of application-consistent. Enhanced tier only. Omitted: false. */
  crashConsistentOnly?: pulumi.Input<boolean>;
}

/** Settings of the vaults that RegionalBackup creates: arguments of BackupVault. */
export interface RegionalVault {
  /** How many copies of the backups Azure keeps, and where. Azure fixes it when the first VM is protected. Omitted: GeoRedundant, which also keeps copies in the paired region. */
  storageRedundancy?: pulumi.Input<StorageRedundancy>;
  /** Whether backups can be restored in the paired region. It requires GeoRedundant, and cannot be switched off once a VM has been protected. Omitted: off. */
  crossRegionRestore?: pulumi.Input<boolean>;
  /** Whether backups can be restored into other subscriptions. Omitted: Azure's default, Enabled, because a restore after a disaster often needs another subscription. */
  crossSubscriptionRestore?: pulumi.Input<CrossSubscriptionRestore>;
  /** How long deleted backups stay recoverable. Omitted: Azure's default, on for 14 days. */
  softDelete?: pulumi.Input<SoftDelete>;
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
}

/** A policy whose VMs are distributed over several policies. These differ only in their names and times. */
export interface PolicySpread {
  /** Number of policies, 1 to 50: the policy itself, then numbered ones, e.g. nightly and nightly-2. A VM's key decides which policy it uses, so a new VM never moves another. If you raise the number, the new policy takes its share of the VMs, in place. */
  policies: number;
  /** Minutes between the start times of one policy and the next, a multiple of 30. Omitted: all start at the same time. */
  minutesApart?: number;
}

/** Protected items that exist in Azure and that this stack takes over. */
export interface RegionalAdoption {
  /** Id of the subscription that holds the vaults. */
  subscriptionId: string;
  /** Keys of the VMs whose items exist. A soft-deleted item is undeleted. Once the items are in the stack, you can keep or remove the keys. */
  keys: string[];
}

/** A vault that exists already. */
export interface ExistingVault {
  /** Name of the vault. */
  vaultName: pulumi.Input<string>;
  /** Name of the vault's resource group. */
  resourceGroupName: pulumi.Input<string>;
}

/** Arguments of a RegionalBackup. */
export interface RegionalBackupArgs {
  /** Name of the resource group that holds the vaults that the component creates. */
  resourceGroupName: pulumi.Input<string>;
  /** The VMs, each under a key that you choose. The key names the VM's item in Pulumi. */
  vms: { [key: string]: RegionalVm };
  /** The backup policies, each under its name in Azure. Every vault gets all of them. */
  policies: { [name: string]: pulumi.Input<RegionalPolicy> };
  /** Name of the policy for VMs that name none. Omitted: the only policy. If there are several, each VM must name one. */
  defaultPolicy?: string;
  /** Name of the tag whose value names the policy, for VMs that name none. Omitted: tags do not select policies. */
  policyTag?: string;
  /** Policies whose VMs are distributed over several policies, by policy name. Use it if one source's limit of 100 VMs per policy, or the load of one hour, requires it. Omitted: none. */
  spread?: { [policy: string]: PolicySpread };
  /** Start of the vaults' names. A hyphen and the region follow. Omitted: the component's own name. */
  vaultNamePrefix?: string;
  /** Settings of the vaults that the component creates. Settings that fit only one region, such as privateEndpoints, belong in vaultOverrides. Omitted: BackupVault's defaults. */
  vault?: RegionalVault;
  /** Settings of single vaults, by region, or by region and number if the region has several, e.g. westeurope-2. They replace the same settings of vault. Omitted: none. */
  vaultOverrides?: { [region: string]: RegionalVault };
  /** Vaults that exist already, by region, or by region and number: they protect the VMs of that region. If they are in another subscription, give the component that subscription's provider. Omitted: the component creates a vault in each region. */
  existingVaults?: { [region: string]: pulumi.Input<ExistingVault> };
  /** What happens to the backups and their policies when the stack is destroyed or a VM leaves the map. Omitted: Retain. */
  onDestroy?: OnDestroy;
  /** Items that exist already and that this stack takes over. Omitted: none. */
  adopt?: RegionalAdoption;
  /** A first backup of each newly protected VM, as in ProtectedVms. Omitted: the first backup runs at the policy's next time. */
  initialBackup?: InitialBackup;
  /**
   * Azure ids of the requests that allow changes which the vaults' resource guard protects: the guard's id, then
   * `/updateProtectionPolicyRequests/default` to shorten the retention of a policy, `/updateProtectedItemRequests/default` to use a
   * policy with shorter retention, `/stopProtectionWithRetainDataRequests/default` to stop or suspend backups, or
   * `/reduceImmutabilityStateRequests/default` and `/modifyEncryptionSettings/default` to reduce the immutability and to change the
   * encryption of the vaults that the component creates. The first kind goes to the policies, the last two to the vaults, all others to
   * the items. Only changes that weaken a protection need one. A deletion must be unlocked instead. A new list updates every item, policy
   * or vault once. Omitted: none.
   */
  resourceGuardOperationRequests?: pulumi.Input<pulumi.Input<string>[]>;
  /** Tags of the vaults that the component creates. Omitted: none. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}
