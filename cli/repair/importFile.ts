import { unknownMark } from "../../src/stack/marks";

/** What `pulumi preview --import-file` writes: the resources that would be created, to be given their ids. */
export interface ImportFile {
  readonly nameTable?: Readonly<Record<string, string>>;
  /** Missing where nothing would be created. */
  readonly resources?: readonly ImportEntry[];
}

export interface ImportEntry {
  readonly type: string;
  /** What the entry is called within the file. */
  readonly name: string;
  /** The resource's name, where another entry has it too. */
  readonly logicalName?: string;
  readonly id?: string;
  readonly component?: boolean;
}

/** The part of `pulumi preview --json` that is read here. */
export interface PreviewSteps {
  readonly steps?: readonly {
    readonly urn: string;
    readonly newState?: { readonly inputs?: Readonly<Record<string, unknown>> };
  }[];
}

const vault = "resourceGroups/{resourceGroupName}/providers/Microsoft.RecoveryServices/vaults/{vaultName}";

/** Ids of what this library makes and azure-native refuses to create a second time, from the names in the inputs. */
const idForms: Readonly<Record<string, string>> = {
  "azure-native:recoveryservices:Vault": vault,
  "azure-native:recoveryservices:ProtectionPolicy": `${vault}/backupPolicies/{policyName}`,
  "azure-native:recoveryservices:ProtectedItem": `${vault}/backupFabrics/{fabricName}/protectionContainers/{containerName}/protectedItems/{protectedItemName}`,
};

/** The subscription of a stack's resources, as far as one of them has an id. */
export function subscriptionOf(ids: readonly string[]): string | undefined {
  const found = ids.map((id) => /^\/subscriptions\/([^/]+)\//i.exec(id)?.[1]);
  return found.find((id) => id !== undefined);
}

/**
 * The import file of what would be created and may exist in Azure already: each of our resources with its id, made of the names
 * under which it is declared, since an id in another spelling is another resource for Pulumi. Components stay, as parents.
 */
export function importable(
  file: ImportFile,
  preview: PreviewSteps,
  subscriptionId: string,
): ImportFile & Required<Pick<ImportFile, "resources">> {
  const resources = (file.resources ?? []).flatMap((entry) => {
    if (entry.component === true) return [entry];
    const form = idForms[entry.type];
    const step = preview.steps?.find(({ urn }) =>
      urn.endsWith(`${entry.type}::${entry.logicalName ?? entry.name}`),
    );
    const id = form && step && idOf(form, step.newState?.inputs ?? {});
    return id === undefined ? [] : [{ ...entry, id: `/subscriptions/${subscriptionId}/${id}` }];
  });
  return { ...file, resources };
}

/** An id with the names of the inputs; undefined where one is missing or not known yet. */
function idOf(form: string, inputs: Readonly<Record<string, unknown>>): string | undefined {
  const names = [...form.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => inputs[name]);
  if (names.some((name) => typeof name !== "string" || name === "" || name === unknownMark)) return undefined;
  return form.replace(/\{(\w+)\}/g, (_, name: string) => String(inputs[name]));
}
