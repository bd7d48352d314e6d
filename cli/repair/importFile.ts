import { unknownMark } from "../../src/stack/marks";
import type { Inputs } from "./importedResource";
import { shownSecret } from "./secretInputs";

/** The file that `pulumi preview --import-file` writes: the resources that would be created, without ids. */
export interface ImportFile {
  readonly nameTable?: Readonly<Record<string, string>>;
  /** Undefined: nothing would be created. */
  readonly resources?: readonly ImportEntry[];
}

export interface ImportEntry {
  readonly type: string;
  /** Name of the entry in the file. */
  readonly name: string;
  /** Name of the resource. Undefined: it is the name of the entry. */
  readonly logicalName?: string;
  readonly id?: string;
  readonly component?: boolean;
}

/** The part of `pulumi preview --json` that gives the names in ids, and what is deleted. */
export interface PreviewSteps {
  readonly steps?: readonly {
    readonly op?: string;
    readonly urn: string;
    readonly oldState?: {
      /** Another URN than that of the step if the resource was renamed. */
      readonly urn?: string;
      readonly id?: string;
      readonly retainOnDelete?: boolean;
      readonly outputs?: Inputs;
    };
    readonly newState?: {
      readonly inputs?: Inputs;
      /** By input, the URNs of the resources that its value comes from. */
      readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
    };
  }[];
}

const group = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";
const vaultId = `${group}/providers/Microsoft.RecoveryServices/vaults/{vaultName}`;
const endpointId = `${group}/providers/Microsoft.Network/privateEndpoints/{privateEndpointName}`;

/** Ids of vaults, policies and items, which azure-native refuses to create twice. The names are inputs. By type token. */
const idForms: Readonly<Record<string, string>> = {
  "azure-native:recoveryservices:Vault": vaultId,
  "azure-native:recoveryservices:ProtectionPolicy": `${vaultId}/backupPolicies/{policyName}`,
  "azure-native:recoveryservices:ProtectedItem": `${vaultId}/backupFabrics/{fabricName}/protectionContainers/{containerName}/protectedItems/{protectedItemName}`,
};

/** A resource group in a program, and its id. */
export const groupType = "azure-native:resources:ResourceGroup";

/** Ids of what belongs to a vault. They are imported only if their parent is a BackupVault: a program may have others. */
const companionForms: Readonly<Record<string, string>> = {
  "azure-native:recoveryservices:ResourceGuardProxy": `${vaultId}/backupResourceGuardProxies/{resourceGuardProxyName}`,
  "azure-native:authorization:ManagementLockByScope":
    "{scope}/providers/Microsoft.Authorization/locks/{lockName}",
  "azure-native:authorization:RoleAssignment":
    "{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
  "azure-native:monitor:DiagnosticSetting":
    "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
  "azure-native:alertsmanagement:AlertProcessingRuleByName": `${group}/providers/Microsoft.AlertsManagement/actionRules/{alertProcessingRuleName}`,
  "azure-native:network:PrivateEndpoint": endpointId,
  "azure-native:network:PrivateDnsZoneGroup": `${endpointId}/privateDnsZoneGroups/{privateDnsZoneGroupName}`,
};

/** Whether a resource of a type is imported. A resource group is only imported if it holds a backup. */
export const isImported = (type: string): boolean => Object.hasOwn(idForms, type);

/** The subscription in the first of a stack's ids that has one. Undefined: none has. */
export function subscriptionOf(ids: readonly string[]): string | undefined {
  const subscriptions = ids.map((id) => /^\/subscriptions\/([^/]+)\//i.exec(id)?.[1]);
  return subscriptions.find((subscription) => subscription !== undefined);
}

/**
 * The import file for the resources of this library, and the resource groups that hold them, that would be created and may already exist
 * in Azure, with their ids. The ids have the names as the program spells them, because Pulumi treats an id in another spelling as another
 * resource. Components stay in the file, because they are parents.
 */
export function withIds(
  file: ImportFile,
  preview: PreviewSteps,
  subscriptionId: string,
): ImportFile & Required<Pick<ImportFile, "resources">> {
  const { steps = [] } = preview;
  const groupsOfBackups = new Set(
    steps
      .filter(({ urn }) => isImported(urn.split("::").at(-2)?.split("$").at(-1) ?? ""))
      .flatMap(({ newState }) => newState?.propertyDependencies?.resourceGroupName ?? []),
  );
  const resources = (file.resources ?? []).flatMap((entry) => {
    if (entry.component === true) return [entry];
    const step = stepOf(entry, preview);
    const isGroup = entry.type === groupType && groupsOfBackups.has(step?.urn ?? "");
    const form = isGroup ? group : formOf(entry, step);
    const id = form && idOf(form, { ...step?.newState?.inputs, subscriptionId });
    return id === undefined ? [] : [{ ...entry, id }];
  });
  return { ...file, resources };
}

/** Names of the entries without an id because a preview does not show a name that is a secret. */
export const withSecretId = ({ resources = [] }: ImportFile, preview: PreviewSteps): string[] =>
  resources
    .filter((entry) => {
      const step = stepOf(entry, preview);
      const form = entry.component === true ? undefined : formOf(entry, step);
      return form !== undefined && namesIn(form, step?.newState?.inputs ?? {}).includes(shownSecret);
    })
    .map(({ name }) => name);

type Step = NonNullable<PreviewSteps["steps"]>[number];

const stepOf = ({ type, name, logicalName }: ImportEntry, { steps }: PreviewSteps): Step | undefined =>
  steps?.find(({ urn }) => urn.endsWith(`${type}::${logicalName ?? name}`));

/** The form of an entry's id. Undefined: it is not imported. */
const formOf = ({ type }: ImportEntry, step: Step | undefined): string | undefined =>
  step?.urn.includes("azure-vm-backup:index:BackupVault$")
    ? (idForms[type] ?? companionForms[type])
    : idForms[type];

const namesIn = (form: string, inputs: Inputs): unknown[] =>
  [...form.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => inputs[name]);

const notNames: readonly unknown[] = ["", unknownMark, shownSecret];

/** An id with the names in the inputs. Undefined: a name is missing, secret, or not known yet. */
function idOf(form: string, inputs: Inputs): string | undefined {
  const isName = (name: unknown) => typeof name === "string" && !notNames.includes(name);
  if (!namesIn(form, inputs).every(isName)) return undefined;
  return form.replace(/\{(\w+)\}/g, (_, name: string) => String(inputs[name]));
}
