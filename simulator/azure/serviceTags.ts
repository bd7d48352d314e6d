/**
 * Service tags, which a security rule can name instead of addresses. Those of the second list also exist for a region, as
 * `<tag>.<Region>`. https://learn.microsoft.com/azure/virtual-network/service-tags-overview, edition of 2023-01-26 with the additions
 * of 2024. The page lists some hundred tags, and Azure adds more.
 */
const globalTags = `ActionGroup ApplicationInsightsAvailability AppConfiguration AppServiceManagement AzureActiveDirectory
  AzureActiveDirectoryDomainServices AzureAdvancedThreatProtection AzureArcInfrastructure AzureAttestation AzureBackup
  AzureBotService AzureCognitiveSearch AzureDatabricks AzureDataExplorerManagement AzureDataLake AzureDeviceUpdate
  AzureDevSpaces AzureDigitalTwins AzureEventGrid AzureHealthcareAPIs AzureInformationProtection AzureLoadBalancer
  AzureLoadTestingInstanceManagement AzureMachineLearning AzureMachineLearningInference AzureManagedGrafana AzureMonitor
  AzureOpenDatasets AzurePlatformDNS AzurePlatformIMDS AzurePlatformLKM AzureResourceManager AzureSentinel AzureSignalR
  AzureSiteRecovery AzureSphere AzureSpringCloud AzureStack AzureTrafficManager AzureUpdateDelivery ChaosStudio
  CognitiveServicesFrontend CognitiveServicesManagement DataFactoryManagement Dynamics365BusinessCentral
  EOPExternalPublishedIPs GatewayManager GuestAndHybridManagement Internet KustoAnalytics LogicApps LogicAppsManagement
  Marketplace MicrosoftAzureFluidRelay MicrosoftCloudAppSecurity MicrosoftPurviewPolicyDistribution PowerBI
  PowerQueryOnline ServiceFabric SqlManagement StorageSyncService VirtualNetwork WindowsAdminCenter WindowsVirtualDesktop`;

const tagsWithRegions = `ApiManagement AppService AutonomousDevelopmentPlatform AzureCloud AzureConnectors AzureContainerAppsService
  AzureContainerRegistry AzureCosmosDB AzureDevOps AzureFrontDoor.Backend AzureFrontDoor.FirstParty
  AzureFrontDoor.Frontend AzureIoTHub AzureKeyVault AzureWebPubSub BatchNodeManagement DataFactory
  Dynamics365ForMarketingEmail EventHub HDInsight M365ManagementActivityApi M365ManagementActivityApiWebhook
  MicrosoftContainerRegistry PowerPlatformInfra PowerPlatformPlex ServiceBus Sql Storage`;

/** Regions that the AzureCloud tag spells differently, so that `AzureCloud.<region>` does not exist. Same page. */
const respelledInAzureCloud = `francecentral francesouth germanywestcentral germanynorth norwayeast norwaywest
  switzerlandnorth switzerlandwest brazilsoutheast`;

const words = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().split(/\s+/));

const regionalTags = words(tagsWithRegions);
const allTags = new Set([...words(globalTags), ...regionalTags]);
const notInAzureCloud = words(respelledInAzureCloud);

export function isServiceTag(text: string): boolean {
  const tag = text.toLowerCase();
  if (allTags.has(tag)) return true;
  const [, base = "", region = ""] = /^(.+)\.([a-z0-9]+)$/.exec(tag) ?? [];
  return regionalTags.has(base) && !(base === "azurecloud" && notInAzureCloud.has(region));
}
