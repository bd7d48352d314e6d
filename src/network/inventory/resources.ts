/** Azure's resource types of the network around a VM. */
export const networkTypes = {
  securityGroup: "Microsoft.Network/networkSecurityGroups",
  securityRule: "Microsoft.Network/networkSecurityGroups/securityRules",
  networkInterface: "Microsoft.Network/networkInterfaces",
  subnet: "Microsoft.Network/virtualNetworks/subnets",
  virtualNetwork: "Microsoft.Network/virtualNetworks",
  routeTable: "Microsoft.Network/routeTables",
  route: "Microsoft.Network/routeTables/routes",
  firewall: "Microsoft.Network/azureFirewalls",
  firewallPolicy: "Microsoft.Network/firewallPolicies",
  firewallGroup: "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
  storageAccount: "Microsoft.Storage/storageAccounts",
  vm: "Microsoft.Compute/virtualMachines",
  runCommand: "Microsoft.Compute/virtualMachines/runCommands",
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
/** The inputs of a VM that determine the path of its traffic. */
export interface VmInputs {
  readonly location?: string;
  readonly storageProfile?: { readonly osDisk?: { readonly vhd?: object } };
  readonly networkProfile?: {
    readonly networkInterfaces?: readonly { readonly id?: string; readonly primary?: boolean }[];
  };
  readonly osProfile?: { readonly customData?: string };
  readonly userData?: string;
}

export interface FirewallInputs {
  readonly firewallPolicy?: Reference;
  readonly ipConfigurations?: readonly IpConfiguration[];
}
