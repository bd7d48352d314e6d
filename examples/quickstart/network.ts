import * as network from "@pulumi/azure-native/network";
import type * as resources from "@pulumi/azure-native/resources";

/** A subnet whose network security group lets nothing out but what Azure Backup of 2018 asked for. */
export function lockedDownSubnet(group: resources.ResourceGroup): network.Subnet {
  const { name: resourceGroupName, location } = group;
  const lockdown = new network.NetworkSecurityGroup("lockdown", {
    resourceGroupName,
    location,
    securityRules: [
      {
        name: "allow-azure-backup",
        priority: 200,
        direction: "Outbound",
        access: "Allow",
        protocol: "Tcp",
        sourceAddressPrefix: "VirtualNetwork",
        sourcePortRange: "*",
        destinationAddressPrefix: "Storage.WestEurope",
        destinationPortRange: "8443",
      },
      {
        name: "deny-all",
        priority: 1000,
        direction: "Outbound",
        access: "Deny",
        protocol: "*",
        sourceAddressPrefix: "*",
        sourcePortRange: "*",
        destinationAddressPrefix: "*",
        destinationPortRange: "*",
      },
    ],
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

/** A network interface in the subnet, with an address of Azure's choice. */
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
