import { childrenOf } from "../children";
import { defaultPolicies } from "../defaultPolicies";
import { region } from "../ids";
import { at, type Json, object, text, withDefaults } from "../json";
import { Refusal } from "../refusal";
import type { Azure, Service } from "../service";
import type { Resource } from "../store";
import { endpointType } from "../types";
import { guidOf } from "./guid";
import { checkVault, itemsOf, softDeleteDays } from "./vaultCheck";

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
  privateEndpointStateForSiteRecovery: "None",
  backupStorageVersion: "V2",
  bcdrSecurityLevel: "Good",
  secureScore: "Adequate",
};

export const vault: Service = {
  check: checkVault,

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
        },
      },
      ...identityOf(id, body),
    };
  },

  get(resource, azure) {
    const properties = object(resource.properties, "properties");
    const security = object(properties, "securitySettings");
    const guarded = childrenOf(azure, resource, "recoveryservices:ResourceGuardProxy").length > 0;
    const endpoints = [...azure.store.users(resource.id, endpointType)];
    return {
      properties: {
        ...properties,
        privateEndpointConnections: endpoints.map(({ id }) => ({ properties: { privateEndpoint: { id } } })),
        privateEndpointStateForBackup: endpoints.length > 0 ? "Enabled" : "None",
        securitySettings: { ...security, multiUserAuthorization: guarded ? "Enabled" : "Disabled" },
      },
    };
  },

  children: () =>
    Object.entries(defaultPolicies).map(([name, properties]) => ({
      type: "recoveryservices:ProtectionPolicy",
      name,
      body: { properties },
    })),

  // Two readings of Microsoft's pages stand against each other: a vault with soft-deleted items only can be
  // deleted (secure-by-default, 2025-11), or cannot (the page on deleting a vault, 2025-12). The first is taken:
  // it is the one written for the behaviour that is now forced on. The vault is then gone with what it held.
  remove(resource, azure) {
    const items = itemsOf(azure, resource);
    const active = answersStill(azure, resource)
      ? items
      : items.filter((item) => at(item.properties, "properties.isScheduledForDeferredDelete") !== true);
    if (active.length === 0) return undefined;
    throw new Refusal(
      400,
      "ServiceResourceNotEmptyWithBackendMessage",
      `Vault cannot be deleted as there are existing resources within the vault. ${resource.name} : ${active.length} protected items, ${active[0]?.name} first.`,
    );
  },
};

/** For minutes Azure counts an item that is deleted: hashicorp/terraform-provider-azurerm#8351. */
function answersStill({ store, slowDeletes }: Azure, { id }: Resource): boolean {
  const count = `slow deletion in ${id.toLowerCase()}`;
  if (store.struck(count) >= slowDeletes) return false;
  store.strike(count);
  return true;
}

function identityOf(id: string, body: Json): Json {
  const asked = object(body, "identity");
  if (!text(asked.type)?.includes("SystemAssigned")) return {};
  const ids = { principalId: guidOf(`${id}/principal`), tenantId: guidOf("tenant") };
  return { identity: { ...asked, ...ids } };
}
