// VMs behind locked-down groups: without an exception, with one, with one behind the deny, with a proxy, and
// behind a deny that preview does not know.
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

function lockedBeside(name: string, { name: securityRuleName, ...rule } = denyAll) {
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

const beside = lockedBeside("beside");
new BackupNsgRule("open-beside", { ...ruleIn(beside), region: location, existingRules: [denyAll] });
vm("beside", subnetIn("beside", 3, beside));

const behind = lockedBeside("behind");
new BackupNsgRule("behind", { ...ruleIn(behind), region: location, priority: 2000 });
vm("behind", subnetIn("behind", 4, behind));

const proxied = lockedBeside("proxied", { ...denyAll, destinationAddressPrefix: "Internet" });
const proxy = { proxyHost: "10.0.5.5", proxyPort: 3128 };
new ProxyExceptionRule("allow-proxy", { ...ruleIn(proxied), proxyAddress: proxy.proxyHost });
new ProxyInboundRule("to-proxy", { ...ruleIn(proxied), proxyPort: proxy.proxyPort });
const behindProxy = subnetIn("proxied", 5, proxied);
vm("proxy", behindProxy, { privateIPAllocationMethod: "Static", privateIPAddress: proxy.proxyHost });
const static6 = { privateIPAllocationMethod: "Static", privateIPAddress: "10.0.5.6" };
const { name: vmName } = vm("proxied", behindProxy, static6);
new VmProxySettings("proxied", { resourceGroupName, vmName, location, osType: OsType.Linux, ...proxy });

// The port is known when the group's id is, which preview does not have.
const later = pulumi.output(behind.id).apply((id) => (id === "" ? "22" : "*"));
vm("later", subnetIn("later", 6, lockedBeside("later", { ...denyAll, destinationPortRange: later })));
