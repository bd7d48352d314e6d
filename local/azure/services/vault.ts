import { type Azure, childrenOf, type Service } from "../arm";
import { region } from "../ids";
import { at, isObject, type Json, object, text, withDefaults } from "../json";
import { backupRefusal, Refusal } from "../refusal";
import type { Resource } from "../store";
import { guidOf } from "./guid";

const vaultName = /^[A-Za-z][A-Za-z0-9-]{1,49}$/;
const softDeleteDays = { least: 14, most: 180 };

const redundancyPath = "properties.redundancySettings.standardTierStorageRedundancy";
const crossRegionPath = "properties.redundancySettings.crossRegionRestore";
const softDeletePath = "properties.securitySettings.softDeleteSettings";
const immutabilityPath = "properties.securitySettings.immutabilitySettings.state";

/** The properties of a new vault where its request says nothing. */
const defaults: Json = {
  publicNetworkAccess: "Enabled",
  redundancySettings: { standardTierStorageRedundancy: "GeoRedundant", crossRegionRestore: "Disabled" },
  securitySettings: { softDeleteSettings: { softDeleteRetentionPeriodInDays: softDeleteDays.least } },
  restoreSettings: { crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: "Enabled" } },
  monitoringSettings: {
    azureMonitorAlertSettings: {
      alertsForAllJobFailures: "Enabled",
      alertsForAllReplicationIssues: "Enabled",
      alertsForAllFailoverIssues: "Enabled",
    },
    classicAlertSettings: {
      alertsForCriticalOperations: "Enabled",
      emailNotificationsForSiteRecovery: "Enabled",
    },
  },
};

/** What the service says of a vault, whatever was asked for. */
const answers: Json = {
  provisioningState: "Succeeded",
  privateEndpointConnections: [],
  privateEndpointStateForBackup: "None",
  privateEndpointStateForSiteRecovery: "None",
  backupStorageVersion: "V2",
  bcdrSecurityLevel: "Good",
  secureScore: "Adequate",
};

export const vault: Service = {
  check({ azure, name, body, current }) {
    // No source gives the code of a bad name; the rule is that of Azure's list of resource name rules.
    if (!vaultName.test(name)) {
      throw new Refusal(
        400,
        "InvalidResourceName",
        `The vault name '${name}' is invalid: 2 to 50 letters, digits and hyphens, a letter first.`,
      );
    }
    checkSoftDelete(body);
    checkImmutability(body, current);
    checkEncryption(body, current);
    const redundancy =
      text(body, redundancyPath) ?? text(current?.properties, redundancyPath) ?? "GeoRedundant";
    const crossRegion =
      text(body, crossRegionPath) ?? text(current?.properties, crossRegionPath) ?? "Disabled";
    if (crossRegion === "Enabled" && redundancy !== "GeoRedundant") {
      throw backupRefusal(`Cross Region Restore needs GeoRedundant storage, and the vault is ${redundancy}.`);
    }
    if (!current || itemsOf(azure, current).length === 0) return;
    const before = text(current.properties, redundancyPath);
    const crossRegionBefore = text(current.properties, crossRegionPath);
    if (redundancy !== before || (crossRegionBefore === "Enabled" && crossRegion !== "Enabled")) {
      throw new Refusal(
        400,
        "StorageModelModifyError",
        "The storage redundancy of a vault cannot change once an item was protected in it.",
      );
    }
  },

  shape: ({ id, body, current }) => {
    const before = withDefaults(object(current?.properties, "properties"), defaults);
    const properties = withDefaults(object(body, "properties"), before);
    const security = object(properties, "securitySettings");
    return {
      ...body,
      location: region(body.location),
      // PUTVault_WithRedundancySettings of the API's examples: asked for "Standard", answered like this.
      sku: { name: "RS0", tier: "Standard" },
      etag: `W/"datetime'${new Date().toISOString()}'"`,
      properties: {
        ...properties,
        ...answers,
        securitySettings: {
          ...security,
          // Secure by default: whatever was asked for, soft delete reads back as always on.
          softDeleteSettings: {
            ...object(security, "softDeleteSettings"),
            softDeleteState: "AlwaysON",
            enhancedSecurityState: "AlwaysON",
          },
          multiUserAuthorization: "Disabled",
        },
      },
      ...identityOf(id, body),
    };
  },

  // Each vault has it: daily, 30 days, 2 days of snapshots.
  children: () => [
    {
      type: "recoveryservices:ProtectionPolicy",
      name: "DefaultPolicy",
      body: {
        properties: {
          backupManagementType: "AzureIaasVM",
          policyType: "V1",
          timeZone: "UTC",
          instantRpRetentionRangeInDays: 2,
          schedulePolicy: {
            schedulePolicyType: "SimpleSchedulePolicy",
            scheduleRunFrequency: "Daily",
            scheduleRunTimes: ["2024-01-01T02:00:00Z"],
          },
          retentionPolicy: {
            retentionPolicyType: "LongTermRetentionPolicy",
            dailySchedule: {
              retentionTimes: ["2024-01-01T02:00:00Z"],
              retentionDuration: { count: 30, durationType: "Days" },
            },
          },
        },
      },
    },
  ],

  // Two readings of Microsoft's pages stand against each other: a vault with soft-deleted items only can be
  // deleted (secure-by-default, 2025-11), or cannot (the page on deleting a vault, 2025-12). The first is taken:
  // it is the one written for the behaviour that is now forced on. The vault is then gone with what it held.
  remove(resource, azure) {
    const active = itemsOf(azure, resource).filter(
      (item) => at(item.properties, "properties.isScheduledForDeferredDelete") !== true,
    );
    if (active.length === 0) return undefined;
    throw new Refusal(
      400,
      "ServiceResourceNotEmptyWithBackendMessage",
      `Vault cannot be deleted as there are existing resources within the vault. ${resource.name} : ${active.length} protected items, ${active[0]?.name} first.`,
    );
  },
};

/** Every item that was ever protected here: simulated time stands still, so a deleted one stays, soft-deleted. */
function itemsOf(azure: Azure, resource: Resource): Resource[] {
  return childrenOf(azure, resource, "recoveryservices:ProtectedItem");
}

function checkSoftDelete(body: Json): void {
  const asked = object(body, softDeletePath);
  for (const key of ["softDeleteState", "enhancedSecurityState"]) {
    if (asked[key] !== "Disabled") continue;
    throw new Refusal(
      400,
      "BMSUserErrorDisablingSoftDeleteStateNotAllowed",
      "Soft delete cannot be disabled.",
    );
  }
  const days = asked.softDeleteRetentionPeriodInDays;
  if (days === undefined) return;
  if (
    typeof days !== "number" ||
    !Number.isInteger(days) ||
    days < softDeleteDays.least ||
    days > softDeleteDays.most
  ) {
    throw backupRefusal(
      `softDeleteRetentionPeriodInDays is ${days}: whole days from ${softDeleteDays.least} to ${softDeleteDays.most} are allowed.`,
    );
  }
}

function checkImmutability(body: Json, current: Resource | undefined): void {
  const asked = text(body, immutabilityPath);
  const before = text(current?.properties, immutabilityPath) ?? "Disabled";
  if (asked === undefined || asked === before) return;
  if (before === "Locked") throw backupRefusal("A locked vault stays immutable: the lock cannot be undone.");
  if (asked === "Locked" && before !== "Unlocked") {
    throw backupRefusal(
      "A vault can be locked only after it was made immutable: set Unlocked first, then Locked.",
    );
  }
}

function checkEncryption(body: Json, current: Resource | undefined): void {
  const identity = text(body, "identity.type") ?? "None";
  const identityBefore = text(current?.properties, "identity.type") ?? "None";
  if (identity === "None" && identityBefore !== "None") {
    throw new Refusal(
      400,
      "ManagedIdentityDetailsNotPresent",
      "The vault has a managed identity, and the request has none.",
    );
  }
  if (isObject(at(body, "properties.encryption")) && identity === "None") {
    throw backupRefusal("Encryption with a customer-managed key needs a managed identity on the vault.");
  }
}

function identityOf(id: string, body: Json): Json {
  const asked = object(body, "identity");
  if (!text(asked.type)?.includes("SystemAssigned")) return {};
  const ids = { principalId: guidOf(`${id}/principal`), tenantId: guidOf("tenant") };
  return { identity: { ...asked, ...ids } };
}
