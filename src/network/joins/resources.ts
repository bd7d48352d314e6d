import type { VirtualMachine } from "../../vm/arm";

/** Type tokens of the network around a VM. */
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
  storageAccount: "azure-native:storage:StorageAccount",
} as const;

export interface Reference {
  readonly id?: string;
}
export interface SubnetInputs {
  readonly name?: string;
  readonly addressPrefix?: string;
  readonly addressPrefixes?: readonly string[];
  readonly networkSecurityGroup?: Reference;
  readonly routeTable?: Reference;
  readonly serviceEndpoints?: readonly { readonly service?: string }[];
}
export interface IpConfiguration {
  readonly primary?: boolean;
  readonly privateIPAddress?: string;
  readonly subnet?: Reference;
  readonly applicationSecurityGroups?: readonly Reference[];
}
export interface NicInputs {
  readonly ipConfigurations?: readonly IpConfiguration[];
  readonly networkSecurityGroup?: Reference;
}
export interface VmInputs extends VirtualMachine {
  readonly location?: string;
  readonly networkProfile?: {
    readonly networkInterfaces?: readonly { readonly id?: string; readonly primary?: boolean }[];
  };
  readonly osProfile?: VirtualMachine["osProfile"] & { readonly customData?: string };
  readonly userData?: string;
}

export interface FirewallInputs {
  readonly firewallPolicy?: Reference;
  readonly ipConfigurations?: readonly IpConfiguration[];
}
