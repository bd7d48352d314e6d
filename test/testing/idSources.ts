/**
 * The resources of azure-native whose ids a component accepts, with their inputs and the ids that Azure gives them. A test creates each in
 * simulated Azure and with azureMocks. https://learn.microsoft.com/azure/templates, 2026-11
 */
export interface IdSource {
  readonly token: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Azure's id, after the resource group's or from the root. */
  readonly id: string;
}

const inGroup = { resourceGroupName: "bank" };
const here = { ...inGroup, location: "westeurope" };
const networks = "/providers/Microsoft.Network";

export const idSources = {
  managementGroup: {
    token: "management:ManagementGroup",
    inputs: { groupId: "corp" },
    id: "/providers/Microsoft.Management/managementGroups/corp",
  },
  group: {
    token: "resources:ResourceGroup",
    inputs: here,
    id: "",
  },
  vm: {
    token: "compute:VirtualMachine",
    inputs: { ...here, vmName: "ledger" },
    id: "/providers/Microsoft.Compute/virtualMachines/ledger",
  },
  vault: {
    token: "recoveryservices:Vault",
    inputs: { ...here, vaultName: "safe", sku: { name: "Standard" }, properties: {} },
    id: "/providers/Microsoft.RecoveryServices/vaults/safe",
  },
  policy: {
    token: "recoveryservices:ProtectionPolicy",
    inputs: {
      ...{ ...inGroup, vaultName: "safe", policyName: "nightly" },
      properties: { backupManagementType: "AzureStorage" },
    },
    id: "/providers/Microsoft.RecoveryServices/vaults/safe/backupPolicies/nightly",
  },
  identity: {
    token: "managedidentity:UserAssignedIdentity",
    inputs: { ...here, resourceName: "key-reader" },
    id: "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/key-reader",
  },
  key: {
    token: "keyvault:Key",
    inputs: { ...inGroup, vaultName: "bank-keys", keyName: "backup", properties: {} },
    id: "/providers/Microsoft.KeyVault/vaults/bank-keys/keys/backup",
  },
  network: {
    token: "network:VirtualNetwork",
    inputs: {
      ...{ ...here, virtualNetworkName: "net", addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
    },
    id: `${networks}/virtualNetworks/net`,
  },
  subnet: {
    token: "network:Subnet",
    inputs: { ...inGroup, virtualNetworkName: "net", subnetName: "sub", addressPrefix: "10.0.1.0/24" },
    id: `${networks}/virtualNetworks/net/subnets/sub`,
  },
  backupZone: {
    token: "privatedns:PrivateZone",
    inputs: { ...inGroup, privateZoneName: "privatelink.we.backup.windowsazure.com" },
    id: `${networks}/privateDnsZones/privatelink.we.backup.windowsazure.com`,
  },
  blobZone: {
    token: "privatedns:PrivateZone",
    inputs: { ...inGroup, privateZoneName: "privatelink.blob.core.windows.net" },
    id: `${networks}/privateDnsZones/privatelink.blob.core.windows.net`,
  },
  queueZone: {
    token: "privatedns:PrivateZone",
    inputs: { ...inGroup, privateZoneName: "privatelink.queue.core.windows.net" },
    id: `${networks}/privateDnsZones/privatelink.queue.core.windows.net`,
  },
  ipGroup: {
    token: "network:IpGroup",
    inputs: { ...here, ipGroupsName: "vms" },
    id: `${networks}/ipGroups/vms`,
  },
  applicationGroup: {
    token: "network:ApplicationSecurityGroup",
    inputs: { ...here, applicationSecurityGroupName: "databases" },
    id: `${networks}/applicationSecurityGroups/databases`,
  },
  actionGroup: {
    token: "monitor:ActionGroup",
    inputs: { ...inGroup, actionGroupName: "on-call", groupShortName: "oncall", enabled: true },
    id: "/providers/Microsoft.Insights/actionGroups/on-call",
  },
  workspace: {
    token: "operationalinsights:Workspace",
    inputs: { ...here, workspaceName: "logs" },
    id: "/providers/Microsoft.OperationalInsights/workspaces/logs",
  },
  account: {
    token: "storage:StorageAccount",
    inputs: { ...here, accountName: "bankarchive", kind: "StorageV2", sku: { name: "Standard_LRS" } },
    id: "/providers/Microsoft.Storage/storageAccounts/bankarchive",
  },
  hubRule: {
    token: "eventhub:NamespaceAuthorizationRule",
    inputs: { ...inGroup, namespaceName: "siem", authorizationRuleName: "send", rights: ["Send"] },
    id: "/providers/Microsoft.EventHub/namespaces/siem/authorizationRules/send",
  },
  guard: {
    token: "dataprotection:ResourceGuard",
    inputs: { ...here, resourceGuardsName: "guard" },
    id: "/providers/Microsoft.DataProtection/resourceGuards/guard",
  },
} satisfies Record<string, IdSource>;

export type IdName = keyof typeof idSources;
