/**
 * Service tags that a security rule may name in place of addresses; those of the second list also come as
 * `<tag>.<Region>`. https://learn.microsoft.com/azure/virtual-network/service-tags-overview, the edition of 2023-01-26
 * with its additions of 2024; some hundred tags have one page, and Azure adds to them.
 */
const global = `ActionGroup ApplicationInsightsAvailability AppConfiguration AppServiceManagement AzureActiveDirectory
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

const regional = `ApiManagement AppService AutonomousDevelopmentPlatform AzureCloud AzureConnectors AzureContainerAppsService
  AzureContainerRegistry AzureCosmosDB AzureDevOps AzureFrontDoor.Backend AzureFrontDoor.FirstParty
  AzureFrontDoor.Frontend AzureIoTHub AzureKeyVault AzureWebPubSub BatchNodeManagement DataFactory
  Dynamics365ForMarketingEmail EventHub HDInsight M365ManagementActivityApi M365ManagementActivityApiWebhook
  MicrosoftContainerRegistry PowerPlatformInfra PowerPlatformPlex ServiceBus Sql Storage`;

/** Regions whose AzureCloud tag is not `AzureCloud.<region>`: there Azure has another spelling. Same page. */
const otherwiseInAzureCloud = `francecentral francesouth germanywestcentral germanynorth norwayeast norwaywest
  switzerlandnorth switzerlandwest brazilsoutheast`;

const words = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().split(/\s+/));

const regionalTags = words(regional);
const tagsAlone = new Set([...words(global), ...regionalTags]);
const notOfAzureCloud = words(otherwiseInAzureCloud);

export function isServiceTag(text: string): boolean {
  const tag = text.toLowerCase();
  if (tagsAlone.has(tag)) return true;
  const [, base = "", place = ""] = /^(.+)\.([a-z0-9]+)$/.exec(tag) ?? [];
  return regionalTags.has(base) && !(base === "azurecloud" && notOfAzureCloud.has(place));
}
