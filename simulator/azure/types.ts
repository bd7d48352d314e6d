/**
 * A resource type that simulated Azure models. Names and lists are those of azure-native 3.28.0 (its SDK's inputs and outputs). Which
 * inputs replace a resource comes from azure-native's `forceNewMap` and from `x-ms-mutability` in Azure's API descriptions:
 * https://github.com/pulumi/pulumi-azure-native, provider/pkg/gen.
 */
export interface ResourceType {
  /** The resource's id in Azure. Each `{parameter}` is an input; changing one replaces the resource. */
  path: string;
  /** The path of the resource that must exist first. Omitted: `path` without its last two segments. */
  parent?: string;
  apiVersion: string;
  /** The top-level inputs that go into the request body. */
  inputs: string[];
  /** Top-level outputs that are not inputs, other than `name`, `type` and `azureApiVersion`. */
  outputs: string[];
  /** Required inputs, other than those of the path. */
  required?: string[];
  /** Inputs that replace the resource, other than those of the path. */
  replaceOn?: string[];
  /** Outputs inside an input object: unknown in preview and never an input. `[]` means each element of a list. */
  computed?: string[];
  /** Outputs inside an input object whose type is a union: never an input, and not shown in preview. */
  readOnly?: string[];
  /** Inputs that no response contains, e.g. passwords. */
  writeOnly?: string[];
  /** Properties that came with a later API version, by path. Earlier versions refuse them in a request and do not answer with them. */
  since?: Readonly<Record<string, string>>;
  /** A list of children that can also be resources of their own. `token`: the children's type. */
  inline?: { property: string; token: string };
  /** Resources of these types that refer to this one block its deletion; Azure answers with this status and code. */
  deletionBlockedBy?: { types: string[]; status: number; code: string };
}

const subscription = "/subscriptions/{subscriptionId}";
const managementGroup = "/providers/Microsoft.Management/managementGroups/{managementGroupId}";
const group = `${subscription}/resourceGroups/{resourceGroupName}`;
const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/{vaultName}`;
const backupItem = `${vault}/backupFabrics/{fabricName}`;
const compute = `${group}/providers/Microsoft.Compute`;
const vm = `${compute}/virtualMachines/{vmName}`;
const network = `${group}/providers/Microsoft.Network`;

export const nicType = "Microsoft.Network/networkInterfaces";
export const vmType = "Microsoft.Compute/virtualMachines";
export const endpointType = "Microsoft.Network/privateEndpoints";
export const vaultType = "Microsoft.RecoveryServices/vaults";
export const policyType = "Microsoft.RecoveryServices/vaults/backupPolicies";
export const policySetType = "Microsoft.Authorization/policySetDefinitions";
export const policyAssignmentType = "Microsoft.Authorization/policyAssignments";
export const itemType = "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";

/** Azure does not delete a definition or an initiative in use: hashicorp/terraform-provider-azurerm#15615. */
const policyDefinitions = {
  segment: "policyDefinitions/{policyDefinitionName}",
  inputs: words("mode policyRule"),
  deletionBlockedBy: {
    types: [policySetType, policyAssignmentType],
    status: 400,
    code: "InvalidDeletePolicyDefinitionRequest",
  },
};
const policySets = {
  segment: "policySetDefinitions/{policySetDefinitionName}",
  inputs: words("policyDefinitionGroups policyDefinitions"),
  deletionBlockedBy: {
    types: [policyAssignmentType],
    status: 400,
    code: "InvalidDeletePolicySetDefinitionRequest",
  },
};

const definition = (scope: string, kind: typeof policyDefinitions): ResourceType => ({
  path: `${scope}/providers/Microsoft.Authorization/${kind.segment}`,
  apiVersion: "2025-01-01",
  inputs: [
    ...words("description displayName metadata parameters policyType version versions"),
    ...kind.inputs,
  ],
  outputs: ["systemData"],
  deletionBlockedBy: kind.deletionBlockedBy,
});

const remediation = (scope: string): ResourceType => ({
  path: `${scope}/providers/Microsoft.PolicyInsights/remediations/{remediationName}`,
  apiVersion: "2024-10-01",
  inputs: words(`failureThreshold filters parallelDeployments policyAssignmentId policyDefinitionReferenceId
    resourceCount resourceDiscoveryMode`),
  outputs: words(
    "correlationId createdOn deploymentStatus lastUpdatedOn provisioningState statusMessage systemData",
  ),
});

export const resourceTypes: Record<string, ResourceType> = {
  "resources:ResourceGroup": {
    path: group,
    apiVersion: "2024-03-01",
    inputs: words("location managedBy tags"),
    outputs: ["properties"],
    required: ["location"],
    replaceOn: ["location"],
  },
  "recoveryservices:Vault": {
    path: vault,
    apiVersion: "2024-10-01",
    inputs: words("identity location properties sku tags"),
    outputs: words("etag systemData"),
    required: ["location"],
    replaceOn: ["location"],
    computed: words(`identity.principalId identity.tenantId
      properties.backupStorageVersion properties.bcdrSecurityLevel properties.moveDetails properties.moveState
      properties.privateEndpointConnections properties.privateEndpointStateForBackup
      properties.privateEndpointStateForSiteRecovery properties.provisioningState properties.secureScore
      properties.securitySettings.multiUserAuthorization properties.upgradeDetails`),
    // Examples of the API in Azure's SDKs: azure-sdk-for-java and azure-sdk-for-go, recoveryservices, 2026-11.
    since: {
      "properties.securitySettings.sourceScanConfiguration": "2025-02-01",
      "properties.costManagementSettings": "2026-01-01",
      "properties.securitySettings.immutabilitySettings.configuration": "2026-05-01",
      "properties.regionOfChoiceSettings": "2026-07-01",
    },
  },
  // The properties of the next four types are unions: azure-native shows them in preview exactly as given.
  "recoveryservices:ProtectionPolicy": {
    path: `${vault}/backupPolicies/{policyName}`,
    apiVersion: "2024-10-01",
    inputs: words("eTag location properties tags"),
    outputs: [],
  },
  "recoveryservices:ProtectedItem": {
    path: `${backupItem}/protectionContainers/{containerName}/protectedItems/{protectedItemName}`,
    parent: vault,
    apiVersion: "2024-10-01",
    inputs: words("eTag location properties tags"),
    outputs: [],
    // The last two are no properties of azure-native's own version of the API.
    readOnly: words(`properties.backupManagementType properties.friendlyName properties.healthDetails
      properties.healthStatus properties.lastBackupTime properties.protectedItemDataId properties.vaultId
      properties.virtualMachineId properties.workloadType properties.policyType
      properties.softDeleteRetentionPeriod`),
  },
  "recoveryservices:ProtectionIntent": {
    path: `${backupItem}/backupProtectionIntent/{intentObjectName}`,
    parent: vault,
    apiVersion: "2024-10-01",
    inputs: words("eTag location properties tags"),
    outputs: [],
  },
  "recoveryservices:ResourceGuardProxy": {
    path: `${vault}/backupResourceGuardProxies/{resourceGuardProxyName}`,
    apiVersion: "2024-10-01",
    inputs: words("eTag location properties tags"),
    outputs: [],
  },
  "dataprotection:ResourceGuard": {
    path: `${group}/providers/Microsoft.DataProtection/resourceGuards/{resourceGuardsName}`,
    apiVersion: "2025-01-01",
    inputs: words("eTag location properties tags"),
    outputs: ["systemData"],
  },
  "compute:VirtualMachine": {
    path: vm,
    apiVersion: "2024-11-01",
    inputs:
      words(`additionalCapabilities applicationProfile availabilitySet billingProfile capacityReservation
      diagnosticsProfile evictionPolicy extendedLocation extensionsTimeBudget hardwareProfile host hostGroup
      identity licenseType location networkProfile osProfile placement plan platformFaultDomain priority
      proximityPlacementGroup scheduledEventsPolicy scheduledEventsProfile securityProfile storageProfile tags
      userData virtualMachineScaleSet zones`),
    outputs: words("etag instanceView managedBy provisioningState resources systemData timeCreated vmId"),
    required: ["location"],
    replaceOn: ["location"],
    computed: words(`identity.principalId identity.tenantId osProfile.requireGuestProvisionSignal
      storageProfile.osDisk.name storageProfile.osDisk.managedDisk.id storageProfile.imageReference.exactVersion
      storageProfile.dataDisks[].name storageProfile.dataDisks[].diskIOPSReadWrite
      storageProfile.dataDisks[].diskMBpsReadWrite`),
    writeOnly: words("osProfile.adminPassword osProfile.customData userData"),
  },
  "compute:Disk": {
    path: `${compute}/disks/{diskName}`,
    apiVersion: "2024-03-02",
    inputs: words(`burstingEnabled completionPercent creationData dataAccessAuthMode diskAccessId
      diskIOPSReadOnly diskIOPSReadWrite diskMBpsReadOnly diskMBpsReadWrite diskSizeGB encryption
      encryptionSettingsCollection extendedLocation hyperVGeneration location maxShares networkAccessPolicy
      optimizedForFrequentAttach osType publicNetworkAccess purchasePlan securityProfile sku
      supportedCapabilities supportsHibernation tags tier zones`),
    outputs: words(`burstingEnabledTime diskSizeBytes diskState lastOwnershipUpdateTime managedBy
      managedByExtended propertyUpdatesInProgress provisioningState shareInfo systemData timeCreated uniqueId`),
    required: words("location creationData"),
    replaceOn: ["location"],
    deletionBlockedBy: { types: [vmType], status: 409, code: "OperationNotAllowed" },
  },
  "compute:VirtualMachineExtension": {
    path: `${vm}/extensions/{vmExtensionName}`,
    apiVersion: "2024-11-01",
    inputs: words(`autoUpgradeMinorVersion enableAutomaticUpgrade forceUpdateTag instanceView location
      protectedSettings protectedSettingsFromKeyVault provisionAfterExtensions publisher settings
      suppressFailures tags type typeHandlerVersion`),
    outputs: words("provisioningState systemData"),
    writeOnly: ["protectedSettings"],
  },
  "compute:VirtualMachineRunCommandByVirtualMachine": {
    path: `${vm}/runCommands/{runCommandName}`,
    apiVersion: "2024-11-01",
    inputs: words(`asyncExecution errorBlobManagedIdentity errorBlobUri location outputBlobManagedIdentity
      outputBlobUri parameters protectedParameters runAsPassword runAsUser source tags timeoutInSeconds
      treatFailureAsDeploymentFailure`),
    outputs: words("instanceView provisioningState systemData"),
    required: ["location"],
    replaceOn: ["location"],
    writeOnly: words("protectedParameters runAsPassword"),
  },
  "network:VirtualNetwork": {
    path: `${network}/virtualNetworks/{virtualNetworkName}`,
    apiVersion: "2024-05-01",
    inputs: words(`addressSpace bgpCommunities ddosProtectionPlan dhcpOptions enableDdosProtection
      enableVmProtection encryption extendedLocation flowTimeoutInMinutes id ipAllocations location
      privateEndpointVNetPolicies subnets tags virtualNetworkPeerings`),
    outputs: words("etag flowLogs provisioningState resourceGuid"),
    replaceOn: ["location"],
    computed: words("subnets[].id subnets[].etag subnets[].provisioningState"),
    inline: { property: "subnets", token: "network:Subnet" },
  },
  "network:Subnet": {
    path: `${network}/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}`,
    apiVersion: "2024-05-01",
    inputs: words(`addressPrefix addressPrefixes applicationGatewayIPConfigurations defaultOutboundAccess
      delegations id ipAllocations ipamPoolPrefixAllocations name natGateway networkSecurityGroup
      privateEndpointNetworkPolicies privateLinkServiceNetworkPolicies routeTable serviceEndpointPolicies
      serviceEndpoints sharingScope type`),
    outputs: words(`etag ipConfigurationProfiles ipConfigurations privateEndpoints provisioningState purpose
      resourceNavigationLinks serviceAssociationLinks`),
    deletionBlockedBy: { types: [nicType], status: 400, code: "InUseSubnetCannotBeDeleted" },
  },
  "network:NetworkInterface": {
    path: `${network}/networkInterfaces/{networkInterfaceName}`,
    apiVersion: "2024-05-01",
    inputs: words(`auxiliaryMode auxiliarySku disableTcpStateTracking dnsSettings enableAcceleratedNetworking
      enableIPForwarding extendedLocation id ipConfigurations location migrationPhase networkSecurityGroup
      nicType privateLinkService tags workloadType`),
    outputs:
      words(`defaultOutboundConnectivityEnabled dscpConfiguration etag hostedWorkloads macAddress primary
      privateEndpoint provisioningState resourceGuid tapConfigurations virtualMachine vnetEncryptionSupported`),
    computed: words(`ipConfigurations[].id ipConfigurations[].etag ipConfigurations[].provisioningState
      ipConfigurations[].privateIPAddress`),
    deletionBlockedBy: { types: [vmType], status: 400, code: "NicInUse" },
  },
  "network:NetworkSecurityGroup": {
    path: `${network}/networkSecurityGroups/{networkSecurityGroupName}`,
    apiVersion: "2024-05-01",
    inputs: words("flushConnection id location securityRules tags"),
    outputs: words(
      "defaultSecurityRules etag flowLogs networkInterfaces provisioningState resourceGuid subnets",
    ),
    computed: words("securityRules[].id securityRules[].etag securityRules[].provisioningState"),
    inline: { property: "securityRules", token: "network:SecurityRule" },
    deletionBlockedBy: {
      types: ["Microsoft.Network/virtualNetworks/subnets", nicType],
      status: 400,
      code: "InUseNetworkSecurityGroupCannotBeDeleted",
    },
  },
  "network:SecurityRule": {
    path: `${network}/networkSecurityGroups/{networkSecurityGroupName}/securityRules/{securityRuleName}`,
    apiVersion: "2024-05-01",
    inputs: words(`access description destinationAddressPrefix destinationAddressPrefixes
      destinationApplicationSecurityGroups destinationPortRange destinationPortRanges direction id name priority
      protocol sourceAddressPrefix sourceAddressPrefixes sourceApplicationSecurityGroups sourcePortRange
      sourcePortRanges type`),
    outputs: words("etag provisioningState"),
    required: words("access direction priority protocol"),
  },
  "network:PublicIPAddress": {
    path: `${network}/publicIPAddresses/{publicIpAddressName}`,
    apiVersion: "2024-05-01",
    inputs:
      words(`ddosSettings deleteOption dnsSettings extendedLocation id idleTimeoutInMinutes ipAddress ipTags
      linkedPublicIPAddress location migrationPhase natGateway publicIPAddressVersion publicIPAllocationMethod
      publicIPPrefix servicePublicIPAddress sku tags zones`),
    outputs: words("etag ipConfiguration provisioningState resourceGuid"),
    replaceOn: words("location publicIPAddressVersion publicIPPrefix sku"),
    deletionBlockedBy: { types: [nicType], status: 400, code: "PublicIPAddressCannotBeDeleted" },
  },
  "network:RouteTable": {
    path: `${network}/routeTables/{routeTableName}`,
    apiVersion: "2024-05-01",
    inputs: words("disableBgpRoutePropagation id location routes tags"),
    outputs: words("etag provisioningState resourceGuid subnets"),
    computed: words("routes[].id routes[].etag routes[].provisioningState"),
    inline: { property: "routes", token: "network:Route" },
    deletionBlockedBy: {
      types: ["Microsoft.Network/virtualNetworks/subnets"],
      status: 400,
      code: "InUseRouteTableCannotBeDeleted",
    },
  },
  "network:Route": {
    path: `${network}/routeTables/{routeTableName}/routes/{routeName}`,
    apiVersion: "2024-05-01",
    inputs: words("addressPrefix id name nextHopIpAddress nextHopType type"),
    outputs: words("etag hasBgpOverride provisioningState"),
    required: ["nextHopType"],
  },
  "network:FirewallPolicy": {
    path: `${network}/firewallPolicies/{firewallPolicyName}`,
    apiVersion: "2024-05-01",
    inputs:
      words(`basePolicy dnsSettings explicitProxy id identity insights intrusionDetection location sku snat
      sql tags threatIntelMode threatIntelWhitelist transportSecurity`),
    outputs: words("childPolicies etag firewalls provisioningState ruleCollectionGroups size"),
  },
  "network:FirewallPolicyRuleCollectionGroup": {
    path: `${network}/firewallPolicies/{firewallPolicyName}/ruleCollectionGroups/{ruleCollectionGroupName}`,
    apiVersion: "2024-05-01",
    inputs: words("id name priority ruleCollections"),
    outputs: words("etag provisioningState size"),
  },
  "network:PrivateEndpoint": {
    path: `${network}/privateEndpoints/{privateEndpointName}`,
    apiVersion: "2024-05-01",
    inputs: words(`applicationSecurityGroups customDnsConfigs customNetworkInterfaceName extendedLocation id
      ipConfigurations location manualPrivateLinkServiceConnections privateLinkServiceConnections subnet tags`),
    outputs: words("etag networkInterfaces provisioningState"),
  },
  "network:PrivateDnsZoneGroup": {
    path: `${network}/privateEndpoints/{privateEndpointName}/privateDnsZoneGroups/{privateDnsZoneGroupName}`,
    apiVersion: "2024-05-01",
    inputs: words("id name privateDnsZoneConfigs"),
    outputs: words("etag provisioningState"),
  },
  "storage:StorageAccount": {
    path: `${group}/providers/Microsoft.Storage/storageAccounts/{accountName}`,
    apiVersion: "2024-01-01",
    inputs: words(`accessTier allowBlobPublicAccess allowCrossTenantReplication allowSharedKeyAccess
      allowedCopyScope azureFilesIdentityBasedAuthentication customDomain defaultToOAuthAuthentication
      dnsEndpointType enableExtendedGroups enableHttpsTrafficOnly encryption extendedLocation identity
      immutableStorageWithVersioning isHnsEnabled isLocalUserEnabled isSftpEnabled keyPolicy kind
      largeFileSharesState location minimumTlsVersion networkRuleSet publicNetworkAccess routingPreference
      sasPolicy sku tags`),
    outputs: words(`accountMigrationInProgress blobRestoreStatus creationTime failoverInProgress
      geoReplicationStats isSkuConversionBlocked keyCreationTime lastGeoFailoverTime primaryEndpoints
      primaryLocation privateEndpointConnections provisioningState secondaryEndpoints secondaryLocation
      statusOfPrimary statusOfSecondary storageAccountSkuConversionStatus`),
    required: words("location kind sku"),
    replaceOn: words("location isHnsEnabled"),
  },
  "authorization:RoleAssignment": {
    path: "/{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
    apiVersion: "2022-04-01",
    inputs: words(`condition conditionVersion delegatedManagedIdentityResourceId description principalId
      principalType roleDefinitionId`),
    outputs: words("createdBy createdOn systemData updatedBy updatedOn"),
    required: words("principalId roleDefinitionId"),
    replaceOn: words("principalId"),
  },
  "authorization:RoleDefinition": {
    path: "/{scope}/providers/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}",
    apiVersion: "2022-05-01-preview",
    inputs: words("assignableScopes description permissions roleName roleType"),
    outputs: words("createdBy createdOn systemData updatedBy updatedOn"),
  },
  "consumption:Budget": {
    path: "/{scope}/providers/Microsoft.Consumption/budgets/{budgetName}",
    apiVersion: "2024-08-01",
    inputs: words("amount category eTag filter notifications timeGrain timePeriod"),
    outputs: words("currentSpend forecastSpend systemData"),
    required: words("amount category timeGrain timePeriod"),
  },
  "authorization:PolicyAssignment": {
    path: "/{scope}/providers/Microsoft.Authorization/policyAssignments/{policyAssignmentName}",
    apiVersion: "2025-01-01",
    inputs: words(`assignmentType definitionVersion description displayName enforcementMode identity location
      metadata nonComplianceMessages notScopes overrides parameters policyDefinitionId resourceSelectors`),
    outputs: words("effectiveDefinitionVersion instanceId latestDefinitionVersion scope systemData"),
    computed: words("identity.principalId identity.tenantId"),
  },
  "authorization:PolicyDefinition": definition(subscription, policyDefinitions),
  "authorization:PolicyDefinitionAtManagementGroup": definition(managementGroup, policyDefinitions),
  "authorization:PolicySetDefinition": definition(subscription, policySets),
  "authorization:PolicySetDefinitionAtManagementGroup": definition(managementGroup, policySets),
  "policyinsights:RemediationAtResource": remediation("/{resourceId}"),
  "policyinsights:RemediationAtResourceGroup": remediation(group),
  "policyinsights:RemediationAtSubscription": remediation(subscription),
  "policyinsights:RemediationAtManagementGroup": remediation(
    "/providers/{managementGroupsNamespace}/managementGroups/{managementGroupId}",
  ),
  "authorization:ManagementLockByScope": {
    path: "/{scope}/providers/Microsoft.Authorization/locks/{lockName}",
    apiVersion: "2020-05-01",
    inputs: words("level notes owners"),
    outputs: ["systemData"],
    required: ["level"],
  },
  "authorization:ManagementLockAtResourceGroupLevel": {
    path: `${group}/providers/Microsoft.Authorization/locks/{lockName}`,
    apiVersion: "2020-05-01",
    inputs: words("level notes owners"),
    outputs: ["systemData"],
    required: ["level"],
  },
  "alertsmanagement:AlertProcessingRuleByName": {
    path: `${group}/providers/Microsoft.AlertsManagement/actionRules/{alertProcessingRuleName}`,
    apiVersion: "2021-08-08",
    inputs: words("location properties tags"),
    outputs: ["systemData"],
  },
  "monitor:DiagnosticSetting": {
    path: "/{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
    apiVersion: "2021-05-01-preview",
    inputs:
      words(`eventHubAuthorizationRuleId eventHubName logAnalyticsDestinationType logs marketplacePartnerId
      metrics serviceBusRuleId storageAccountId workspaceId`),
    outputs: ["systemData"],
  },
};

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
