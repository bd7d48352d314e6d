import { guidOf } from "./services/guid";

/** A resource type that simulated Azure only stores, with its id in Azure's spelling. */
export interface StoredType {
  /** The resource's id in Azure. Each `{parameter}` is an input. */
  path: string;
  /** Outputs that Azure makes of the names in the id, and that programs pass on. */
  outputs?: (names: Readonly<Record<string, string>>) => Record<string, string>;
}

const group = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers";
const gallery = `${group}/Microsoft.Compute/galleries/{galleryName}`;
const eventHubs = `${group}/Microsoft.EventHub/namespaces/{namespaceName}`;
const keyVault = `${group}/Microsoft.KeyVault/vaults/{vaultName}`;
const privateZone = `${group}/Microsoft.Network/privateDnsZones/{privateZoneName}`;

/**
 * Types whose id cannot be made of azure-native's token and inputs, e.g. `privatedns:PrivateZone`. https://learn.microsoft.com/azure/templates, 2026-11
 */
export const storedTypes: Readonly<Record<string, StoredType>> = {
  "compute:Gallery": { path: gallery },
  "compute:GalleryImage": { path: `${gallery}/images/{galleryImageName}` },
  "compute:GalleryImageVersion": {
    path: `${gallery}/images/{galleryImageName}/versions/{galleryImageVersionName}`,
  },
  "compute:RestorePoint": {
    path: `${group}/Microsoft.Compute/restorePointCollections/{restorePointCollectionName}/restorePoints/{restorePointName}`,
  },
  "eventhub:Namespace": { path: eventHubs },
  "eventhub:EventHub": { path: `${eventHubs}/eventhubs/{eventHubName}` },
  "eventhub:EventHubAuthorizationRule": {
    path: `${eventHubs}/eventhubs/{eventHubName}/authorizationRules/{authorizationRuleName}`,
  },
  "eventhub:NamespaceAuthorizationRule": {
    path: `${eventHubs}/authorizationRules/{authorizationRuleName}`,
  },
  "keyvault:Key": {
    path: `${keyVault}/keys/{keyName}`,
    outputs: ({ vaultName = "", keyName = "" }) => {
      const keyUri = `https://${vaultName}.vault.azure.net/keys/${keyName}`;
      const version = guidOf(`${vaultName}/${keyName}`).replaceAll("-", "");
      return { keyUri, keyUriWithVersion: `${keyUri}/${version}` };
    },
  },
  "managedidentity:UserAssignedIdentity": {
    path: `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}`,
    outputs: (names) => {
      const seed = `${names.resourceGroupName}/${names.resourceName}`;
      return {
        clientId: guidOf(`${seed}/client`),
        principalId: guidOf(`${seed}/principal`),
        tenantId: guidOf("tenant"),
      };
    },
  },
  "management:ManagementGroup": { path: "/providers/Microsoft.Management/managementGroups/{groupId}" },
  "monitor:ActionGroup": { path: `${group}/Microsoft.Insights/actionGroups/{actionGroupName}` },
  "network:IpGroup": { path: `${group}/Microsoft.Network/ipGroups/{ipGroupsName}` },
  "network:PrivateLinkService": { path: `${group}/Microsoft.Network/privateLinkServices/{serviceName}` },
  "network:PublicIPPrefix": { path: `${group}/Microsoft.Network/publicIPPrefixes/{publicIpPrefixName}` },
  "privatedns:PrivateZone": { path: privateZone },
  "privatedns:VirtualNetworkLink": {
    path: `${privateZone}/virtualNetworkLinks/{virtualNetworkLinkName}`,
  },
  "redis:Redis": { path: `${group}/Microsoft.Cache/redis/{name}` },
  "storage:BlobContainer": {
    path: `${group}/Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}`,
  },
};

/**
 * Azure's resource providers by azure-native's module, where they differ by more than the first letter.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/azure-services-resource-providers, 2026-11
 */
const namespaces: Readonly<Record<string, string>> = {
  alertsmanagement: "AlertsManagement",
  apimanagement: "ApiManagement",
  appconfiguration: "AppConfiguration",
  applicationinsights: "Insights",
  containerinstance: "ContainerInstance",
  containerregistry: "ContainerRegistry",
  containerservice: "ContainerService",
  cosmosdb: "DocumentDB",
  dataprotection: "DataProtection",
  desktopvirtualization: "DesktopVirtualization",
  dns: "Network",
  dnsresolver: "Network",
  eventgrid: "EventGrid",
  eventhub: "EventHub",
  guestconfiguration: "GuestConfiguration",
  hybridcompute: "HybridCompute",
  keyvault: "KeyVault",
  managedidentity: "ManagedIdentity",
  monitor: "Insights",
  netapp: "NetApp",
  operationalinsights: "OperationalInsights",
  operationsmanagement: "OperationsManagement",
  policyinsights: "PolicyInsights",
  privatedns: "Network",
  recoveryservices: "RecoveryServices",
  servicebus: "ServiceBus",
  servicefabric: "ServiceFabric",
  sqlvirtualmachine: "SqlVirtualMachine",
  trafficmanager: "Network",
};

/** The resource provider of azure-native's module, e.g. `Microsoft.Insights` of `monitor`. */
export const namespaceOf = (module: string): string =>
  `Microsoft.${namespaces[module] ?? module.charAt(0).toUpperCase() + module.slice(1)}`;

/** The plural with which Azure names a type, e.g. `policies`. */
export const pluralOf = (name: string): string => {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch)$/.test(name) ? `${name}es` : `${name}s`;
};
