import { asBoolean, asChoice, asNumber, asText } from "../core/reading";
import type { Shape } from "../core/rule";
import { type Fields, viewer, wordsOf } from "../core/words";
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
  readonly alerts?: AlertFlags & { readonly actionGroupIds?: readonly string[] };
}

const softDelete = "properties.securitySettings.softDeleteSettings";
const encryption = "properties.encryption";
const alerts = "properties.monitoringSettings";

/** The five alert flags of a vault, each with Azure's name and block. */
export const alertFlags = [
  ["jobFailures", "azureMonitorAlertSettings", "alertsForAllJobFailures"],
  ["replicationIssues", "azureMonitorAlertSettings", "alertsForAllReplicationIssues"],
  ["failoverIssues", "azureMonitorAlertSettings", "alertsForAllFailoverIssues"],
  ["criticalOperations", "classicAlertSettings", "alertsForCriticalOperations"],
  ["siteRecoveryEmails", "classicAlertSettings", "emailNotificationsForSiteRecovery"],
] as const satisfies readonly (readonly [keyof AlertFlags, string, string])[];

/** The values of the flags, by the names of BackupVault's arguments. */
export interface AlertFlags {
  readonly jobFailures?: boolean;
  readonly replicationIssues?: boolean;
  readonly failoverIssues?: boolean;
  readonly criticalOperations?: boolean;
  readonly siteRecoveryEmails?: boolean;
}

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
  immutability: choice("properties.securitySettings.immutabilitySettings.state", Immutability),
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

/** `properties` of a Recovery Services vault (API 2024-10-01), without what is undefined. */
export function vaultProperties(vault: VaultSettings) {
  return withoutUndefined({
    redundancySettings: {
      standardTierStorageRedundancy: vault.storageRedundancy,
      crossRegionRestore: enabledOrDisabled(vault.crossRegionRestore ?? false),
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
    monitoringSettings: monitoringSettingsOf(vault.alerts ?? {}),
  });
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

type MonitoringSettings = Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>>;

/**
 * Azure answers 400 to a part of the flags, so all are sent if one is set; Azure's default of each is Enabled. If none is set, none
 * is sent. https://github.com/Azure/azure-monitor-baseline-alerts/issues/903, 2026-04
 */
export function monitoringSettingsOf(alerts: AlertFlags): MonitoringSettings | undefined {
  if (alertFlags.every(([flag]) => alerts[flag] === undefined)) return undefined;
  const blockOf = (name: string) =>
    Object.fromEntries(
      alertFlags
        .filter(([, block]) => block === name)
        .map(([flag, , field]) => [field, enabledOrDisabled(alerts[flag] ?? true)]),
    );
  return {
    azureMonitorAlertSettings: blockOf("azureMonitorAlertSettings"),
    classicAlertSettings: blockOf("classicAlertSettings"),
  };
}

const enabledOrDisabled = (on: boolean | undefined): string | undefined =>
  on === undefined ? undefined : on ? "Enabled" : "Disabled";

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
