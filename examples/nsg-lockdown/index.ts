// A network that blocks all outbound traffic except backup traffic, and a protected VM in it.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example nsg-lockdown
// In a copy of this folder: npm install, then
//   pulumi config set azure-native:location westeurope
//   pulumi config set --secret adminPassword '...'
//   pulumi up
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  BackupNsgRule,
  BackupServiceTagRules,
  BackupVault,
  OnDestroy,
  ProtectedVms,
  presets,
  VaultOnDestroy,
  VmBackupPolicy,
} from "azure-vm-backup";

const location = new pulumi.Config("azure-native").require("location");
const adminPassword = new pulumi.Config().requireSecret("adminPassword");

const group = new resources.ResourceGroup("shop", { location });
const resourceGroupName = group.name;

// --- The network ------------------------------------------------------------------------------------------

const lockdown = new network.NetworkSecurityGroup("lockdown", { resourceGroupName, location });

const denyAll = {
  priority: 1000,
  direction: "Outbound",
  access: "Deny",
  protocol: "*",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "*",
};
new network.SecurityRule("deny-all", {
  resourceGroupName,
  networkSecurityGroupName: lockdown.name,
  securityRuleName: "deny-all",
  ...denyAll,
});

// Both components use priorities below the deny rule: 997 to 999 for the three service tags, 996 for managed disks.
const existingRules = [{ name: "deny-all", ...denyAll }];
const today = new BackupServiceTagRules("backup", {
  resourceGroupName,
  networkSecurityGroupName: lockdown.name,
  region: location,
  existingRules,
});
const managedDisks = new BackupNsgRule("backup-managed-disks", {
  resourceGroupName,
  networkSecurityGroupName: lockdown.name,
  region: location,
  priority: 996,
  existingRules,
});

const vnet = new network.VirtualNetwork("vnet", {
  resourceGroupName,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new network.Subnet("servers", {
  resourceGroupName,
  virtualNetworkName: vnet.name,
  addressPrefix: "10.0.1.0/24",
  networkSecurityGroup: { id: lockdown.id },
});

// --- The VM and its backup --------------------------------------------------------------------------------

const nic = new network.NetworkInterface("till-nic", {
  resourceGroupName,
  location,
  ipConfigurations: [{ name: "primary", subnet: { id: subnet.id } }],
});
// Azure identifies the backup by these two names. Pass both to the VM and to ProtectedVms, and the backup survives a redeploy.
const names = { resourceGroupName, vmName: "till" };
const till = new compute.VirtualMachine("till", {
  ...names,
  location,
  hardwareProfile: { vmSize: "Standard_D2s_v5" },
  networkProfile: { networkInterfaces: [{ id: nic.id }] },
  osProfile: { computerName: "till", adminUsername: "operator", adminPassword },
  storageProfile: {
    imageReference: {
      publisher: "MicrosoftWindowsServer",
      offer: "WindowsServer",
      sku: "2022-datacenter-azure-edition",
      version: "latest",
    },
    osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
  },
});

const vault = new BackupVault("shop-vault", {
  resourceGroupName,
  location,
  onDestroy: VaultOnDestroy.Delete,
});
const policy = new VmBackupPolicy("nightly", {
  resourceGroupName,
  vaultName: vault.vaultName,
  ...presets.dailyForAMonth,
});
new ProtectedVms(
  "shop-backup",
  {
    resourceGroupName,
    vaultName: vault.vaultName,
    policyId: policy.policyId,
    vms: { till: { ...names, vmId: till.id } },
    onDestroy: OnDestroy.Delete,
  },
  { dependsOn: [today, managedDisks] },
);

export const priority = managedDisks.priority;
export const securityRules = today.securityRuleIds;
