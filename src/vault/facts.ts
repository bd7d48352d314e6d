import type { Range } from "../core/fact";
import { pages } from "../core/pages";

/** Storage redundancy of a vault. Azure fixes it when the first item is protected. */
export const StorageRedundancy = {
  /** Copies in the vault's region and in its paired region. */
  GeoRedundant: "GeoRedundant",
  /** Copies in one data centre. Cheapest, but if the data centre is lost, so are the backups. */
  LocallyRedundant: "LocallyRedundant",
  /** Copies in three zones of the vault's region. */
  ZoneRedundant: "ZoneRedundant",
} as const;
export type StorageRedundancy = (typeof StorageRedundancy)[keyof typeof StorageRedundancy];

/**
 * Redundancy that BackupVault sets if its arguments have none. A payload without one has an unknown redundancy: in 2026 Azure answered
 * LocallyRedundant to such a vault in East Asia, and GeoRedundant in other regions.
 */
export const defaultStorageRedundancy = StorageRedundancy.GeoRedundant;

/** Soft delete states a vault accepts. Azure no longer accepts Disabled. */
export const SoftDeleteState = {
  /** Deleted backups stay recoverable for the retention period. */
  Enabled: "Enabled",
  /** Like Enabled, and it cannot be changed back. */
  AlwaysON: "AlwaysON",
} as const;
export type SoftDeleteState = (typeof SoftDeleteState)[keyof typeof SoftDeleteState];

/** States of enhanced security, which protects the backups of the MARS agent and DPM. */
export const EnhancedSecurity = { Enabled: "Enabled", AlwaysON: "AlwaysON", Disabled: "Disabled" } as const;

/** Immutability states of a vault. */
export const Immutability = {
  /** Recovery points can be deleted before they expire. */
  Disabled: "Disabled",
  /** Recovery points cannot be deleted before they expire. You can set Disabled again. */
  Unlocked: "Unlocked",
  /** Like Unlocked, permanently. Azure accepts it only for a vault that is already Unlocked. */
  Locked: "Locked",
} as const;
export type Immutability = (typeof Immutability)[keyof typeof Immutability];

/** Immutability of a vault that sets none: Azure's default. */
export const defaultImmutability = Immutability.Disabled;

/** Whether public networks can reach a vault. */
export const PublicNetworkAccess = {
  /** Any network can reach the vault. Requests still need authentication. */
  Enabled: "Enabled",
  /** Only private endpoints reach the vault. */
  Disabled: "Disabled",
} as const;
export type PublicNetworkAccess = (typeof PublicNetworkAccess)[keyof typeof PublicNetworkAccess];

/** Public network access of a vault that sets none: Azure's default. */
export const defaultPublicNetworkAccess = PublicNetworkAccess.Enabled;

/** Whether backups can be restored into other subscriptions of the tenant. */
export const CrossSubscriptionRestore = {
  /** Into every subscription in which the operator has rights. */
  Enabled: "Enabled",
  /** Only into the vault's own subscription. You can set Enabled again. */
  Disabled: "Disabled",
  /** Like Disabled, permanently. */
  PermanentlyDisabled: "PermanentlyDisabled",
} as const;
export type CrossSubscriptionRestore =
  (typeof CrossSubscriptionRestore)[keyof typeof CrossSubscriptionRestore];

/** Managed identities of a vault. */
export const VaultIdentityType = {
  /** An identity that Azure creates for the vault and deletes with it. */
  SystemAssigned: "SystemAssigned",
  /** The identities in userAssignedIdentities. */
  UserAssigned: "UserAssigned",
  /** Both kinds. */
  Both: "SystemAssigned, UserAssigned",
} as const;
export type VaultIdentityType = (typeof VaultIdentityType)[keyof typeof VaultIdentityType];

/** Whether the vault's storage is encrypted a second time, with a platform key. */
export const InfrastructureEncryption = { Enabled: "Enabled", Disabled: "Disabled" } as const;
export type InfrastructureEncryption =
  (typeof InfrastructureEncryption)[keyof typeof InfrastructureEncryption];

/** Second encryption of a vault that has your key and sets none. */
export const defaultInfrastructureEncryption = InfrastructureEncryption.Disabled;

/** What a management lock prevents. */
export const VaultLock = {
  /** The vault cannot be deleted. */
  CanNotDelete: "CanNotDelete",
  /** The vault cannot be deleted or changed. */
  ReadOnly: "ReadOnly",
} as const;
export type VaultLock = (typeof VaultLock)[keyof typeof VaultLock];

/** Azure Backup's built-in roles. */
export const BackupRole = {
  /** Manages backups, but cannot delete the vault or give access to others. */
  Contributor: "Backup Contributor",
  /** Like Contributor, but cannot remove backups or create vaults and policies. */
  Operator: "Backup Operator",
  /** Reads everything and changes nothing. */
  Reader: "Backup Reader",
} as const;
export type BackupRole = (typeof BackupRole)[keyof typeof BackupRole];

/** Kind of principal that gets a role. */
export const PrincipalType = {
  User: "User",
  Group: "Group",
  ServicePrincipal: "ServicePrincipal",
} as const;
export type PrincipalType = (typeof PrincipalType)[keyof typeof PrincipalType];

/** Ids of the built-in roles. */
export const backupRoleIds = {
  value: {
    [BackupRole.Contributor]: "5e467623-bb1f-42f4-a55d-6e525e11384b",
    [BackupRole.Operator]: "00c29273-979b-4161-815c-10b084fb9324",
    [BackupRole.Reader]: "a795c7a0-d4a2-40c1-ae25-d81f01202912",
  } as Readonly<Record<BackupRole, string>>,
  ...pages.builtInRoles,
} as const;

/** Log categories that Azure Backup's reports read. Each has its own table. */
export const diagnosticCategories = {
  value: [
    "CoreAzureBackup",
    "AddonAzureBackupJobs",
    "AddonAzureBackupAlerts",
    "AddonAzureBackupPolicy",
    "AddonAzureBackupStorage",
    "AddonAzureBackupProtectedInstance",
    "AzureBackupOperations",
  ],
  ...pages.diagnostics,
} as const;

/** Most private endpoints of one vault. */
export const privateEndpointsPerVault: Range = {
  min: 0,
  max: 12,
  unit: "private endpoints",
  ...pages.privateEndpointsOverview,
};

/** What happens to a vault when the stack is destroyed or the program no longer declares the vault. */
export const VaultOnDestroy = {
  /** Pulumi refuses to delete the vault. Preview already fails. */
  Refuse: "Refuse",
  /** The vault stays in Azure with all its backups. Pulumi no longer manages it. */
  Retain: "Retain",
  /** Pulumi deletes the vault. Azure refuses while the vault holds protected items. */
  Delete: "Delete",
} as const;
export type VaultOnDestroy = (typeof VaultOnDestroy)[keyof typeof VaultOnDestroy];

export const softDeleteRetentionDays: Range = {
  min: 14,
  max: 180,
  unit: "days",
  ...pages.secureByDefault,
};

/** Redundancy that cross-region restore requires. */
export const crossRegionRestoreRedundancy = {
  value: StorageRedundancy.GeoRedundant,
  ...pages.vault,
};

/** Storage version of a vault that has never protected an item. Azure writes it; a program does not. */
export const unusedStorageVersion = "Unassigned";

/** Soft delete cannot be switched off. */
export const softDeleteForced = {
  states: Object.values(SoftDeleteState),
  errorCode: "BMSUserErrorDisablingSoftDeleteStateNotAllowed",
  ...pages.secureByDefault,
  note: "The page's introduction says preview, its region table says generally available. This library assumes the latter, which is safer.",
};
