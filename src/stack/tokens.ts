import { type ClassicType, classicBackupTypes, classicTypes } from "./classic";

/** Azure's types that the requirements read, by azure-native's tokens without the package name. */
const armTypes: Readonly<Record<string, string>> = {
  "compute:VirtualMachine": "Microsoft.Compute/virtualMachines",
  "compute:VirtualMachineExtension": "Microsoft.Compute/virtualMachines/extensions",
  "compute:VirtualMachineRunCommandByVirtualMachine": "Microsoft.Compute/virtualMachines/runCommands",
  "compute:Disk": "Microsoft.Compute/disks",
  "network:NetworkInterface": "Microsoft.Network/networkInterfaces",
  "network:NetworkSecurityGroup": "Microsoft.Network/networkSecurityGroups",
  "network:SecurityRule": "Microsoft.Network/networkSecurityGroups/securityRules",
  "network:VirtualNetwork": "Microsoft.Network/virtualNetworks",
  "network:Subnet": "Microsoft.Network/virtualNetworks/subnets",
  "network:RouteTable": "Microsoft.Network/routeTables",
  "network:Route": "Microsoft.Network/routeTables/routes",
  "network:AzureFirewall": "Microsoft.Network/azureFirewalls",
  "network:FirewallPolicy": "Microsoft.Network/firewallPolicies",
  "network:FirewallPolicyRuleCollectionGroup": "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
  "network:PrivateEndpoint": "Microsoft.Network/privateEndpoints",
  "authorization:PolicyAssignment": "Microsoft.Authorization/policyAssignments",
  "authorization:ManagementLockByScope": "Microsoft.Authorization/locks",
  "authorization:ManagementLockAtResourceGroupLevel": "Microsoft.Authorization/locks",
  "resources:ResourceGroup": "Microsoft.Resources/resourceGroups",
  "storage:StorageAccount": "Microsoft.Storage/storageAccounts",
  "recoveryservices:Vault": "Microsoft.RecoveryServices/vaults",
  "recoveryservices:ProtectionPolicy": "Microsoft.RecoveryServices/vaults/backupPolicies",
  "recoveryservices:ProtectedItem":
    "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
  "recoveryservices:ProtectionIntent":
    "Microsoft.RecoveryServices/vaults/backupFabrics/backupProtectionIntent",
};

const nativeTokens = new Map(Object.entries(armTypes).map(([name, type]) => [type, `azure-native:${name}`]));

/** azure-native's token without a version for a type of Azure; the type itself if there is none. */
export const nativeTokenOf = (armType: string): string => nativeTokens.get(armType) ?? armType;

/** What a type token says about a resource. */
export interface Kind {
  /** Azure's type, for requirements on single resources. For a type that they do not read, the token. */
  readonly type: string;
  /** Azure's type, for requirements on an inventory, which read more types of the classic provider. Otherwise the token. */
  readonly inventoryType: string;
  /** In Azure's form, e.g. 2024-10-01. Undefined: the token has no version. */
  readonly apiVersion?: string;
  /** How to read the resource, if it is of the classic provider. */
  readonly classic?: ClassicType;
}

/** `azure-native:compute/v20241101:X`, or `azure-native_compute_v20241101:compute:X` of a local package. */
const versioned = /^azure-native(?:_[a-z0-9]+_v(\d{8})[a-z]*)?:([a-z0-9]+)(?:\/v(\d{8})[a-z]*)?:(\w+)$/i;

const kinds = new Map<string, Kind>();

/** Reads a type token, with or without a version, of azure-native, of a local package or of the classic provider. */
export function kindOf(token: string): Kind {
  let kind = kinds.get(token);
  if (kind === undefined) {
    kind = parse(token);
    kinds.set(token, kind);
  }
  return kind;
}

function parse(token: string): Kind {
  const vm = Object.hasOwn(classicTypes, token) ? classicTypes[token] : undefined;
  const classic = vm ?? (Object.hasOwn(classicBackupTypes, token) ? classicBackupTypes[token] : undefined);
  if (classic !== undefined) return { type: vm?.type ?? token, inventoryType: classic.type, classic };
  const [, packageVersion, module, moduleVersion, name] = versioned.exec(token) ?? [];
  const key = `${module}:${name}`;
  const armType = Object.hasOwn(armTypes, key) ? (armTypes[key] as string) : token;
  const date = packageVersion ?? moduleVersion;
  const apiVersion = date?.replace(/(\d{4})(\d{2})(\d{2})/, "$1-$2-$3");
  return { type: armType, inventoryType: armType, ...(apiVersion && { apiVersion }) };
}
