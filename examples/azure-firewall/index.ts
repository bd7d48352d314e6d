// VMs that reach the internet only through an Azure Firewall, which allows backup traffic by its FQDN tag.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example azure-firewall
// In a copy of this folder: npm install, then
//   pulumi config set azure-native:location westeurope
//   pulumi up
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { BackupFirewallRule } from "azure-vm-backup";

const location = new pulumi.Config("azure-native").require("location");
const group = new resources.ResourceGroup("hub", { location });
const resourceGroupName = group.name;

const vnet = new network.VirtualNetwork("vnet", {
  resourceGroupName,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});

// --- The firewall -----------------------------------------------------------------------------------------

const firewallSubnet = new network.Subnet("firewall", {
  resourceGroupName,
  virtualNetworkName: vnet.name,
  subnetName: "AzureFirewallSubnet",
  addressPrefix: "10.0.0.0/26",
});
/** Azure reserves the first four addresses of a subnet, and gives the firewall the first free one. */
const firewallAddress = "10.0.0.4";

const publicIp = new network.PublicIPAddress("firewall-ip", {
  resourceGroupName,
  location,
  sku: { name: "Standard" },
  publicIPAllocationMethod: "Static",
});
const policy = new network.FirewallPolicy("hub-policy", { resourceGroupName, location });
const backup = new BackupFirewallRule("azure-backup", {
  resourceGroupName,
  firewallPolicyName: policy.name,
  sources: { addresses: ["10.0.1.0/24"] },
  managedDisks: { region: location },
});
const firewall = new network.AzureFirewall(
  "hub-firewall",
  {
    resourceGroupName,
    location,
    sku: { name: "AZFW_VNet", tier: "Standard" },
    firewallPolicy: { id: policy.id },
    ipConfigurations: [
      { name: "primary", subnet: { id: firewallSubnet.id }, publicIPAddress: { id: publicIp.id } },
    ],
  },
  { dependsOn: [backup] },
);

// --- The subnet of the VMs: all outbound traffic goes to the firewall --------------------------------------

const routes = new network.RouteTable("through-firewall", {
  resourceGroupName,
  location,
  routes: [
    {
      name: "out",
      addressPrefix: "0.0.0.0/0",
      nextHopType: "VirtualAppliance",
      nextHopIpAddress: firewallAddress,
    },
  ],
});
const servers = new network.Subnet(
  "servers",
  {
    resourceGroupName,
    virtualNetworkName: vnet.name,
    addressPrefix: "10.0.1.0/24",
    routeTable: { id: routes.id },
  },
  { dependsOn: [firewall] },
);

export const ruleCollectionGroup = backup.ruleCollectionGroupId;
export const subnetForVms = servers.id;
