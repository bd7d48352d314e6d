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
