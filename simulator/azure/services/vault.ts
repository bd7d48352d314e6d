import { AzureError } from "../azureError";
import { azureTime } from "../azureTime";
import { childrenOf } from "../children";
import { defaultPolicies } from "../defaultPolicies";
import { normalizeRegion } from "../ids";
import { equalIgnoringCase, type Json, objectAt, textAt, withDefaults } from "../json";
import type { Azure, Service } from "../service";
import type { Resource } from "../store";
import { endpointType } from "../types";
import { guidOf } from "./guid";
import { isSoftDeleted } from "./protectedItemCheck";
import { checkVault, protectedItemsOf, softDeleteDays } from "./vaultCheck";

/*
 * What Azure answers was recorded in the tests of azure-cli (test_vault_soft_delete_basic, test_backup_csb_enable_for_vm) and azure-powershell
 * (TestAzureVMPolicy, TestAzureVMMUA): https://github.com/Azure/azure-cli, https://github.com/Azure/azure-powershell, 2026-11-29. Alerts,
 * immutability and private endpoints are absent until they are set.
 */

/** Properties of a new vault that its request omits. */
const defaults: Json = {
  publicNetworkAccess: "Enabled",
  redundancySettings: { standardTierStorageRedundancy: "GeoRedundant", crossRegionRestore: "Disabled" },
  securitySettings: { softDeleteSettings: { softDeleteRetentionPeriodInDays: softDeleteDays.min } },
  restoreSettings: { crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: "Enabled" } },
};

/** Properties that the service always returns, whatever the request. */
const serviceProperties: Json = {
  provisioningState: "Succeeded",
  privateEndpointStateForSiteRecovery: "None",
  bcdrSecurityLevel: "Good",
  secureScore: "Adequate",
};

export const vault: Service = {
  checkPut: checkVault,

  storedProperties: ({ id, body, current }) => {
    const before = withDefaults(objectAt(current?.properties, "properties"), defaults);
    const { resourceGuardOperationRequests: _, ...requested } = objectAt(body, "properties");
    const properties = withDefaults(requested, before);
    const security = objectAt(properties, "securitySettings");
    return {
      ...body,
      location: normalizeRegion(body.location),
      sku: body.sku ?? current?.properties.sku ?? { name: "Standard" },
      etag: `W/"datetime'${encodeURIComponent(azureTime(new Date()))}'"`,
      properties: {
        ...properties,
        ...serviceProperties,
        securitySettings: {
          ...security,
          // Secure by default: soft delete is always on, whatever the request.
          softDeleteSettings: {
            ...objectAt(security, "softDeleteSettings"),
            softDeleteState: "AlwaysON",
            enhancedSecurityState: enhancedSecurityOf(security),
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
    const connections = endpoints.map(({ id }) => ({ properties: { privateEndpoint: { id } } }));
    return {
      properties: {
        ...properties,
        ...(connections.length > 0 && { privateEndpointConnections: connections }),
        privateEndpointStateForBackup: connections.length > 0 ? "Enabled" : "None",
        backupStorageVersion: protectedItemsOf(azure, resource).length > 0 ? "V1" : "Unassigned",
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
  // enforced. The soft-deleted items go with the vault, and come back with it (deletedVault.ts).
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

/** A vault whose security features for MARS and DPM are off keeps them off until a request switches them on. */
function enhancedSecurityOf(security: Json): string {
  const state = textAt(security, "softDeleteSettings.enhancedSecurityState");
  return equalIgnoringCase(state, "Disabled") ? "Disabled" : "AlwaysON";
}

/** Azure counts a deleted item for some minutes: hashicorp/terraform-provider-azurerm#8351. */
function stillCountsDeletedItems({ store, slowDeletes }: Azure, { id }: Resource): boolean {
  const fault = `slow deletion in ${id.toLowerCase()}`;
  if (store.faultCount(fault) >= slowDeletes) return false;
  store.countFault(fault);
  return true;
}

/** The vault's identities, each with the ids that Azure gives it. Ids of user-assigned identities are answered in small letters. */
function identityOf(id: string, body: Json): Json {
  const requested = objectAt(body, "identity");
  const type = textAt(requested.type) ?? "";
  if (!type.includes("Assigned")) return {};
  const { userAssignedIdentities: sent } = requested;
  const sentIds = Array.isArray(sent) ? sent.map(String) : Object.keys(objectAt(sent));
  const idsOf = (seed: string) => ({
    clientId: guidOf(`${seed}/client`),
    principalId: guidOf(`${seed}/principal`),
  });
  const userAssigned = Object.fromEntries(sentIds.map((one) => [one.toLowerCase(), idsOf(one)]));
  return {
    identity: {
      type,
      tenantId: guidOf("tenant"),
      ...(type.includes("SystemAssigned") && { principalId: guidOf(`${id}/principal`) }),
      ...(sentIds.length > 0 && { userAssignedIdentities: userAssigned }),
    },
  };
}
