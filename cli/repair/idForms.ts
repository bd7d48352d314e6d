import { unknownMark } from "../../src/stack/marks";
import { withoutVersion } from "../../src/stack/tokens";
import type { Inputs } from "./importedResource";
import { shownSecret } from "./secretInputs";

/** The id of a resource group. */
export const groupForm = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";
const vaultId = `${groupForm}/providers/Microsoft.RecoveryServices/vaults/{vaultName}`;
const endpointId = `${groupForm}/providers/Microsoft.Network/privateEndpoints/{privateEndpointName}`;

/** Ids of vaults, policies and items, which azure-native refuses to create twice. The names are inputs. By type token without an API version. */
const idForms: Readonly<Record<string, string>> = {
  "azure-native:recoveryservices:Vault": vaultId,
  "azure-native:recoveryservices:ProtectionPolicy": `${vaultId}/backupPolicies/{policyName}`,
  "azure-native:recoveryservices:ProtectedItem": `${vaultId}/backupFabrics/{fabricName}/protectionContainers/{containerName}/protectedItems/{protectedItemName}`,
};

/** Ids of what belongs to a vault. They are imported only if their parent is a BackupVault: a program may have others. */
const companionForms: Readonly<Record<string, string>> = {
  "azure-native:recoveryservices:ResourceGuardProxy": `${vaultId}/backupResourceGuardProxies/{resourceGuardProxyName}`,
  "azure-native:authorization:ManagementLockByScope":
    "{scope}/providers/Microsoft.Authorization/locks/{lockName}",
  "azure-native:authorization:RoleAssignment":
    "{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
  "azure-native:monitor:DiagnosticSetting":
    "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
  "azure-native:alertsmanagement:AlertProcessingRuleByName": `${groupForm}/providers/Microsoft.AlertsManagement/actionRules/{alertProcessingRuleName}`,
  "azure-native:network:PrivateEndpoint": endpointId,
  "azure-native:network:PrivateDnsZoneGroup": `${endpointId}/privateDnsZoneGroups/{privateDnsZoneGroupName}`,
};

/** The type in a URN. */
export const typeIn = (urn: string): string => urn.split("::").at(-2)?.split("$").at(-1) ?? "";

/** Whether a resource of a type is imported. A resource group is only imported if it holds a backup. */
export const isImported = (type: string): boolean => Object.hasOwn(idForms, withoutVersion(type));

/** Whether a type is that of resource groups. */
export const isGroup = (type: string): boolean =>
  withoutVersion(type) === "azure-native:resources:ResourceGroup";

/** The form of the id of a resource in a program. Undefined: it is not imported. */
export function formOf(type: string, urn = ""): string | undefined {
  const token = withoutVersion(type);
  const isOfVault = urn.includes("azure-vm-backup:index:BackupVault$");
  return idForms[token] ?? (isOfVault ? companionForms[token] : undefined);
}

/** The values of the names in a form. */
export const namesIn = (form: string, inputs: Inputs): unknown[] =>
  [...form.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => inputs[name]);

const notNames: readonly unknown[] = ["", unknownMark, shownSecret];

/** An id with the names in the inputs. Undefined: a name is missing, secret, or not known yet. */
export function idOf(form: string, inputs: Inputs): string | undefined {
  const isName = (name: unknown) => typeof name === "string" && !notNames.includes(name);
  if (!namesIn(form, inputs).every(isName)) return undefined;
  return form.replace(/\{(\w+)\}/g, (_, name: string) => String(inputs[name]));
}
