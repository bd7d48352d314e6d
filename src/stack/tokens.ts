import { ifKnown } from "../core/inventory";
import { nullsAsUndefined } from "../core/nulls";
import type { Words } from "../core/words";
import { type ClassicType, classicBackupTypes, classicTypes } from "./classic";
import { type GenericKind, genericKindOf, genericProviderOf } from "./generic";
import type { GenericProvider } from "./genericProvider";
import type { Fields } from "./payload";

/** Azure's types that the requirements read, by azure-native's tokens without the package name. */
export const armTypes: Readonly<Record<string, string>> = {
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

/** azure-native's tokens without a version for a type of Azure. */
export const nativeTokensOf = (armType: string): string[] =>
  Object.keys(armTypes)
    .filter((name) => armTypes[name] === armType)
    .map((name) => `azure-native:${name}`);

/** What a resource is. */
export interface Kind {
  /** Azure's type, for requirements on single resources. For a type that they do not read, the token. */
  readonly type: string;
  /** Azure's type, for requirements on an inventory, which read more types of the classic provider. Otherwise the token. */
  readonly inventoryType: string;
  /** In Azure's form, e.g. 2024-10-01. Undefined: the resource names no version. */
  readonly apiVersion?: string;
  /** How to read the resource. Undefined: its properties are those of azure-native's own type. */
  readonly form?: Form;
}

/** How to read a resource whose properties are not those of azure-native's own type. */
export interface Form extends Pick<ClassicType, "view">, Partial<Pick<GenericKind, "isNative" | "property">> {
  readonly words: (values: unknown) => Words;
}

/** `azure-native:compute/v20241101:X`, or `azure-native_compute_v20241101:compute:X` of a local package. */
const versioned = /^azure-native(?:_[a-z0-9]+_v(\d{8})[a-z]*)?:([a-z0-9]+)(?:\/v(\d{8})[a-z]*)?:(\w+)$/i;

/** azure-native's token without an API version. Any other token is returned as it is. */
export const withoutVersion = (token: string): string => token.replace(versioned, "azure-native:$2:$4");

interface TokenKind extends Kind {
  /** Set if the resources of the token can be of any type. */
  readonly provider?: GenericProvider;
}

const kinds = new Map<string, TokenKind>();

/**
 * What a type token of azure-native, of a local package or of the classic provider says about a resource. Of a token whose resources can
 * be of any type it says nothing.
 */
export function kindOf(token: string): TokenKind {
  let kind = kinds.get(token);
  if (kind === undefined) {
    kind = parse(token);
    kinds.set(token, kind);
  }
  return kind;
}

const genericKinds = new WeakMap<object, Kind>();

/** What a resource is, by its token and, if that can be of any type, by its inputs or its id. */
export function kindIn(token: string, values: unknown): Kind {
  const kind = kindOf(token);
  if (kind.provider === undefined || typeof values !== "object" || values === null) return kind;
  const known = genericKinds.get(values) ?? readKind(kind.provider, values) ?? kind;
  genericKinds.set(values, known);
  return known;
}

/** Undefined: no rule reads the type, or it is not known yet. */
function readKind(provider: GenericProvider, values: object): Kind | undefined {
  const generic = ifKnown(() => genericKindOf(provider, nullsAsUndefined(values) as Fields));
  if (generic === undefined) return undefined;
  const { type, apiVersion, ...form } = generic;
  return { type, inventoryType: type, ...(apiVersion && { apiVersion }), form };
}

function parse(token: string): TokenKind {
  const provider = genericProviderOf(token);
  if (provider !== undefined) return { type: token, inventoryType: token, provider };
  const vm = Object.hasOwn(classicTypes, token) ? classicTypes[token] : undefined;
  const form = vm ?? (Object.hasOwn(classicBackupTypes, token) ? classicBackupTypes[token] : undefined);
  if (form !== undefined) return { type: vm?.type ?? token, inventoryType: form.type, form };
  const [, packageVersion, module, moduleVersion, name] = versioned.exec(token) ?? [];
  const key = `${module}:${name}`;
  const armType = Object.hasOwn(armTypes, key) ? (armTypes[key] as string) : token;
  const date = packageVersion ?? moduleVersion;
  const apiVersion = date?.replace(/(\d{4})(\d{2})(\d{2})/, "$1-$2-$3");
  return { type: armType, inventoryType: armType, ...(apiVersion && { apiVersion }) };
}
