/** azure-native's type tokens of the resources in the tests. */
export const types = {
  vm: "azure-native:compute:VirtualMachine",
  extension: "azure-native:compute:VirtualMachineExtension",
  runCommand: "azure-native:compute:VirtualMachineRunCommandByVirtualMachine",
  disk: "azure-native:compute:Disk",
  nic: "azure-native:network:NetworkInterface",
  vault: "azure-native:recoveryservices:Vault",
  policy: "azure-native:recoveryservices:ProtectionPolicy",
  item: "azure-native:recoveryservices:ProtectedItem",
  intent: "azure-native:recoveryservices:ProtectionIntent",
} as const;

/** azure-native's type tokens of the network around a VM. */
export const networkTypes = {
  securityGroup: "azure-native:network:NetworkSecurityGroup",
  securityRule: "azure-native:network:SecurityRule",
  subnet: "azure-native:network:Subnet",
  virtualNetwork: "azure-native:network:VirtualNetwork",
  routeTable: "azure-native:network:RouteTable",
  route: "azure-native:network:Route",
  firewall: "azure-native:network:AzureFirewall",
  firewallPolicy: "azure-native:network:FirewallPolicy",
  firewallGroup: "azure-native:network:FirewallPolicyRuleCollectionGroup",
  privateEndpoint: "azure-native:network:PrivateEndpoint",
  lock: "azure-native:authorization:ManagementLockByScope",
  groupLock: "azure-native:authorization:ManagementLockAtResourceGroupLevel",
  storageAccount: "azure-native:storage:StorageAccount",
} as const;
