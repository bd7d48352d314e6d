import type * as pulumi from "@pulumi/pulumi";
import type { PolicyTier } from "../backupPolicy/facts";
import type { ArchiveTier, BackupSchedule, Retention } from "../backupPolicy/vmBackupPolicy";
import type { InitialBackup, ProtectedDisks } from "../protection/component/protectedVmsArgs";
import type { OnDestroy, ProtectionState } from "../protection/facts";
import type { SoftDelete, VaultEncryption, VaultIdentity } from "../vault/backupVault";
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

/** One VM to protect, with its region. */
export interface RegionalVm {
  /** Azure id of the virtual machine: `vm.id`. */
  vmId: pulumi.Input<string>;
  /** Region of the VM, as a plain text: which vaults there are hangs on it. */
  location: string;
  /** Which of the region's vaults the VM is in, 1 to 99: a vault takes 1,000 VMs, and a VM stays in the vault that has its recovery points. Omitted: 1. */
  vault?: number;
  /** Name of the VM's policy, a key of policies. Another one is a change in place. Omitted: as the VM's tag says, see policyTag, else defaultPolicy, else the only policy. */
  policy?: string;
  /** Tags of the VM, of which policyTag names the one that says the policy. Omitted: none. */
  tags?: { [key: string]: string };
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

/** Settings of the vaults that are made; each is described at BackupVault. */
export interface RegionalVault {
  /** How many copies Azure keeps of the backups, and where. Omitted: GeoRedundant. */
  storageRedundancy?: pulumi.Input<StorageRedundancy>;
  /** Whether backups can be restored in the paired region. Omitted: off. */
  crossRegionRestore?: pulumi.Input<boolean>;
  /** Whether backups can be restored into other subscriptions. Omitted: Azure's default, Enabled. */
  crossSubscriptionRestore?: pulumi.Input<CrossSubscriptionRestore>;
  /** How long deleted backups stay recoverable. Omitted: Azure's default, on for 14 days. */
  softDelete?: pulumi.Input<SoftDelete>;
  /** Whether recovery points live until they expire. Omitted: Azure's default, Disabled. */
  immutability?: pulumi.Input<Immutability>;
  /** True: I know that nobody can ever undo immutability Locked. Omitted: Locked is refused. */
  acknowledgesLock?: pulumi.Input<boolean>;
  /** Managed identities. Omitted: none. */
  identity?: pulumi.Input<VaultIdentity>;
  /** Encryption with a key of yours. Omitted: Azure's own keys. */
  encryption?: pulumi.Input<VaultEncryption>;
  /** Whether the vaults answer from public networks. Omitted: Azure's default, Enabled. */
  publicNetworkAccess?: pulumi.Input<PublicNetworkAccess>;
  /** Private endpoints: of a region's own networks and DNS zones, so best in vaultOverrides. Omitted: none. */
  privateEndpoints?: { [key: string]: VaultPrivateEndpoint };
  /** Azure id of a resource guard. Omitted: none. */
  resourceGuardId?: pulumi.Input<string>;
  /** Alerts and who hears of them. Omitted: Azure's defaults, and nobody. */
  alerts?: VaultAlerts;
  /** Where the diagnostic logs go. Omitted: nowhere. */
  diagnostics?: VaultDiagnostics;
  /** Azure Backup's roles on each vault. Omitted: none but what the group gives. */
  roleAssignments?: { [key: string]: VaultRoleAssignment };
  /** What a management lock forbids. Omitted: no lock. */
  lock?: VaultLock;
  /** What happens to the vaults when the stack is destroyed or a vault's last VM leaves. Omitted: Refuse. */
  onDestroy?: VaultOnDestroy;
}

/** Several policies that share the VMs of one: alike but for their names and times. */
export interface PolicySpread {
  /** How many there are, 1 to 50: the policy itself, then numbered ones, e.g. nightly and nightly-2. A VM's key says which one it has, so a VM that comes moves no other. One policy more takes its share of the VMs, in place. */
  policies: number;
  /** How many minutes one runs after the other, a multiple of 30. Omitted: all run at the same time. */
  minutesApart?: number;
}

/** Protected items that exist in Azure and that this stack takes over. */
export interface RegionalAdoption {
  /** Id of the subscription of the vaults. */
  subscriptionId: string;
  /** Keys of the VMs whose items exist; a soft-deleted one is undeleted. Once they are in the stack the keys may stay or go. */
  keys: string[];
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
  /** The backup policies by their names in Azure. Every vault gets each of them. */
  policies: { [name: string]: pulumi.Input<RegionalPolicy> };
  /** Name of the policy of VMs that name none. Omitted: the only policy; where there are several, each VM names one. */
  defaultPolicy?: string;
  /** Name of the tag whose value names the policy of a VM that names none. Omitted: no tag does. */
  policyTag?: string;
  /** Policies whose VMs are shared by several, where one source's limit of 100 VMs a policy, or the load of one hour, asks for it. Omitted: each policy alone. */
  spread?: { [policy: string]: PolicySpread };
  /** What the vaults' names begin with; a hyphen and the region follow. Omitted: the component's own name. */
  vaultNamePrefix?: string;
  /** Settings of the vaults that are made. Omitted: BackupVault's defaults. */
  vault?: RegionalVault;
  /** Settings of single vaults, by region, or by region and number where it has several, e.g. westeurope-2. They stand in place of the same settings of vault. Omitted: none. */
  vaultOverrides?: { [region: string]: RegionalVault };
  /** Vaults that are there already, by region, or by region and number: the VMs of that region go there. For vaults in another subscription give the component that subscription's provider. Omitted: every region gets a new vault. */
  existingVaults?: { [region: string]: pulumi.Input<ExistingVault> };
  /** What happens to the backups, and with them to their policies, when the stack is destroyed or a VM leaves the map. Omitted: Retain. */
  onDestroy?: OnDestroy;
  /** Items that exist already and that this stack takes over. Omitted: none. */
  adopt?: RegionalAdoption;
  /** A first backup of each VM that is newly protected, as in ProtectedVms. Omitted: it runs at the policy's next time. */
  initialBackup?: InitialBackup;
  /** Tags of the vaults that are made. Omitted: none. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}
