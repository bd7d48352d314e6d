import { pages } from "../core/pages";
import { guardRequestForm, guidPattern, keyUriForm } from "./facts";
import type { ArgumentForm } from "./form";
import { kinds, type ResourceKind } from "./kinds";

const nameOf = (kind: ResourceKind): ArgumentForm => ({ nameOf: kind });
/** The name of a resource that the component creates. */
const newNameOf = (kind: ResourceKind): ArgumentForm => ({ nameOf: kind, isNew: true });
const idOf = (kind: ResourceKind): ArgumentForm => ({ idOf: kind });
const unchecked = (reason: string): ArgumentForm => ({ unchecked: reason });

const keyUri: ArgumentForm = {
  text: keyUriForm,
  fix: "set it to the URI of the key, e.g. key.keyUri. The Key Vault's URI and the key's Azure id do not work",
};

const principalId: ArgumentForm = {
  text: {
    pattern: guidPattern,
    text: "the object id of a user, group or service principal in Microsoft Entra ID",
    ...pages.builtInRoles,
  },
  fix: "set it to the object id, e.g. principalId of a managed identity. A name, an email address and an Azure id do not work",
};

const subscriptionId: ArgumentForm = {
  text: { pattern: guidPattern, text: "the id of a subscription, a GUID", ...pages.prepare },
  fix: "set it to the id that az account show --query id prints",
};

const guardRequests = {
  resourceGuardOperationRequests: {
    text: guardRequestForm,
    fix: "append the kind of the request and its name to the id of the guard",
  },
} satisfies Readonly<Record<string, ArgumentForm>>;

const scope: ArgumentForm = { anyId: "a subscription, a resource group or a management group" };
const exclusion: ArgumentForm = { anyId: "a subscription, a resource group or a resource" };

const group = nameOf(kinds.resourceGroup);
const inVault = { resourceGroupName: group, vaultName: nameOf(kinds.vault) };
const inSecurityGroup = {
  resourceGroupName: group,
  networkSecurityGroupName: nameOf(kinds.securityGroup),
  ruleName: newNameOf(kinds.securityRule),
};
const vmNames = { vmId: idOf(kinds.vm), vmName: nameOf(kinds.vm), resourceGroupName: group };
const guardedVault = { resourceGuardId: idOf(kinds.resourceGuard) };

/**
 * What each argument that is a name or an id must be, by the component or structure that has it. Of a list, each element has the form.
 * A test looks for arguments of `schema.json` that have no row.
 */
export const argumentForms: Readonly<Record<string, Readonly<Record<string, ArgumentForm>>>> = {
  BackupVault: {
    resourceGroupName: group,
    vaultName: newNameOf(kinds.vault),
    ...guardedVault,
    ...guardRequests,
  },
  RegionalVault: guardedVault,
  VaultIdentity: { userAssignedIdentities: idOf(kinds.identity) },
  VaultEncryption: { keyUri, userAssignedIdentity: idOf(kinds.identity) },
  VaultPrivateEndpoint: {
    subnetId: idOf(kinds.subnet),
    privateDnsZoneIds: idOf(kinds.privateDnsZone),
    privateEndpointName: newNameOf(kinds.privateEndpoint),
    resourceGroupName: group,
  },
  ThreatDetection: { userAssignedIdentity: idOf(kinds.identity) },
  VaultAlerts: { actionGroupIds: idOf(kinds.actionGroup) },
  VaultDiagnostics: {
    workspaceId: idOf(kinds.workspace),
    storageAccountId: idOf(kinds.storageAccount),
    eventHubAuthorizationRuleId: idOf(kinds.eventHubRule),
    eventHubName: nameOf(kinds.eventHub),
  },
  VaultRoleAssignment: { principalId },
  ResourceGuard: { resourceGroupName: group, resourceGuardName: newNameOf(kinds.resourceGuard) },

  VmBackupPolicy: { ...inVault, policyName: newNameOf(kinds.backupPolicy), ...guardRequests },

  ProtectedVms: { ...inVault, policyId: idOf(kinds.backupPolicy), ...guardRequests },
  ProtectedVm: { ...vmNames, policyId: idOf(kinds.backupPolicy) },
  AdoptedItems: { vaultId: idOf(kinds.vault) },

  RegionalBackup: { resourceGroupName: group, ...guardRequests },
  RegionalVm: vmNames,
  ExistingVault: inVault,
  RegionalAdoption: { subscriptionId },

  BackupNsgRule: inSecurityGroup,
  BackupServiceTagRules: inSecurityGroup,
  ProxyExceptionRule: inSecurityGroup,
  ProxyInboundRule: inSecurityGroup,
  ExistingSecurityRule: { name: unchecked("a rule as Azure answers with it") },
  ApplicationSecurityGroupId: { id: unchecked("a part of a rule as Azure answers with it") },
  VmProxySettings: { resourceGroupName: group, vmName: nameOf(kinds.vm) },
  BackupFirewallRule: {
    resourceGroupName: group,
    firewallPolicyName: nameOf(kinds.firewallPolicy),
    groupName: newNameOf(kinds.ruleCollectionGroup),
  },
  FirewallSources: { ipGroupIds: idOf(kinds.ipGroup) },

  RestoreDrillNetwork: {
    resourceGroupName: newNameOf(kinds.resourceGroup),
    stagingAccountName: newNameOf(kinds.storageAccount),
  },

  BackupAtScale: {
    scope,
    exclude: exclusion,
    tagName: unchecked("the name of a tag, which a rule of the component checks"),
  },
  BackupForTag: { policyId: idOf(kinds.backupPolicy) },
  BackupAudit: { scope, exclude: exclusion },
  SupportLimitsInitiative: {
    managementGroupId: nameOf(kinds.managementGroup),
    initiativeName: newNameOf(kinds.initiative),
  },
  SupportLimitsAssignment: { scope, assignmentName: newNameOf(kinds.assignment), exclude: exclusion },
};

/** The form of an argument. Undefined: it is neither a name nor an id. */
export function formOfArgument(owner: string, name: string): ArgumentForm | undefined {
  const forms = Object.hasOwn(argumentForms, owner) ? argumentForms[owner] : undefined;
  return forms !== undefined && Object.hasOwn(forms, name) ? forms[name] : undefined;
}
