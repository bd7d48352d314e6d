import {
  group,
  guard,
  plainVault,
  protectedVm,
  put,
  type RecordedCase,
  type Send,
  unlockedImmutability,
  vaultAndVm,
  vaultId,
} from "./case";

const identityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Key-Reader`;
const spelledIdentityId = identityId.toLowerCase();

const alerts = {
  azureMonitorAlertSettings: {
    ...{ alertsForAllJobFailures: "Enabled", alertsForAllReplicationIssues: "Enabled" },
    alertsForAllFailoverIssues: "Enabled",
  },
  classicAlertSettings: {
    ...{ alertsForCriticalOperations: "Enabled", emailNotificationsForSiteRecovery: "Enabled" },
  },
};
const redundancy = (standardTierStorageRedundancy: string, crossRegionRestore = "Disabled") => ({
  redundancySettings: { standardTierStorageRedundancy, crossRegionRestore },
});
const restore = {
  restoreSettings: { crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: "Enabled" } },
};
const noEndpoints = { privateEndpointStateForBackup: "None", privateEndpointStateForSiteRecovery: "None" };
const softDelete = (state: string, enhanced = state) => ({
  softDeleteSettings: {
    ...{ softDeleteRetentionPeriodInDays: 14, softDeleteState: state, enhancedSecurityState: enhanced },
  },
});

const answer = (more: object, properties: object) => ({
  ...{ id: vaultId, name: "safe", type: "Microsoft.RecoveryServices/vaults", ...more },
  properties: { provisioningState: "Succeeded", ...noEndpoints, ...properties },
});

/** The answer to a vault of azure-powershell's tests in a region of 2024 and 2025. */
const plainAnswer = (version: string, security: object, more: object = {}, score = ["None", "Poor"]) =>
  answer(
    { location: "centraluseuap", sku: { name: "RS0", tier: "Standard" }, etag: "recorded" },
    {
      backupStorageVersion: version,
      securitySettings: { multiUserAuthorization: "Disabled", ...softDelete("Enabled"), ...security },
      ...redundancy("GeoRedundant"),
      ...{ secureScore: score[0], bcdrSecurityLevel: score[1], publicNetworkAccess: "Enabled" },
      ...{ ...restore, ...more },
    },
  );

const alwaysOn = "simulated vaults are new ones, whose soft delete is always on; the recorded vault is older";
const security = "properties.securitySettings";
const olderVault = {
  etag: "a moment",
  "properties.secureScore": alwaysOn,
  "properties.bcdrSecurityLevel": alwaysOn,
  [`${security}.softDeleteSettings.softDeleteState`]: alwaysOn,
  [`${security}.softDeleteSettings.enhancedSecurityState`]: alwaysOn,
};
const newerApi = "a field of a later API than azure-native's 2024-10-01";
const sourceScan = { sourceScanConfiguration: { state: "Disabled" } };
const noSourceScan = { [`${security}.sourceScanConfiguration`]: newerApi };
const nullImmutability = {
  [`${security}.immutabilitySettings`]: "null in answers of 2023 and 2024, absent since",
};

/** What azure-cli sends to create a vault. */
const cliVault = (location: string, more: object = {}) => ({
  ...{ location, sku: { name: "Standard" } },
  properties: {
    securitySettings: softDelete("AlwaysOn"),
    ...{ publicNetworkAccess: "Enabled", monitoringSettings: alerts, ...more },
  },
});
const cliAnswer = (location: string, storage: string, state: object, more: object = {}) =>
  answer(
    { location, sku: { name: "Standard" }, etag: "recorded" },
    {
      ...{ monitoringSettings: alerts, backupStorageVersion: "Unassigned" },
      securitySettings: { ...softDelete("AlwaysON"), ...sourceScan, multiUserAuthorization: "Disabled" },
      ...redundancy(storage),
      ...{ secureScore: "Adequate", bcdrSecurityLevel: "Good", publicNetworkAccess: "Enabled" },
      ...{ ...restore, ...more, ...state },
    },
  );
const provisioning = ({ properties, ...top }: ReturnType<typeof cliAnswer>): object => {
  const {
    backupStorageVersion: _,
    securitySettings,
    ...others
  } = properties as unknown as Record<string, object>;
  return {
    ...top,
    properties: {
      ...{ ...others, provisioningState: "Provisioning" },
      securitySettings: { ...securitySettings, multiUserAuthorization: "Invalid" },
    },
  };
};
const inGroup = (send: Send) => void send(put(group, { location: "westeurope" }));
const created = (body: object) => (send: Send) => {
  inGroup(send);
  send(put(vaultId, body));
};
const immutable = { immutabilitySettings: { state: "Disabled" } };
const withImmutability = (send: Send) => {
  send(put(vaultId, { ...plainVault, properties: { securitySettings: immutable } }));
};
const chosenByRegion = {
  "properties.redundancySettings.standardTierStorageRedundancy":
    "Azure chose local storage in this region; simulated Azure is geo-redundant everywhere",
};
const cost = { costManagementSettings: { granularityLevel: "VaultLevel" } };
const region = { regionOfChoiceSettings: { status: "Disabled" } };
const moment = { etag: "a moment" };
const powershell = "azure-powershell";

/** Vaults: reads, and the answers to writes. */
export const vaultCases: readonly RecordedCase[] = [
  {
    name: "a vault that does not exist",
    source: `${powershell} PolicyTests/TestAzureVMPolicy, 2024-04-01`,
    before: inGroup,
    request: { url: vaultId },
    status: 404,
    answer: {
      error: {
        code: "ResourceNotFound",
        message:
          "The Resource 'Microsoft.RecoveryServices/vaults/safe' under resource group 'bank' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
      },
    },
  },
  {
    name: "a resource group that does not exist",
    source: `${powershell} PolicyTests/TestAzureVMPolicy`,
    before: () => undefined,
    request: { url: group },
    status: 404,
    answer: {
      error: { code: "ResourceGroupNotFound", message: "Resource group 'bank' could not be found." },
    },
  },
  {
    name: "the first answer to a new vault: it is being provisioned",
    source: "azure-cli test_vault_soft_delete_basic, 2025-08-01",
    before: inGroup,
    request: put(vaultId, cliVault("eastus2euap")),
    status: 201,
    headers: { "azure-asyncoperation": /\/vaults\/safe\/operationStatus\/[^/]+\?api-version=/ },
    answer: provisioning(cliAnswer("eastus2euap", "GeoRedundant", {})),
    except: { ...moment, ...noSourceScan },
  },
  {
    name: "a new vault in which nothing was protected",
    source: "azure-cli test_vault_soft_delete_basic, 2025-08-01",
    before: created(cliVault("eastus2euap")),
    request: { url: vaultId },
    answer: cliAnswer("eastus2euap", "GeoRedundant", {}),
    except: { ...moment, ...noSourceScan },
  },
  {
    name: "the first answer in another region",
    source: "azure-cli test_backup_csb_enable_for_vm, 2026-07-01",
    before: inGroup,
    request: put(vaultId, cliVault("eastasia", cost)),
    status: 201,
    answer: provisioning(cliAnswer("eastasia", "LocallyRedundant", { ...cost, ...region })),
    except: {
      ...{ ...moment, ...noSourceScan, ...chosenByRegion },
      "properties.regionOfChoiceSettings": newerApi,
    },
  },
  {
    name: "a new vault in another region",
    source: "azure-cli test_backup_csb_enable_for_vm, 2026-07-01",
    before: created(cliVault("eastasia", cost)),
    request: { url: vaultId },
    answer: cliAnswer("eastasia", "LocallyRedundant", { ...cost, ...region }),
    except: {
      ...{ ...moment, ...noSourceScan, ...chosenByRegion },
      "properties.regionOfChoiceSettings": newerApi,
    },
  },
  {
    name: "a vault that asked for no alerts has no block of them",
    source: `${powershell} PolicyTests/TestAzureVMPolicy, 2024-04-01`,
    request: { url: vaultId },
    answer: plainAnswer("Unassigned", { immutabilitySettings: null }),
    except: { ...olderVault, ...nullImmutability },
  },
  {
    name: "the storage version of a vault that was used",
    source: `${powershell} ItemTests/TestAzureVMRedoProtection, 2025-08-01`,
    before: protectedVm,
    request: { url: vaultId },
    answer: plainAnswer("V1", sourceScan),
    except: { ...olderVault, ...noSourceScan },
  },
  {
    name: "a vault of 2023",
    source: `${powershell} ItemTests/TestAzureVMProtection, 2023-01-01`,
    request: { url: vaultId },
    answer: {
      ...answer(
        { location: "centraluseuap", sku: { name: "RS0", tier: "Standard" } },
        {
          backupStorageVersion: "Unassigned",
          securitySettings: {
            immutabilitySettings: null,
            softDeleteSettings: { softDeleteRetentionPeriodInDays: 14, softDeleteState: "Enabled" },
            multiUserAuthorization: "Disabled",
          },
          ...{ ...redundancy("GeoRedundant"), publicNetworkAccess: "Enabled", ...restore },
        },
      ),
    },
    except: {
      ...{ ...olderVault, ...nullImmutability },
      etag: "not recorded",
    },
  },
  {
    name: "identities of both kinds",
    source: `${powershell} ItemTests/TestAzureVMRedoProtection, 2025-08-01`,
    before: created({
      ...{ ...plainVault, tags: { owner: "bank" } },
      identity: { type: "SystemAssigned, UserAssigned", userAssignedIdentities: { [identityId]: {} } },
      properties: {
        ...{
          securitySettings: immutable,
          monitoringSettings: alerts,
          ...redundancy("GeoRedundant", "Enabled"),
        },
      },
    }),
    request: { url: vaultId },
    answer: {
      ...plainAnswer(
        "V1",
        { ...immutable, ...softDelete("Enabled", "Disabled"), ...sourceScan },
        { monitoringSettings: alerts, ...redundancy("GeoRedundant", "Enabled") },
      ),
      tags: { owner: "bank" },
      identity: {
        type: "SystemAssigned, UserAssigned",
        tenantId: "recorded",
        principalId: "recorded",
        userAssignedIdentities: {
          [spelledIdentityId]: { clientId: "recorded", principalId: "recorded" },
        },
      },
    },
    except: {
      ...{ ...olderVault, ...noSourceScan },
      "identity.tenantId": "an id of its own",
      "identity.principalId": "an id of its own",
      [`identity.userAssignedIdentities.${spelledIdentityId}.clientId`]: "an id of its own",
      [`identity.userAssignedIdentities.${spelledIdentityId}.principalId`]: "an id of its own",
      "properties.backupStorageVersion": "nothing is protected in this case's vault",
    },
  },
  {
    name: "a key that a user-assigned identity reads",
    source: "azure-cli test_backup_vault, 2021-03-01",
    before: created({
      ...{ location: "westus", sku: { name: "RS0", tier: "Standard" } },
      identity: { type: "UserAssigned", userAssignedIdentities: { [identityId]: {} } },
      properties: {
        encryption: {
          keyVaultProperties: { keyUri: "https://bank.vault.azure.net/keys/backup" },
          kekIdentity: { useSystemAssignedIdentity: false, userAssignedIdentity: spelledIdentityId },
          infrastructureEncryption: "Disabled",
        },
      },
    }),
    request: { url: vaultId },
    answer: {
      ...answer(
        { location: "westus", sku: { name: "RS0", tier: "Standard" } },
        {
          encryption: {
            keyVaultProperties: { keyUri: "https://bank.vault.azure.net/keys/backup" },
            kekIdentity: { useSystemAssignedIdentity: false, userAssignedIdentity: spelledIdentityId },
            infrastructureEncryption: "Disabled",
          },
        },
      ),
      identity: {
        type: "UserAssigned",
        tenantId: "recorded",
        userAssignedIdentities: {
          [spelledIdentityId]: { clientId: "recorded", principalId: "recorded" },
        },
      },
    },
    except: {
      etag: "not recorded",
      "identity.tenantId": "an id of its own",
      [`identity.userAssignedIdentities.${spelledIdentityId}.clientId`]: "an id of its own",
      [`identity.userAssignedIdentities.${spelledIdentityId}.principalId`]: "an id of its own",
      ...Object.fromEntries(
        ["backupStorageVersion", "securitySettings", "redundancySettings", "secureScore"]
          .concat(["bcdrSecurityLevel", "publicNetworkAccess", "restoreSettings"])
          .map((name) => [`properties.${name}`, "not in the API of 2021"]),
      ),
    },
  },
  {
    name: "a vault before it is guarded",
    source: `${powershell} ItemTests/TestAzureVMMUA, 2024-04-01`,
    before: (send) => {
      protectedVm(send);
      withImmutability(send);
    },
    request: { url: vaultId },
    answer: plainAnswer("V1", immutable),
    except: olderVault,
  },
  {
    name: "a guarded vault",
    source: `${powershell} ItemTests/TestAzureVMMUA, 2024-04-01`,
    before: (send) => {
      protectedVm(send);
      withImmutability(send);
      guard(send);
    },
    request: { url: vaultId },
    answer: plainAnswer("V1", { ...immutable, multiUserAuthorization: "Enabled" }, {}, ["Minimum", "Fair"]),
    except: olderVault,
  },
  {
    name: "a change of immutability is finished later",
    source: `${powershell} ItemTests/TestAzureVMMUA, 2024-04-01`,
    request: unlockedImmutability,
    status: 202,
    headers: {
      location: /\/vaults\/safe\/operationResults\/[^/]+\?api-version=/,
      "azure-asyncoperation": /\/vaults\/safe\/operationStatus\/[^/]+\?api-version=/,
    },
  },
  {
    name: "an immutable vault",
    source: `${powershell} ItemTests/TestAzureVMMUA, 2024-04-01`,
    before: (send) => {
      protectedVm(send);
      send(unlockedImmutability);
    },
    request: { url: vaultId },
    answer: plainAnswer("V1", { immutabilitySettings: { state: "Unlocked" } }),
    except: olderVault,
  },
  {
    name: "a vault without public access",
    source: `${powershell} ItemTests/TestAzureVaultPublicNetworkAccess, 2024-04-01`,
    before: (send) => {
      vaultAndVm(send);
      send({ method: "PATCH", url: vaultId, body: { properties: { publicNetworkAccess: "Disabled" } } });
    },
    request: { url: vaultId },
    answer: plainAnswer("Unassigned", { immutabilitySettings: null }, { publicNetworkAccess: "Disabled" }),
    except: { ...olderVault, ...nullImmutability },
  },
];
