import type { Form, Range } from "../core/fact";
import { pages } from "../core/pages";

/** Storage redundancy of a vault. Fixed once the first item is protected. */
export const StorageRedundancy = {
  /** Copies in the vault's region and in its paired region. */
  GeoRedundant: "GeoRedundant",
  /** Copies in one data centre: cheapest, lost with it. */
  LocallyRedundant: "LocallyRedundant",
  /** Copies in three zones of the vault's region. */
  ZoneRedundant: "ZoneRedundant",
} as const;
export type StorageRedundancy = (typeof StorageRedundancy)[keyof typeof StorageRedundancy];

/** Soft delete states a vault accepts. Azure no longer accepts Disabled. */
export const SoftDeleteState = {
  /** Deleted backups stay recoverable for the retention time. */
  Enabled: "Enabled",
  /** As Enabled, and can never be switched back. */
  AlwaysON: "AlwaysON",
} as const;
export type SoftDeleteState = (typeof SoftDeleteState)[keyof typeof SoftDeleteState];

/** Immutability states of a vault. */
export const Immutability = {
  /** Recovery points may be deleted before they expire. */
  Disabled: "Disabled",
  /** Recovery points are kept until they expire; the setting can be undone. */
  Unlocked: "Unlocked",
  /** As Unlocked, for ever. Azure accepts it only for a vault that is Unlocked already. */
  Locked: "Locked",
} as const;
export type Immutability = (typeof Immutability)[keyof typeof Immutability];

/** Whether a vault answers from public networks. */
export const PublicNetworkAccess = {
  /** Any network that authenticates. */
  Enabled: "Enabled",
  /** Private endpoints only. */
  Disabled: "Disabled",
} as const;
export type PublicNetworkAccess = (typeof PublicNetworkAccess)[keyof typeof PublicNetworkAccess];

/** Whether backups may be restored into other subscriptions of the tenant. */
export const CrossSubscriptionRestore = {
  /** Into any subscription in which the operator has rights. */
  Enabled: "Enabled",
  /** Into the vault's own subscription alone; it can be switched on again. */
  Disabled: "Disabled",
  /** As Disabled, for ever. */
  PermanentlyDisabled: "PermanentlyDisabled",
} as const;
export type CrossSubscriptionRestore =
  (typeof CrossSubscriptionRestore)[keyof typeof CrossSubscriptionRestore];

/** Managed identities of a vault. */
export const VaultIdentityType = {
  /** One that Azure makes for the vault, and deletes with it. */
  SystemAssigned: "SystemAssigned",
  /** The listed ones. */
  UserAssigned: "UserAssigned",
  /** Both. */
  Both: "SystemAssigned, UserAssigned",
} as const;
export type VaultIdentityType = (typeof VaultIdentityType)[keyof typeof VaultIdentityType];

/** Whether the vault's storage is encrypted a second time, with a key of the platform. */
export const InfrastructureEncryption = { Enabled: "Enabled", Disabled: "Disabled" } as const;
export type InfrastructureEncryption =
  (typeof InfrastructureEncryption)[keyof typeof InfrastructureEncryption];

/** What a management lock forbids. */
export const VaultLock = {
  /** Deleting the vault. */
  CanNotDelete: "CanNotDelete",
  /** Every change of the vault. */
  ReadOnly: "ReadOnly",
} as const;
export type VaultLock = (typeof VaultLock)[keyof typeof VaultLock];

/** Azure Backup's built-in roles. */
export const BackupRole = {
  /** All of backup, except deleting the vault and giving others access. */
  Contributor: "Backup Contributor",
  /** As Contributor, except removing backups, making vaults and policies. */
  Operator: "Backup Operator",
  /** Looks at everything, changes nothing. */
  Reader: "Backup Reader",
} as const;
export type BackupRole = (typeof BackupRole)[keyof typeof BackupRole];

/** What a role is given to. */
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

/** Categories of diagnostic logs that Azure Backup's reports read, in tables of their own. */
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

/** How Azure writes the key that encrypts a vault. */
export const keyUriForm: Form = {
  pattern: /^https:\/\/[a-z0-9-]+\.[a-z0-9.-]+\/keys\/[A-Za-z0-9-]+(\/[A-Za-z0-9]+)?\/?$/,
  text: "https://<key vault>.vault.azure.net/keys/<key>, with or without a version",
  ...pages.encryption,
};

/** Most private endpoints of one vault. */
export const privateEndpointsPerVault: Range = {
  min: 0,
  max: 12,
  unit: "private endpoints",
  ...pages.privateEndpointsOverview,
};

/** What happens to a vault when its stack is destroyed or it leaves the program. */
export const VaultOnDestroy = {
  /** Pulumi refuses, in preview already. */
  Refuse: "Refuse",
  /** The vault stays in Azure with all backups, and Pulumi forgets it. */
  Retain: "Retain",
  /** The vault is deleted; Azure refuses that while it holds protected items. */
  Delete: "Delete",
} as const;
export type VaultOnDestroy = (typeof VaultOnDestroy)[keyof typeof VaultOnDestroy];

export const vaultNameLength: Range = {
  min: 2,
  max: 50,
  unit: "characters",
  ...pages.nameRules,
  note: "The same in 2018. Unique per resource group now, per subscription then.",
};

export const vaultNameForm: Form = {
  pattern: /^[A-Za-z][A-Za-z0-9-]*$/,
  text: "a letter first, then letters, digits and hyphens",
  ...pages.nameRules,
};

export const softDeleteRetentionDays: Range = {
  min: 14,
  max: 180,
  unit: "days",
  ...pages.secureByDefault,
};

/** Redundancy with which cross-region restore works. */
export const crossRegionRestoreRedundancy = {
  value: StorageRedundancy.GeoRedundant,
  ...pages.vault,
};

/** Why soft delete cannot be off. */
export const softDeleteForced = {
  states: Object.values(SoftDeleteState),
  errorCode: "BMSUserErrorDisablingSoftDeleteStateNotAllowed",
  ...pages.secureByDefault,
  note: "The page's introduction still says preview, its region table says generally available: the safe side is taken.",
};
