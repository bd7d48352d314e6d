import type { Shape } from "../core/rule";
import { type Fields, viewer, wordsOf } from "../core/words";

/** Azure's type of a Recovery Services vault. */
export const vaultType = "Microsoft.RecoveryServices/vaults";

/** The part of a vault's payload that the rules read: the same in a program and in Azure's answers. */
export interface Vault {
  readonly vaultName?: string;
  readonly location?: string;
  readonly identity?: { readonly type?: string; readonly userAssignedIdentities?: unknown };
  readonly properties?: {
    readonly publicNetworkAccess?: string;
    readonly redundancySettings?: {
      readonly standardTierStorageRedundancy?: string;
      readonly crossRegionRestore?: string;
    };
    readonly securitySettings?: {
      readonly immutabilitySettings?: { readonly state?: string };
      readonly softDeleteSettings?: {
        readonly softDeleteState?: string;
        readonly softDeleteRetentionPeriodInDays?: number;
        readonly enhancedSecurityState?: string;
      };
    };
    readonly encryption?: {
      readonly kekIdentity?: {
        readonly useSystemAssignedIdentity?: boolean;
        readonly userAssignedIdentity?: string;
      };
      readonly keyVaultProperties?: { readonly keyUri?: string };
    };
  };
}

/** A vault in this library's terms. Rules read it too, so every field may be of a wrong type, whatever the types say. */
export interface VaultSettings {
  readonly vaultName?: string;
  readonly location?: string;
  readonly storageRedundancy?: string;
  readonly crossRegionRestore?: boolean;
  readonly softDelete?: {
    readonly state?: string;
    readonly retentionDays?: number;
    /** A payload's alone. */
    readonly enhancedSecurityState?: string;
  };
  readonly immutability?: string;
  readonly publicNetworkAccess?: string;
  readonly onDestroy?: string;
  readonly identity?: { readonly type?: string; readonly userAssignedIdentities?: unknown };
  readonly encryption?: {
    /** The key in the Key Vault. */
    readonly key?: unknown;
    readonly useSystemAssignedIdentity?: boolean;
    readonly userAssignedIdentity?: string;
  };
}

const softDelete = "properties.securitySettings.softDeleteSettings";
const encryption = "properties.encryption";

/** Where a payload keeps what this library calls by other names. */
const fields: Fields = {
  vaultName: "vaultName",
  location: "location",
  storageRedundancy: "properties.redundancySettings.standardTierStorageRedundancy",
  crossRegionRestore: {
    at: "properties.redundancySettings.crossRegionRestore",
    read: (state) => (state === undefined || state === null ? undefined : state === "Enabled"),
    write: (on) => (on === true ? "Enabled" : on === false ? "Disabled" : on),
  },
  "softDelete.state": `${softDelete}.softDeleteState`,
  "softDelete.enhancedSecurityState": `${softDelete}.enhancedSecurityState`,
  "softDelete.retentionDays": `${softDelete}.softDeleteRetentionPeriodInDays`,
  immutability: "properties.securitySettings.immutabilitySettings.state",
  publicNetworkAccess: "properties.publicNetworkAccess",
  "identity.type": "identity.type",
  "identity.userAssignedIdentities": "identity.userAssignedIdentities",
  "encryption.key": `${encryption}.keyVaultProperties`,
  "encryption.useSystemAssignedIdentity": `${encryption}.kekIdentity.useSystemAssignedIdentity`,
  "encryption.userAssignedIdentity": `${encryption}.kekIdentity.userAssignedIdentity`,
};

const words = wordsOf({ ...fields, encryption: `${encryption}.kekIdentity` });

/** A payload, seen as settings. */
export const vaultShape: Shape<Vault, VaultSettings> = {
  view: viewer<VaultSettings>(fields),
  words: () => words,
};

/** `properties` of a Recovery Services vault (API 2024-10-01); what is undefined stays out. */
export function vaultProperties(vault: VaultSettings) {
  const { softDelete, immutability } = vault;
  const softDeleteSettings = softDelete && {
    ...(softDelete.state && { softDeleteState: softDelete.state }),
    ...(softDelete.retentionDays && { softDeleteRetentionPeriodInDays: softDelete.retentionDays }),
  };
  const securitySettings = {
    ...(immutability && { immutabilitySettings: { state: immutability } }),
    ...(softDeleteSettings && { softDeleteSettings }),
  };
  return {
    redundancySettings: {
      standardTierStorageRedundancy: vault.storageRedundancy,
      crossRegionRestore: vault.crossRegionRestore ? "Enabled" : "Disabled",
    },
    ...(vault.publicNetworkAccess && { publicNetworkAccess: vault.publicNetworkAccess }),
    ...(Object.keys(securitySettings).length > 0 && { securitySettings }),
  };
}
