/**
 * Service tags that a security rule may name in place of addresses. Those of the second list also come as
 * `<tag>.<Region>`. https://learn.microsoft.com/azure/virtual-network/service-tags-overview
 */
const global = `ActionGroup ApplicationInsightsAvailability AppServiceManagement AzureActiveDirectory
  AzureActiveDirectoryDomainServices AzureAdvancedThreatProtection AzureArcInfrastructure AzureBackup
  AzureBotService AzureCognitiveSearch AzureDatabricks AzureDataExplorerManagement AzureDataLake AzureDevOps
  AzureDevSpaces AzureDigitalTwins AzureEventGrid AzureInformationProtection AzureIoTHub AzureLoadBalancer
  AzureMachineLearning AzureMonitor AzureOpenDatasets AzurePlatformDNS AzurePlatformIMDS AzurePlatformLKM
  AzureResourceManager AzureSignalR AzureSiteRecovery AzureSphere AzureStack AzureTrafficManager
  AzureUpdateDelivery CognitiveServicesManagement DataFactoryManagement Dynamics365ForMarketingEmail ElasticAFD
  GatewayManager GuestAndHybridManagement HDInsight Internet LogicApps LogicAppsManagement
  MicrosoftCloudAppSecurity PowerQueryOnline ServiceFabric StorageSyncService VirtualNetwork WindowsVirtualDesktop`;

const regional = `ApiManagement AppConfiguration AppService AzureCloud AzureConnectors AzureContainerRegistry
  AzureCosmosDB AzureKeyVault BatchNodeManagement DataFactory EventHub MicrosoftContainerRegistry PowerBI
  ServiceBus Sql SqlManagement Storage`;

const frontDoor = ["AzureFrontDoor.Frontend", "AzureFrontDoor.Backend", "AzureFrontDoor.FirstParty"];

const regionalTags = tags(regional);
const tagsAlone = new Set([...tags(global), ...regionalTags, ...frontDoor.map((tag) => tag.toLowerCase())]);

export function isServiceTag(text: string): boolean {
  const tag = text.toLowerCase();
  if (tagsAlone.has(tag)) return true;
  const [base = "", place = "", ...more] = tag.split(".");
  return regionalTags.has(base) && /^[a-z0-9]+$/.test(place) && more.length === 0;
}

function tags(text: string): Set<string> {
  return new Set(text.toLowerCase().split(/\s+/));
}
