import * as network from "@pulumi/azure-native/network";
import type * as resources from "@pulumi/azure-native/resources";
import { backupSecurityRules } from "azure-vm-backup";

/** A subnet whose network security group allows only the outbound traffic that Azure Backup needed in 2018. */
export function lockedDownSubnet(group: resources.ResourceGroup, location: string): network.Subnet {
  const resourceGroupName = group.name;
  const denyAll = {
    name: "deny-all",
    priority: 1000,
    direction: "Outbound",
    access: "Deny",
    protocol: "*",
    sourceAddressPrefix: "*",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "*",
  };
  const allowBackup = backupSecurityRules({
    ruleName: "allow-azure-backup",
    region: location,
    existingRules: [denyAll],
  });
  const lockdown = new network.NetworkSecurityGroup("lockdown", {
    resourceGroupName,
    location,
    securityRules: [denyAll, ...allowBackup],
  });
  const vnet = new network.VirtualNetwork("vnet", {
    resourceGroupName,
    location,
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  });
  return new network.Subnet("servers", {
    resourceGroupName,
    virtualNetworkName: vnet.name,
    addressPrefix: "10.0.1.0/24",
    networkSecurityGroup: { id: lockdown.id },
  });
}

/** A network interface in the subnet, with an address that Azure chooses. */
export function networkInterface(
  vm: string,
  group: resources.ResourceGroup,
  subnet: network.Subnet,
): network.NetworkInterface {
  return new network.NetworkInterface(`${vm}-nic`, {
    resourceGroupName: group.name,
    location: group.location,
    ipConfigurations: [{ name: "primary", subnet: { id: subnet.id }, privateIPAllocationMethod: "Dynamic" }],
  });
}
