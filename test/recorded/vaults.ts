// Vaults that Azure accepted and returned, written from recordings of Microsoft's clients; names are made up.
import { type Recorded, vault } from "./resource";

type Json = Readonly<Record<string, unknown>>;

const alerts = {
  monitoringSettings: {
    azureMonitorAlertSettings: {
      ...{ alertsForAllJobFailures: "Enabled", alertsForAllReplicationIssues: "Enabled" },
      alertsForAllFailoverIssues: "Enabled",
    },
    classicAlertSettings: {
      ...{ alertsForCriticalOperations: "Enabled", emailNotificationsForSiteRecovery: "Enabled" },
    },
  },
};
const state = (provisioningState: string): Json => ({
  ...{ provisioningState, privateEndpointStateForBackup: "None" },
  privateEndpointStateForSiteRecovery: "None",
});
const redundancy = (standardTierStorageRedundancy: string, crossRegionRestore = "Disabled"): Json => ({
  redundancySettings: { standardTierStorageRedundancy, crossRegionRestore },
});
const restore = {
  restoreSettings: { crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: "Enabled" } },
};
const scores = { secureScore: "None", bcdrSecurityLevel: "Poor" };
const soft = (softDeleteState: string, enhancedSecurityState?: string): Json => ({
  softDeleteSettings: {
    ...{ softDeleteRetentionPeriodInDays: 14, softDeleteState },
    ...(enhancedSecurityState !== undefined && { enhancedSecurityState }),
  },
});
const security = (more: Json, multiUserAuthorization = "Disabled"): Json => ({
  securitySettings: { ...more, multiUserAuthorization },
});
const scan = { sourceScanConfiguration: { state: "Disabled" } };
const open = { publicNetworkAccess: "Enabled" };
const requestedAlwaysOn = {
  securitySettings: {
    softDeleteSettings: {
      ...{ enhancedSecurityState: "AlwaysOn", softDeleteState: "AlwaysOn" },
      softDeleteRetentionPeriodInDays: 14,
    },
  },
  ...{ ...open, ...alerts },
};
const alwaysOn = (multiUser: string): Json =>
  security({ ...soft("AlwaysON", "AlwaysON"), ...scan }, multiUser);
const adequate = { secureScore: "Adequate", bcdrSecurityLevel: "Good" };
const cost = { costManagementSettings: { granularityLevel: "VaultLevel" } };
const ofChoice = { regionOfChoiceSettings: { status: "Disabled" } };
const unused = { backupStorageVersion: "Unassigned" };
const used = { backupStorageVersion: "V1" };
const inUse = (more: Json, immutability: string, multiUser: string): Json => ({
  ...{ ...state("Succeeded"), ...used, ...redundancy("GeoRedundant"), ...more, ...open, ...restore },
  ...security({ immutabilitySettings: { state: immutability }, ...soft("Enabled", "Enabled") }, multiUser),
});
const of2024 = (publicNetworkAccess: string): Json => ({
  ...{ ...state("Succeeded"), ...unused, ...redundancy("GeoRedundant"), ...scores, ...restore },
  ...security({ immutabilitySettings: null, ...soft("Enabled", "Enabled") }),
  publicNetworkAccess,
});
const identityId =
  "/subscriptions/s/resourcegroups/bank/providers/microsoft.managedidentity/userassignedidentities/keys";
const identities = { [identityId]: { clientId: "c", principalId: "p" } };

export const recordedVaults: readonly Recorded[] = [
  vault(
    "read: with identities, security of MARS and DPM off",
    {
      ...{ ...state("Succeeded"), ...alerts, ...used, ...redundancy("GeoRedundant", "Enabled") },
      ...{ ...scores, ...open, ...restore },
      ...security({
        ...{ immutabilitySettings: { state: "Disabled" }, ...soft("Enabled", "Disabled"), ...scan },
      }),
    },
    {
      identity: {
        ...{ tenantId: "t", principalId: "p", type: "SystemAssigned, UserAssigned" },
        userAssignedIdentities: identities,
      },
      sku: { name: "RS0", tier: "Standard" },
    },
  ),
  vault("read: of 2025", {
    ...{ ...state("Succeeded"), ...used, ...redundancy("GeoRedundant"), ...scores, ...open, ...restore },
    ...security({ ...soft("Enabled", "Enabled"), ...scan }),
  }),
  vault("read: of 2023, without enhancedSecurityState", {
    ...{ ...state("Succeeded"), ...unused, ...redundancy("GeoRedundant"), ...open, ...restore },
    ...security({ immutabilitySettings: null, ...soft("Enabled") }),
  }),
  vault(
    "read: encrypted with a key, without redundancy, of 2022",
    {
      ...state("Succeeded"),
      encryption: {
        keyVaultProperties: { keyUri: "https://bank.vault.azure.net/keys/vault" },
        kekIdentity: { useSystemAssignedIdentity: false, userAssignedIdentity: identityId },
        infrastructureEncryption: "Disabled",
      },
    },
    { identity: { tenantId: "t", type: "UserAssigned", userAssignedIdentities: identities } },
  ),
  vault("read: created in 2025", {
    ...{ ...state("Succeeded"), ...alerts, ...unused, ...redundancy("GeoRedundant"), ...adequate },
    ...{ ...alwaysOn("Disabled"), ...open, ...restore },
  }),
  vault("read: created in East Asia in 2026, locally redundant", {
    ...{ ...state("Succeeded"), ...alerts, ...cost, ...unused, ...redundancy("LocallyRedundant") },
    ...{ ...ofChoice, ...adequate, ...alwaysOn("Disabled"), ...open, ...restore },
  }),
  vault("write: created in 2025", requestedAlwaysOn),
  vault("answer: created in 2025, provisioning", {
    ...{ ...state("Provisioning"), ...alerts, ...redundancy("GeoRedundant"), ...adequate },
    ...{ ...alwaysOn("Invalid"), ...open, ...restore },
  }),
  vault("write: created in 2026", { ...requestedAlwaysOn, ...cost }),
  vault("answer: created in 2026, provisioning", {
    ...{ ...state("Provisioning"), ...alerts, ...cost, ...redundancy("LocallyRedundant"), ...ofChoice },
    ...{ ...adequate, ...alwaysOn("Invalid"), ...open, ...restore },
  }),
  vault("write: only public access", open),
  vault("read: of 2024, public", of2024("Enabled")),
  vault("read: of 2024, private", of2024("Disabled")),
  vault("write: nothing set", {}),
  vault("answer: public access among the network settings, of 2022", {
    ...{ ...state("Succeeded"), networkSettings: open },
  }),
  vault("read: in use, before its guard", inUse(scores, "Disabled", "Disabled")),
  vault(
    "read: in use, guarded",
    inUse({ secureScore: "Minimum", bcdrSecurityLevel: "Fair" }, "Disabled", "Enabled"),
  ),
  vault(
    "read: in use, guarded and immutable",
    inUse({ secureScore: "Minimum", bcdrSecurityLevel: "Fair" }, "Unlocked", "Enabled"),
  ),
  vault("answer: of 2024, provisioning, without security settings", {
    ...{ ...state("Provisioning"), ...redundancy("GeoRedundant"), ...scores, ...open, ...restore },
  }),
];
