// VMs behind network security groups that deny all outbound traffic: without an exception, with one, with one that the deny outranks, with
// a proxy, and behind a deny whose port preview does not know.
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { BackupNsgRule, OsType, ProxyExceptionRule, ProxyInboundRule, VmProxySettings } from "../../../src";

const location = "westeurope";
const { name: resourceGroupName } = new resources.ResourceGroup("bank", { location });
const { name: virtualNetworkName } = new network.VirtualNetwork("vnet", {
  resourceGroupName,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const denyAll = {
  name: "Deny_All",
  priority: 1000,
  direction: "Outbound",
  access: "Deny",
  protocol: "*",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "*" as pulumi.Input<string>,
};

const lockedInline = (name: string, rule = denyAll) =>
  new network.NetworkSecurityGroup(name, { resourceGroupName, location, securityRules: [rule] });

function lockedSeparately(name: string, { name: securityRuleName, ...rule } = denyAll) {
  const group = new network.NetworkSecurityGroup(name, { resourceGroupName, location });
  const owner = { resourceGroupName, networkSecurityGroupName: group.name };
  new network.SecurityRule(`${name}-deny`, { ...owner, securityRuleName, ...rule });
  return group;
}

const subnetIn = (name: string, number: number, group: network.NetworkSecurityGroup) =>
  new network.Subnet(name, {
    resourceGroupName,
    virtualNetworkName,
    addressPrefix: `10.0.${number}.0/24`,
    networkSecurityGroup: { id: group.id },
  });

function vm(name: string, subnet: network.Subnet, ip: object = {}): compute.VirtualMachine {
  const nic = new network.NetworkInterface(`${name}-nic`, {
    resourceGroupName,
    location,
    ipConfigurations: [{ name: "ip", subnet: { id: subnet.id }, ...ip }],
  });
  return new compute.VirtualMachine(name, {
    resourceGroupName,
    vmName: name,
    location,
    hardwareProfile: { vmSize: "Standard_D2s_v5" },
    networkProfile: { networkInterfaces: [{ id: nic.id }] },
    osProfile: { computerName: name, adminUsername: "operator", adminPassword: "Change-me-1st!" },
    storageProfile: {
      imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
      osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
    },
  });
}

const ruleIn = (group: network.NetworkSecurityGroup) => ({
  resourceGroupName,
  networkSecurityGroupName: group.name,
});

vm("closed", subnetIn("closed", 1, lockedInline("closed")));

const open = lockedInline("open");
new BackupNsgRule("open-inline", {
  ...ruleIn(open),
  region: location,
  existingRules: open.securityRules,
});
vm("open", subnetIn("open", 2, open));

const separate = lockedSeparately("separate");
new BackupNsgRule("open-separate", { ...ruleIn(separate), region: location, existingRules: [denyAll] });
vm("separate", subnetIn("separate", 3, separate));

const behind = lockedSeparately("behind");
new BackupNsgRule("behind", { ...ruleIn(behind), region: location, priority: 2000 });
vm("behind", subnetIn("behind", 4, behind));

const proxied = lockedSeparately("proxied", { ...denyAll, destinationAddressPrefix: "Internet" });
const proxy = { proxyHost: "10.0.5.5", proxyPort: 3128 };
new ProxyExceptionRule("allow-proxy", { ...ruleIn(proxied), proxyAddress: proxy.proxyHost });
new ProxyInboundRule("to-proxy", { ...ruleIn(proxied), proxyPort: proxy.proxyPort });
const behindProxy = subnetIn("proxied", 5, proxied);
vm("proxy", behindProxy, { privateIPAllocationMethod: "Static", privateIPAddress: proxy.proxyHost });
const static6 = { privateIPAllocationMethod: "Static", privateIPAddress: "10.0.5.6" };
const { name: vmName } = vm("proxied", behindProxy, static6);
new VmProxySettings("proxied", { resourceGroupName, vmName, location, osType: OsType.Linux, ...proxy });

// The port depends on a group's id, which preview does not know.
const destinationPortRange = pulumi.output(behind.id).apply((id) => (id === "" ? "22" : "*"));
const unknownPort = lockedSeparately("unknownPort", { ...denyAll, destinationPortRange });
vm("unknownPort", subnetIn("unknownPort", 6, unknownPort));
