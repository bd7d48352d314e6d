import type { Shape } from "../core/rule";
import { type Fields, viewer, wordsOf } from "../core/words";
import { InfrastructureEncryption } from "./facts";

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
      readonly infrastructureEncryption?: string;
    };
    readonly restoreSettings?: {
      readonly crossSubscriptionRestoreSettings?: { readonly crossSubscriptionRestoreState?: string };
    };
  };
}

/** A vault in this library's terms. Rules read it too, so every field may be of a wrong type, whatever the types say. */
export interface VaultSettings {
  readonly vaultName?: string;
  readonly location?: string;
  readonly storageRedundancy?: string;
  readonly crossRegionRestore?: boolean;
  readonly crossSubscriptionRestore?: string;
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
    readonly keyUri?: string;
    readonly infrastructureEncryption?: string;
    readonly useSystemAssignedIdentity?: boolean;
    readonly userAssignedIdentity?: string;
  };
  readonly alerts?: {
    readonly jobFailures?: boolean;
    readonly criticalOperations?: boolean;
    readonly actionGroupIds?: readonly string[];
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
  "encryption.keyUri": `${encryption}.keyVaultProperties.keyUri`,
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
  return present({
    redundancySettings: {
      standardTierStorageRedundancy: vault.storageRedundancy,
      crossRegionRestore: onOff(vault.crossRegionRestore ?? false),
    },
    publicNetworkAccess: vault.publicNetworkAccess,
    securitySettings: {
      immutabilitySettings: { state: vault.immutability },
      softDeleteSettings: {
        softDeleteState: vault.softDelete?.state,
        softDeleteRetentionPeriodInDays: vault.softDelete?.retentionDays,
      },
    },
    restoreSettings: {
      crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: vault.crossSubscriptionRestore },
    },
    encryption: encryptionOf(vault),
    monitoringSettings: {
      azureMonitorAlertSettings: { alertsForAllJobFailures: onOff(vault.alerts?.jobFailures) },
      classicAlertSettings: { alertsForCriticalOperations: onOff(vault.alerts?.criticalOperations) },
    },
  });
}

/** The key's identity is the vault's own unless another one is named. */
function encryptionOf({ encryption: given }: VaultSettings) {
  if (given?.keyUri === undefined) return undefined;
  return {
    keyVaultProperties: { keyUri: given.keyUri },
    kekIdentity: {
      useSystemAssignedIdentity: given.useSystemAssignedIdentity,
      userAssignedIdentity: given.userAssignedIdentity,
    },
    infrastructureEncryption: given.infrastructureEncryption ?? InfrastructureEncryption.Disabled,
  };
}

const onOff = (on: boolean | undefined): string | undefined =>
  on === undefined ? undefined : on ? "Enabled" : "Disabled";

/** A structure without what is undefined, and without the blocks that are empty then. */
function present<T extends object>(block: T): T {
  const fields = Object.entries(block).flatMap(([name, value]) => {
    const kept = typeof value === "object" && value !== null ? present(value) : value;
    const isNothing = kept === undefined || (typeof kept === "object" && Object.keys(kept).length === 0);
    return isNothing ? [] : [[name, kept]];
  });
  return Object.fromEntries(fields) as T;
}
