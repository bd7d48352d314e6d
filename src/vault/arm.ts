import { asBoolean, asChoice, asNumber, asText } from "../core/reading";
import type { Shape } from "../core/rule";
import { type Fields, viewer, wordsOf } from "../core/words";
import { type AlertFlags, alertFlags, enabledOrDisabled, monitoringSettingsOf } from "./alerts";
import {
  CrossSubscriptionRestore,
  defaultInfrastructureEncryption,
  EnhancedSecurity,
  Immutability,
  InfrastructureEncryption,
  PublicNetworkAccess,
  SoftDeleteState,
  StorageRedundancy,
} from "./facts";
import { CostDetail, ImmutabilityType, ThreatDetectionState } from "./laterFacts";

/** Azure's type of a Recovery Services vault. */
export const vaultType = "Microsoft.RecoveryServices/vaults";

/** The fields of a vault's payload that the rules read. Programs and Azure's responses have the same fields. */
export interface Vault {
  readonly vaultName?: string;
  readonly location?: string;
  readonly identity?: { readonly type?: string; readonly userAssignedIdentities?: unknown };
  readonly properties?: {
    readonly publicNetworkAccess?: string;
    /** Only Azure writes it: `Unassigned` until the first item is protected. */
    readonly backupStorageVersion?: string;
    readonly regionOfChoiceSettings?: { readonly status?: string };
    readonly redundancySettings?: {
      readonly standardTierStorageRedundancy?: string;
      readonly crossRegionRestore?: string;
    };
    readonly securitySettings?: {
      readonly immutabilitySettings?: {
        readonly state?: string;
        readonly configuration?: { readonly type?: string; readonly durationInDays?: number };
      };
      readonly sourceScanConfiguration?: {
        readonly state?: string;
        readonly sourceScanIdentity?: {
          readonly operationIdentityType?: string;
          readonly userAssignedIdentity?: string;
        };
      };
      readonly softDeleteSettings?: {
        readonly softDeleteState?: string;
        readonly softDeleteRetentionPeriodInDays?: number;
        readonly enhancedSecurityState?: string;
      };
    };
    readonly costManagementSettings?: { readonly granularityLevel?: string };
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
    /** Azure never returns it. */
    readonly resourceGuardOperationRequests?: readonly string[];
    readonly monitoringSettings?: {
      readonly azureMonitorAlertSettings?: { readonly alertsForAllJobFailures?: string };
      readonly classicAlertSettings?: { readonly alertsForCriticalOperations?: string };
    };
  };
}

/** A vault in this library's terms. Rules read it before its types are checked, so any field may have a wrong type. */
export interface VaultSettings {
  readonly vaultName?: string;
  readonly location?: string;
  readonly storageRedundancy?: string;
  readonly crossRegionRestore?: boolean;
  readonly crossSubscriptionRestore?: string;
  readonly softDelete?: {
    readonly state?: string;
    readonly retentionDays?: number;
    /** Only payloads have it; BackupVault has no such argument. */
    readonly enhancedSecurityState?: string;
  };
  readonly immutability?: string;
  readonly immutabilityDays?: number;
  /** Only payloads have it; BackupVault has no such argument. */
  readonly immutabilityType?: string;
  readonly threatDetection?: { readonly state?: string; readonly userAssignedIdentity?: string };
  readonly costDetail?: string;
  readonly publicNetworkAccess?: string;
  readonly onDestroy?: string;
  readonly identity?: { readonly type?: string; readonly userAssignedIdentities?: unknown };
  readonly encryption?: {
    /** URI of the key in the Key Vault. */
    readonly keyUri?: string;
    readonly infrastructureEncryption?: string;
    readonly useSystemAssignedIdentity?: boolean;
    readonly userAssignedIdentity?: string;
  };
  readonly resourceGuardOperationRequests?: readonly string[];
  readonly alerts?: AlertFlags & { readonly actionGroupIds?: readonly string[] };
}

const softDelete = "properties.securitySettings.softDeleteSettings";
const immutability = "properties.securitySettings.immutabilitySettings";
const encryption = "properties.encryption";
const scan = "properties.securitySettings.sourceScanConfiguration";
const alerts = "properties.monitoringSettings";

/** A field whose values are choices of Azure. */
const choice = (at: string, names: Readonly<Record<string, string>>) => ({
  at,
  read: asChoice(Object.values(names)),
});
const readState = asChoice(["Enabled", "Disabled"]);

/** A field that is a boolean here, and Enabled or Disabled there. */
const onOff = (at: string) => ({
  at,
  read: (value: unknown) => {
    const state = readState(value);
    return state === undefined ? undefined : state === "Enabled";
  },
  write: (on: unknown) => (on === true ? "Enabled" : on === false ? "Disabled" : on),
});

/** The path of each setting in a payload, and how Azure reads it. */
const fields: Fields = {
  vaultName: "vaultName",
  location: "location",
  storageRedundancy: choice("properties.redundancySettings.standardTierStorageRedundancy", StorageRedundancy),
  crossRegionRestore: onOff("properties.redundancySettings.crossRegionRestore"),
  crossSubscriptionRestore: choice(
    "properties.restoreSettings.crossSubscriptionRestoreSettings.crossSubscriptionRestoreState",
    CrossSubscriptionRestore,
  ),
  "softDelete.state": choice(`${softDelete}.softDeleteState`, SoftDeleteState),
  "softDelete.enhancedSecurityState": choice(`${softDelete}.enhancedSecurityState`, EnhancedSecurity),
  "softDelete.retentionDays": { at: `${softDelete}.softDeleteRetentionPeriodInDays`, read: asNumber },
  immutability: choice(`${immutability}.state`, Immutability),
  immutabilityDays: { at: `${immutability}.configuration.durationInDays`, read: asNumber },
  immutabilityType: choice(`${immutability}.configuration.type`, ImmutabilityType),
  "threatDetection.state": choice(`${scan}.state`, ThreatDetectionState),
  "threatDetection.userAssignedIdentity": `${scan}.sourceScanIdentity.userAssignedIdentity`,
  costDetail: choice("properties.costManagementSettings.granularityLevel", CostDetail),
  publicNetworkAccess: choice("properties.publicNetworkAccess", PublicNetworkAccess),
  "identity.type": { at: "identity.type", read: asText },
  "identity.userAssignedIdentities": "identity.userAssignedIdentities",
  "encryption.keyUri": { at: `${encryption}.keyVaultProperties.keyUri`, read: asText },
  "encryption.useSystemAssignedIdentity": {
    at: `${encryption}.kekIdentity.useSystemAssignedIdentity`,
    read: asBoolean,
  },
  "encryption.userAssignedIdentity": `${encryption}.kekIdentity.userAssignedIdentity`,
  "encryption.infrastructureEncryption": choice(
    `${encryption}.infrastructureEncryption`,
    InfrastructureEncryption,
  ),
  ...Object.fromEntries(
    alertFlags.map(([flag, block, field]) => [`alerts.${flag}`, onOff(`${alerts}.${block}.${field}`)]),
  ),
};

const payloadWords = wordsOf({ ...fields, encryption: `${encryption}.kekIdentity` });

/** Reads a payload as settings. */
export const vaultShape: Shape<Vault, VaultSettings> = {
  view: viewer<VaultSettings>(fields),
  words: () => payloadWords,
};

/** `properties` of a Recovery Services vault, without what is undefined. Only API versions from 2026-05-01 know those of laterFacts.ts. */
export function vaultProperties(vault: VaultSettings) {
  const { resourceGuardOperationRequests: requests } = vault;
  const properties = withoutUndefined({
    redundancySettings: {
      standardTierStorageRedundancy: vault.storageRedundancy,
      crossRegionRestore: enabledOrDisabled(vault.crossRegionRestore ?? false),
    },
    publicNetworkAccess: vault.publicNetworkAccess,
    securitySettings: {
      immutabilitySettings: {
        state: vault.immutability,
        configuration:
          vault.immutabilityDays === undefined
            ? undefined
            : { type: ImmutabilityType.TimeBased, durationInDays: vault.immutabilityDays },
      },
      sourceScanConfiguration: sourceScanOf(vault),
      softDeleteSettings: {
        softDeleteState: vault.softDelete?.state,
        softDeleteRetentionPeriodInDays: vault.softDelete?.retentionDays,
      },
    },
    restoreSettings: {
      crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: vault.crossSubscriptionRestore },
    },
    costManagementSettings: { granularityLevel: vault.costDetail },
    encryption: encryptionOf(vault),
    monitoringSettings: monitoringSettingsOf(vault.alerts ?? {}),
  });
  return { ...properties, ...(requests && { resourceGuardOperationRequests: [...requests] }) };
}

function sourceScanOf({ threatDetection }: VaultSettings) {
  if (threatDetection?.state === undefined) return undefined;
  const { state, userAssignedIdentity } = threatDetection;
  const operationIdentityType = userAssignedIdentity === undefined ? "SystemAssigned" : "UserAssigned";
  return { state, sourceScanIdentity: { operationIdentityType, userAssignedIdentity } };
}

function encryptionOf({ encryption: settings }: VaultSettings) {
  if (settings?.keyUri === undefined) return undefined;
  return {
    keyVaultProperties: { keyUri: settings.keyUri },
    kekIdentity: {
      useSystemAssignedIdentity: settings.useSystemAssignedIdentity,
      userAssignedIdentity: settings.userAssignedIdentity,
    },
    infrastructureEncryption: settings.infrastructureEncryption ?? defaultInfrastructureEncryption,
  };
}

/** A structure without undefined values, and without the blocks that are empty as a result. */
function withoutUndefined<T extends object>(block: T): T {
  const entries = Object.entries(block).flatMap(([name, value]) => {
    const cleaned = typeof value === "object" && value !== null ? withoutUndefined(value) : value;
    const isEmpty =
      cleaned === undefined || (typeof cleaned === "object" && Object.keys(cleaned).length === 0);
    return isEmpty ? [] : [[name, cleaned]];
  });
  return Object.fromEntries(entries) as T;
}
