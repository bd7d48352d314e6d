import type { RowForm } from "../core/rowsInventory";
import { listedName } from "../core/values";
import { type Words, wordsOf } from "../core/words";
import { assignmentType } from "../protection/builtIn/skippedVms";
import { rowForms } from "../rowForms";
import { azapi } from "./azapi";
import { resourceGroupType } from "./computedInputs";
import {
  type FieldPlace,
  type GenericProvider,
  idOf,
  type PlaceName,
  scopeIn,
  typeIn,
} from "./genericProvider";
import { nativeGeneric } from "./nativeGeneric";
import { type Fields, flattened, isFields, merged, placeIn, stepsOf } from "./payload";

/** What a resource of a generic type is, and how to read its inputs or outputs as those of azure-native's own type. */
export interface GenericKind {
  /** Azure's type. */
  readonly type: string;
  readonly apiVersion: string;
  /** Whether azure-native fills in what the program leaves out. */
  readonly isNative: boolean;
  readonly view: (values: unknown) => object;
  /** The program's names of the fields. */
  readonly words: (values: unknown) => Words;
  /** The program's property that has a property of azure-native's own type, and the type of what it refers to. Omitted: any. */
  readonly property: (name: string, values: unknown) => { readonly name: string; readonly type?: string };
}

const forms: Readonly<Record<string, RowForm>> = {
  ...rowForms,
  // An assessment reads neither of them.
  [assignmentType]: {
    ids: { policyAssignments: "policyAssignmentName" },
    flat: true,
    more: (id) => ({ scope: scopeIn(id) }),
  },
  [resourceGroupType]: { ids: { resourceGroups: "resourceGroupName" }, flat: true },
};

/** Azure's types that are read in a generic resource. */
export const genericTypes: readonly string[] = Object.keys(forms);

/** Fields of Azure's payload that are not in its properties. */
const rootFields = ["location", "tags", "sku", "identity", "zones", "kind", "plan", "extendedLocation"];

/** Only the resource itself: an azapi UpdateResource has a part of the payload, and a DataPlaneResource none of Azure Resource Manager's. */
const providers: readonly (readonly [token: RegExp, provider: GenericProvider])[] = [
  [/^azapi:[\w/]+:Resource$/i, azapi],
  [/^azure-native(?:_resources_v\d{8}[a-z]*)?:resources(?:\/v\d{8}[a-z]*)?:Resource$/i, nativeGeneric],
];

/** The provider of a token whose resources can be of any type. Undefined: the token has one type. */
export const genericProviderOf = (token: string): GenericProvider | undefined =>
  providers.find(([pattern]) => pattern.test(token))?.[1];

/**
 * What a resource of a generic type is: by its inputs or, if they do not show it, by its id. Undefined: a type that no rule reads.
 *
 * @throws The error of an unknown value if the type is not known yet.
 */
export function genericKindOf(provider: GenericProvider, values: Fields): GenericKind | undefined {
  const { type: declared, apiVersion } = provider.declared(values);
  const type = listedName(genericTypes, declared) ?? listedName(genericTypes, typeIn(idOf(values)));
  const form = type === undefined ? undefined : forms[type];
  if (type === undefined || form === undefined) return undefined;
  const reader = readerOf(provider, type, form);
  return {
    ...{ type, apiVersion: apiVersion.slice(0, "YYYY-MM-DD".length), isNative: provider.isNative },
    view: (of) => viewOf(reader, fieldsOf(of)),
    words: (of) => wordsFor(reader, fieldsOf(of)),
    property: (name, of) => propertyOf(reader, name, fieldsOf(of)),
  };
}

const fieldsOf = (values: unknown): Fields => (isFields(values) ? values : {});

/** A provider's resources of one type. */
interface Reader {
  readonly provider: GenericProvider;
  readonly type: string;
  readonly form: RowForm;
  /** The segment of an id before the name that is a field of azure-native's own type. */
  readonly segmentOf: ReadonlyMap<string, string>;
  /** Azure's names of properties that azure-native gives another name. */
  readonly theirs: ReadonlyMap<string, string>;
}

const inverted = (names: Readonly<Record<string, string>> = {}) =>
  new Map(Object.entries(names).map(([theirs, ours]) => [ours, theirs]));

const readerOf = (provider: GenericProvider, type: string, form: RowForm): Reader => ({
  ...{ provider, type, form },
  segmentOf: inverted(form.ids),
  theirs: inverted(form.renamed),
});

function placeName(
  { provider, type, segmentOf }: Reader,
  field: string,
  values: Fields,
): PlaceName | undefined {
  const segment = segmentOf.get(field)?.toLowerCase();
  if (segment === undefined) return undefined;
  return provider.names(values, type).find((name) => name.segment.toLowerCase() === segment);
}

function viewOf(reader: Reader, values: Fields): object {
  const { provider, form, segmentOf, theirs } = reader;
  const fieldOf = (name: string) => {
    const [first, ...others] = provider.field(values, name);
    return others.reduce((found, place) => merged(found, () => read(place)), read(first));
  };
  const valueAt = (key: string): unknown => {
    if (key === "id") return provider.id(values);
    if (segmentOf.has(key)) return placeName(reader, key, values)?.read();
    if (key === "scope" && form.more !== undefined) return provider.scope(values);
    if (key === "name") return values.name;
    if (rootFields.includes(key)) return fieldOf(key);
    if (!form.flat) return key === "properties" ? fieldOf(key) : undefined;
    const properties = fieldOf("properties");
    return isFields(properties) ? flattened((properties as Fields)[theirs.get(key) ?? key]) : undefined;
  };
  return new Proxy({}, { get: (_, key) => (typeof key === "string" ? valueAt(key) : undefined) });
}

/** The value at a place, with azure-native's names. */
function read({ read: readValue, names }: FieldPlace): unknown {
  const value = readValue();
  if (names === undefined || !isFields(value)) return value;
  return new Proxy(value, {
    get: (target, key) => Reflect.get(target, typeof key === "string" ? (names[key] ?? key) : key),
  });
}

/** As a payload of azure-native's own types is quoted. */
const payloadWords = wordsOf({});

function wordsFor(reader: Reader, values: Fields): Words {
  const path = (ours: string) => pathOf(reader, ours, values);
  return {
    ...payloadWords,
    path,
    name: path,
    phrase: (ours, value) => payloadWords.phrase(path(ours), value),
    without: (ours) => payloadWords.without(path(ours)),
  };
}

/** Where the program has, or would have, what azure-native's own type has at a path. */
function pathOf(reader: Reader, ours: string, values: Fields): string {
  const { provider, form, theirs } = reader;
  const [first, ...rest] = stepsOf(ours);
  if (first === undefined) return ours;
  const place = placeName(reader, first.key, values);
  if (place !== undefined) return place.path;
  const isRoot = rootFields.includes(first.key) || (!form.flat && first.key === "properties");
  const key = theirs.get(first.key) ?? first.key;
  const steps = isRoot ? rest : [{ key, text: `.${key}` }, ...rest];
  const places = provider
    .field(values, isRoot ? first.key : "properties")
    .map(({ path, read: readValue, names = {} }) => {
      const { path: inner, isFound } = placeIn(
        readValue,
        steps.map((step) => {
          const name = names[step.key];
          return name === undefined ? step : { key: name, text: `.${name}` };
        }),
      );
      return { path: path + inner, isFound };
    });
  return (places.find(({ isFound }) => isFound) ?? places[0])?.path ?? ours;
}

/** A property with a whole id depends on everything in it, so the type tells which part is meant. */
function propertyOf(reader: Reader, name: string, values: Fields) {
  const { form, segmentOf } = reader;
  const isProperty = form.flat || name === "properties" || rootFields.includes(name) || segmentOf.has(name);
  // Rules also ask for the classic provider's names.
  if (!isProperty) return { name };
  const own = stepsOf(pathOf(reader, name, values))[0]?.key ?? name;
  const isPartOfId = own !== name && name === "resourceGroupName";
  return { name: own, ...(isPartOfId && { type: resourceGroupType }) };
}
