import type { Sourced } from "../core/fact";
import { pages } from "../core/pages";
import {
  anyName,
  azurePolicyNameForm,
  eventHubName,
  managementGroupName,
  type NameRule,
  nameLengths,
  networkNameForm,
  networkNameLength,
  policyNameForm,
  policyNameLength,
  privateEndpointName,
  resourceGroupName,
  storageAccountName,
  vaultNameForm,
  vaultNameLength,
  vmName,
} from "./facts";

/** A kind of Azure's resources that arguments name. */
export interface ResourceKind {
  /** The kind in a sentence, with its article. */
  readonly title: string;
  /** Azure's resource types of this kind: the first one is that of examples. */
  readonly types: readonly [string, ...string[]];
  /** Azure's rule for its names. */
  readonly rule: NameRule;
  /** How a program refers to the id and to the name of one. */
  readonly ids: string;
  readonly names: string;
  /** The page that says what an argument of this kind must be. */
  readonly page: Sourced;
  /** Where to find the id, if a GUID is given that the portal calls an id. */
  readonly guidHint?: string;
  /** Rules take the id apart, so a slash at its end is not accepted. */
  readonly exactId?: true;
}

const inNetwork: NameRule = { length: networkNameLength, form: networkNameForm };
const inAzurePolicy: NameRule = { length: nameLengths.definition, form: azurePolicyNameForm };

/** A kind whose `variable.id` and `variable.name` are those of azure-native's resource. */
const kind = (
  title: string,
  type: string,
  variable: string,
  page: Sourced,
  more: Partial<ResourceKind> = {},
): ResourceKind => ({
  title,
  types: [type],
  rule: anyName,
  ids: `${variable}.id`,
  names: `${variable}.name`,
  page,
  ...more,
});

export const kinds = {
  resourceGroup: kind("a resource group", "Microsoft.Resources/resourceGroups", "group", pages.nameRules, {
    rule: resourceGroupName,
  }),
  vault: kind("a Recovery Services vault", "Microsoft.RecoveryServices/vaults", "vault", pages.prepare, {
    rule: { length: vaultNameLength, form: vaultNameForm },
    ids: "vault.vaultId",
    names: "vault.vaultName",
    exactId: true,
  }),
  backupPolicy: kind(
    "a backup policy",
    "Microsoft.RecoveryServices/vaults/backupPolicies",
    "policy",
    pages.prepare,
    {
      rule: { length: policyNameLength, form: policyNameForm },
      ids: "policyId of VmBackupPolicy, or the id of a ProtectionPolicy",
      exactId: true,
    },
  ),
  vm: kind("a virtual machine", "Microsoft.Compute/virtualMachines", "vm", pages.prepare, {
    rule: vmName,
    exactId: true,
  }),
  disk: kind("a managed disk", "Microsoft.Compute/disks", "disk", pages.nameRules),
  networkInterface: kind(
    "a network interface",
    "Microsoft.Network/networkInterfaces",
    "networkInterface",
    pages.nameRules,
  ),
  securityGroup: kind(
    "a network security group",
    "Microsoft.Network/networkSecurityGroups",
    "group",
    pages.nameRules,
    { rule: inNetwork },
  ),
  securityRule: kind(
    "a security rule",
    "Microsoft.Network/networkSecurityGroups/securityRules",
    "rule",
    pages.nameRules,
    { rule: inNetwork },
  ),
  firewallPolicy: kind("a firewall policy", "Microsoft.Network/firewallPolicies", "policy", pages.nameRules, {
    rule: inNetwork,
  }),
  ruleCollectionGroup: kind(
    "a rule collection group",
    "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
    "group",
    pages.nameRules,
    { rule: inNetwork },
  ),
  ipGroup: kind("an IP group", "Microsoft.Network/ipGroups", "ipGroup", pages.nameRules),
  subnet: kind("a subnet", "Microsoft.Network/virtualNetworks/subnets", "subnet", pages.privateEndpoints),
  privateEndpoint: kind(
    "a private endpoint",
    "Microsoft.Network/privateEndpoints",
    "endpoint",
    pages.nameRules,
    { rule: privateEndpointName },
  ),
  privateDnsZone: kind(
    "a private DNS zone",
    "Microsoft.Network/privateDnsZones",
    "zone",
    pages.privateEndpoints,
  ),
  resourceGuard: kind(
    "a resource guard",
    "Microsoft.DataProtection/resourceGuards",
    "guard",
    pages.multiUser,
    { ids: "guard.resourceGuardId" },
  ),
  actionGroup: kind("an action group", "Microsoft.Insights/actionGroups", "actionGroup", pages.diagnostics),
  identity: kind(
    "a user-assigned identity",
    "Microsoft.ManagedIdentity/userAssignedIdentities",
    "identity",
    pages.encryption,
    {
      guidHint:
        "This is the identity's client id or object id. Azure needs its resource id: in the portal, Properties of the identity, Resource ID; in a program, identity.id",
    },
  ),
  workspace: kind(
    "a Log Analytics workspace",
    "Microsoft.OperationalInsights/workspaces",
    "workspace",
    pages.diagnostics,
    {
      guidHint:
        "This is what the portal calls the Workspace ID. Azure needs the resource id: in the portal, JSON View of the workspace, Resource ID; in a program, workspace.id",
    },
  ),
  storageAccount: kind(
    "a storage account",
    "Microsoft.Storage/storageAccounts",
    "account",
    pages.diagnostics,
    // Accounts of the classic deployment model have ids of their own.
    {
      types: ["Microsoft.Storage/storageAccounts", "Microsoft.ClassicStorage/storageAccounts"],
      rule: storageAccountName,
    },
  ),
  eventHubRule: kind(
    "an authorization rule of an Event Hubs namespace",
    "Microsoft.EventHub/namespaces/authorizationRules",
    "rule",
    pages.diagnostics,
    // No source says that Azure refuses the rule of one hub.
    {
      types: [
        "Microsoft.EventHub/namespaces/authorizationRules",
        "Microsoft.EventHub/namespaces/eventhubs/authorizationRules",
      ],
    },
  ),
  eventHub: kind("an event hub", "Microsoft.EventHub/namespaces/eventhubs", "hub", pages.nameRules, {
    rule: eventHubName,
  }),
  managementGroup: kind(
    "a management group",
    "Microsoft.Management/managementGroups",
    "managementGroup",
    pages.nameRules,
    { rule: managementGroupName },
  ),
  initiative: kind(
    "an initiative",
    "Microsoft.Authorization/policySetDefinitions",
    "initiative",
    pages.nameRules,
    { rule: inAzurePolicy },
  ),
  assignment: kind(
    "a policy assignment",
    "Microsoft.Authorization/policyAssignments",
    "assignment",
    pages.nameRules,
    { rule: inAzurePolicy },
  ),
} as const satisfies Readonly<Record<string, ResourceKind>>;
