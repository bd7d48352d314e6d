// VMs without access to the internet, and the proxy through which they reach Azure Backup. For the backup itself, see
// examples/single-vm.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example proxy
// In a copy of this folder: npm install, then
//   pulumi config set azure-native:location westeurope
//   pulumi config set --secret adminPassword '...'
//   pulumi up
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  linuxProxyCloudInit,
  OsType,
  ProxyExceptionRule,
  ProxyInboundRule,
  VmProxySettings,
} from "azure-vm-backup";

const location = new pulumi.Config("azure-native").require("location");
const adminPassword = new pulumi.Config().requireSecret("adminPassword");
const proxy = { proxyHost: "10.0.0.5", proxyPort: 3128 };

const group = new resources.ResourceGroup("bank", { location });
const resourceGroupName = group.name;

// --- The network: only the proxy can reach the internet ---------------------------------------------------

const lockdown = new network.NetworkSecurityGroup("NSG-lockdown", { resourceGroupName, location });
const networkSecurityGroupName = lockdown.name;

// The rule denies only the internet, because the VMs must still reach the proxy and each other.
const denyInternet = {
  priority: 1000,
  direction: "Outbound",
  access: "Deny",
  protocol: "*",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "Internet",
  destinationPortRange: "*",
};
new network.SecurityRule("deny-internet", {
  resourceGroupName,
  networkSecurityGroupName,
  securityRuleName: "deny-internet",
  ...denyInternet,
});
const wayOut = new ProxyExceptionRule("allow-proxy", {
  resourceGroupName,
  networkSecurityGroupName,
  proxyAddress: proxy.proxyHost,
  priority: 200,
  existingRules: [{ name: "deny-internet", ...denyInternet }],
});
const wayIn = new ProxyInboundRule("allow-to-proxy", {
  resourceGroupName,
  networkSecurityGroupName,
  proxyAddress: proxy.proxyHost,
  proxyPort: proxy.proxyPort,
});

const vnet = new network.VirtualNetwork("vnet", {
  resourceGroupName,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new network.Subnet("servers", {
  resourceGroupName,
  virtualNetworkName: vnet.name,
  addressPrefix: "10.0.0.0/24",
  networkSecurityGroup: { id: lockdown.id },
});

// --- The virtual machines ---------------------------------------------------------------------------------

const base64 = (text: string) => Buffer.from(text).toString("base64");

function ubuntu(name: string, ipConfiguration: object, customData: string) {
  const nic = new network.NetworkInterface(`${name}-nic`, {
    resourceGroupName,
    location,
    ipConfigurations: [{ name: "primary", subnet: { id: subnet.id }, ...ipConfiguration }],
  });
  return new compute.VirtualMachine(name, {
    resourceGroupName,
    vmName: name,
    location,
    hardwareProfile: { vmSize: "Standard_D2s_v5" },
    networkProfile: { networkInterfaces: [{ id: nic.id }] },
    osProfile: {
      computerName: name,
      adminUsername: "operator",
      adminPassword,
      customData: base64(customData),
    },
    storageProfile: {
      imageReference: {
        publisher: "Canonical",
        offer: "ubuntu-24_04-lts",
        sku: "server",
        version: "latest",
      },
      osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
    },
  });
}

const squid = "#cloud-config\npackages: [squid]\n";
const gateway = ubuntu(
  "proxy",
  { privateIPAllocationMethod: "Static", privateIPAddress: proxy.proxyHost },
  squid,
);
// A new VM gets the proxy settings at its first start, an existing VM by a run command.
ubuntu("web", {}, linuxProxyCloudInit(proxy));
const old = ubuntu("ledger", {}, "#cloud-config\n");
const settings = new VmProxySettings(
  "ledger-proxy",
  { resourceGroupName, vmName: old.name, location, osType: OsType.Linux, ...proxy },
  { dependsOn: [gateway, wayOut, wayIn] },
);

export const proxyRule = wayOut.securityRuleId;
export const runCommand = settings.runCommandId;
