import { formOf, groupForm, idOf, isGroup, isImported, namesIn, typeIn } from "./idForms";
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
  /** Name of the parent, here or in the table of names. */
  readonly parent?: string;
  /** Name of the provider, here or in the table of names. Undefined: it is a default provider. */
  readonly provider?: string;
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
      /** URN and id of the provider. */
      readonly provider?: string;
      readonly inputs?: Inputs;
      /** By input, the URNs of the resources that its value comes from. */
      readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
    };
  }[];
}

/** What a program declares and its stack does not have. */
export interface Missing {
  readonly importFile: ImportFile & Required<Pick<ImportFile, "resources">>;
  /** Names of the entries whose provider the file does not have: an older CLI leaves it out. They are not in the import file. */
  readonly withoutProvider: readonly string[];
}

/**
 * The import file for the resources of this library, and the resource groups that hold them, that would be created and may already exist
 * in Azure, with their ids. The ids have the names as the program spells them, because Pulumi treats an id in another spelling as another
 * resource. Components stay in the file, because they are parents, and so do providers of the resources.
 *
 * @param subscriptionOf The subscription in which to look for a resource, by its provider. Undefined: it is not known.
 */
export function withIds(
  file: ImportFile,
  preview: PreviewSteps,
  subscriptionOf: (provider: string | undefined) => string | undefined,
): Missing {
  const all = file.resources ?? [];
  const found = toImport(file, preview).flatMap(({ entry, form, step }) => {
    const { inputs, provider } = step?.newState ?? {};
    const id = idOf(form, { ...inputs, subscriptionId: subscriptionOf(provider) });
    return id === undefined ? [] : [{ ...entry, id }];
  });
  const names = new Set([...Object.keys(file.nameTable ?? {}), ...all.map(({ name }) => name)]);
  const hasProvider = ({ provider }: ImportEntry) => provider === undefined || names.has(provider);
  const withId = new Map(found.filter(hasProvider).map((entry) => [entry.name, entry]));
  const providers = new Set([...withId.values()].map(({ provider }) => provider));
  const resources = all.flatMap((entry) =>
    entry.component === true || (isProvider(entry) && providers.has(entry.name))
      ? [entry]
      : (withId.get(entry.name) ?? []),
  );
  return {
    importFile: { ...file, resources },
    withoutProvider: found.filter((entry) => !hasProvider(entry)).map(({ name }) => name),
  };
}

const isProvider = ({ type }: ImportEntry): boolean => type.startsWith("pulumi:providers:");

/** The providers of the entries that may exist in Azure. */
export const providersOf = (file: ImportFile, preview: PreviewSteps): (string | undefined)[] =>
  toImport(file, preview)
    .filter(({ form }) => form.includes("{subscriptionId}"))
    .map(({ step }) => step?.newState?.provider);

/** The entries that may exist in Azure, with the forms of their ids. */
function toImport(file: ImportFile, preview: PreviewSteps) {
  const groupsOfBackups = new Set(
    (preview.steps ?? [])
      .filter(({ urn }) => isImported(typeIn(urn)))
      .flatMap(({ newState }) => newState?.propertyDependencies?.resourceGroupName ?? []),
  );
  return (file.resources ?? []).flatMap((entry) => {
    if (entry.component === true) return [];
    const step = stepOf(entry, preview);
    const form =
      isGroup(entry.type) && groupsOfBackups.has(step?.urn ?? "") ? groupForm : formOf(entry.type, step?.urn);
    return form === undefined ? [] : [{ entry, form, step }];
  });
}

/**
 * The part of an import file that can be imported now. A provider whose parent is imported too must wait: the CLI creates the provider
 * first, and then saves a state that refers to a parent which it does not have.
 */
export function readyPart<T extends ImportFile & Required<Pick<ImportFile, "resources">>>(file: T): T {
  const inFile = new Set(file.resources.map(({ name }) => name));
  const waiting = new Set(
    file.resources
      .filter((entry) => isProvider(entry) && inFile.has(entry.parent ?? ""))
      .map(({ name }) => name),
  );
  const resources = file.resources.filter(
    ({ name, provider }) => !waiting.has(name) && !waiting.has(provider ?? ""),
  );
  return { ...file, resources };
}

/** Names of the entries without an id because a preview does not show a name that is a secret. */
export const withSecretId = (file: ImportFile, preview: PreviewSteps): string[] =>
  toImport(file, preview)
    .filter(({ form, step }) => namesIn(form, step?.newState?.inputs ?? {}).includes(shownSecret))
    .map(({ entry }) => entry.name);

type Step = NonNullable<PreviewSteps["steps"]>[number];

const stepOf = ({ type, name, logicalName }: ImportEntry, { steps }: PreviewSteps): Step | undefined =>
  steps?.find(({ urn }) => urn.endsWith(`${type}::${logicalName ?? name}`));
