import { AzureError } from "../azureError";
import { childrenOf } from "../children";
import { defaultPolicies } from "../defaultPolicies";
import { normalizeRegion } from "../ids";
import { type Json, objectAt, textAt, withDefaults } from "../json";
import type { Azure, Service } from "../service";
import type { Resource } from "../store";
import { endpointType } from "../types";
import { guidOf } from "./guid";
import { isSoftDeleted } from "./protectedItemCheck";
import { checkVault, protectedItemsOf, softDeleteDays } from "./vaultCheck";

/** Properties of a new vault that its request omits. */
const defaults: Json = {
  publicNetworkAccess: "Enabled",
  redundancySettings: { standardTierStorageRedundancy: "GeoRedundant", crossRegionRestore: "Disabled" },
  securitySettings: { softDeleteSettings: { softDeleteRetentionPeriodInDays: softDeleteDays.min } },
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

/** Properties that the service always returns, whatever the request. */
const serviceProperties: Json = {
  provisioningState: "Succeeded",
  privateEndpointStateForSiteRecovery: "None",
  backupStorageVersion: "V2",
  bcdrSecurityLevel: "Good",
  secureScore: "Adequate",
};

export const vault: Service = {
  checkPut: checkVault,

  storedProperties: ({ id, body, current }) => {
    const before = withDefaults(objectAt(current?.properties, "properties"), defaults);
    const properties = withDefaults(objectAt(body, "properties"), before);
    const security = objectAt(properties, "securitySettings");
    return {
      ...body,
      location: normalizeRegion(body.location),
      // From the API's example PUTVault_WithRedundancySettings: a request for "Standard" gets this response.
      sku: { name: "RS0", tier: "Standard" },
      etag: `W/"datetime'${new Date().toISOString()}'"`,
      properties: {
        ...properties,
        ...serviceProperties,
        securitySettings: {
          ...security,
          // Secure by default: soft delete is always on, whatever the request.
          softDeleteSettings: {
            ...objectAt(security, "softDeleteSettings"),
            softDeleteState: "AlwaysON",
            enhancedSecurityState: "AlwaysON",
          },
        },
      },
      ...identityOf(id, body),
    };
  },

  computedProperties(resource, azure) {
    const properties = objectAt(resource.properties, "properties");
    const security = objectAt(properties, "securitySettings");
    const isGuarded = childrenOf(azure, resource.id, "recoveryservices:ResourceGuardProxy").length > 0;
    const endpoints = [...azure.store.referencing(resource.id, endpointType)];
    return {
      properties: {
        ...properties,
        privateEndpointConnections: endpoints.map(({ id }) => ({ properties: { privateEndpoint: { id } } })),
        privateEndpointStateForBackup: endpoints.length > 0 ? "Enabled" : "None",
        securitySettings: { ...security, multiUserAuthorization: isGuarded ? "Enabled" : "Disabled" },
      },
    };
  },

  defaultChildren: () =>
    Object.entries(defaultPolicies).map(([name, properties]) => ({
      token: "recoveryservices:ProtectionPolicy",
      name,
      body: { properties },
    })),

  // Microsoft's pages contradict each other: a vault that has only soft-deleted items can be deleted (secure-by-default, 2025-11),
  // or cannot (the page on deleting a vault, 2025-12). This follows the first page, which describes the behaviour that is now
  // enforced. The soft-deleted items are deleted with the vault.
  checkDelete(resource, azure) {
    const items = protectedItemsOf(azure, resource);
    const blocking = stillCountsDeletedItems(azure, resource)
      ? items
      : items.filter((item) => !isSoftDeleted(item));
    if (blocking.length === 0) return undefined;
    throw new AzureError(
      400,
      "ServiceResourceNotEmptyWithBackendMessage",
      `Vault cannot be deleted as there are existing resources within the vault. ${resource.name} : ${blocking.length} protected items, e.g. ${blocking[0]?.name}.`,
    );
  },
};

/** Azure counts a deleted item for some minutes: hashicorp/terraform-provider-azurerm#8351. */
function stillCountsDeletedItems({ store, slowDeletes }: Azure, { id }: Resource): boolean {
  const fault = `slow deletion in ${id.toLowerCase()}`;
  if (store.faultCount(fault) >= slowDeletes) return false;
  store.countFault(fault);
  return true;
}

function identityOf(id: string, body: Json): Json {
  const requested = objectAt(body, "identity");
  if (!textAt(requested.type)?.includes("SystemAssigned")) return {};
  const ids = { principalId: guidOf(`${id}/principal`), tenantId: guidOf("tenant") };
  return { identity: { ...requested, ...ids } };
}
