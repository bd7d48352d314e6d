import { type InventoryResource, inventoryOf } from "../../src/core/inventory";
import { readRow } from "../../src/core/rowsInventory";
import { textOf } from "../../src/core/values";
import { rowForms } from "../../src/rowForms";
import { unknownMark } from "../../src/stack/marks";
import { withUnknowns } from "./hidden";
import type { Source } from "./source";
import { evaluate, resourceKey, type Scope } from "./templateExpressions";

type Json = Readonly<Record<string, unknown>>;

interface TemplateResource {
  readonly type: string;
  readonly name: string;
  readonly copy?: unknown;
  readonly existing?: boolean;
  readonly resources?: Resources;
  readonly [field: string]: unknown;
}

/** A list or, since language version 2.0, a map by symbolic names. */
type Resources = readonly TemplateResource[] | Readonly<Record<string, TemplateResource>>;

/**
 * The resources of an ARM template. It contains neither its subscription nor its resource group, so both are unknown, and so is what
 * an expression cannot tell. Undefined: it is another file.
 */
export function templateOf(json: Json): Source[] | undefined {
  const { $schema, resources, parameters, variables } = json;
  if (!/deploymentTemplate/i.test(textOf($schema)) || !areResources(resources)) return undefined;
  const scope: Scope = { parameters: parameters ?? {}, variables: variables ?? {} };
  const nodes = listOf(resources as Resources).flatMap((resource) => nodesOf(resource, scope));
  const byKey = new Map<string, InventoryResource>();
  for (const { key, type, name, inputs, references } of nodes) {
    const visible = withUnknowns(inputs, name);
    byKey.set(key, {
      ...{ urn: key, name, type, inputs: visible, outputs: visible },
      dependencies: (property) =>
        [...(references.get(property) ?? [])].flatMap((one) => byKey.get(one) ?? []),
    });
  }
  return [{ subscriptionId: "", inventory: inventoryOf([...byKey.values()]), isOfAzure: false }];
}

/** Whether a value has resources only, also those below them. */
const areResources = (value: unknown): value is Resources =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every(
    (resource: Partial<TemplateResource> | null) =>
      typeof resource?.type === "string" &&
      typeof resource.name === "string" &&
      (resource.resources === undefined || areResources(resource.resources)),
  );

const listOf = (resources: Resources): TemplateResource[] =>
  Object.values(resources).filter(({ existing }) => existing !== true);

interface Node {
  readonly key: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: object;
  /** By property: the keys of the resources to which its expressions refer. */
  readonly references: ReadonlyMap<string, ReadonlySet<string>>;
}

function nodesOf(resource: TemplateResource, scope: Scope, parent?: { type: string; name: string }): Node[] {
  const { resources: children = [], apiVersion: _, dependsOn: __, comments: ___, copy, ...fields } = resource;
  const type = parent === undefined ? resource.type : `${parent.type}/${resource.type}`;
  const names = new Set<string>();
  // A loop makes several resources of one, whose names depend on the round.
  const evaluated = copy === undefined ? evaluate(resource.name, scope, names) : unknownMark;
  const isKnown = typeof evaluated === "string" && evaluated !== unknownMark;
  const name = [parent?.name, isKnown ? evaluated : resource.name].filter(Boolean).join("/");
  const known = Object.keys(rowForms).find((one) => one.toLowerCase() === type.toLowerCase());
  const nested = listOf(children).flatMap((child) => nodesOf(child, scope, { type, name }));
  if (known === undefined) return nested;
  const references = new Map<string, Set<string>>();
  const payload = payloadOf(fields, scope, references);
  const inputs = { ...(readRow({ ...payload, id: idOf(type, name), type, name }, rowForms) ?? {}) };
  const idFields = namesOf(inputs, payload);
  for (const field of ["resourceGroupName", "id", ...(isKnown ? [] : idFields)]) inputs[field] = unknownMark;
  // A child names its parents, e.g. a protected item its vault.
  const parents = new Set(parentKeys(type, name));
  for (const field of idFields) references.set(field, parents);
  return [{ key: resourceKey(type, name.split("/")), type: known, name, inputs, references }, ...nested];
}

/** The fields of the id, which are unknown together if the name is. */
const namesOf = (inputs: Json, payload: Json): string[] =>
  Object.keys(inputs).filter((field) => field.endsWith("Name") && !(field in payload));

/** Keys of the resources above one. */
function parentKeys(type: string, name: string): string[] {
  const [provider = "", ...kinds] = type.split("/");
  const names = name.split("/");
  return kinds
    .slice(0, -1)
    .map((_, i) => resourceKey([provider, ...kinds.slice(0, i + 1)].join("/"), names.slice(0, i + 1)));
}

/** The evaluated fields. Each property of a resource can be asked for what it depends on. */
function payloadOf(fields: Json, scope: Scope, references: Map<string, Set<string>>): Json {
  const evaluateEach = (values: Json): Json =>
    Object.fromEntries(
      Object.entries(values).map(([property, value]) => {
        const found = new Set<string>();
        const evaluated = evaluate(value, scope, found);
        references.set(property, found);
        return [property, evaluated];
      }),
    );
  const { name: _, type: __, properties, ...rest } = fields;
  const own = evaluateEach(rest);
  if (typeof properties !== "object" || properties === null) return own;
  const inner = evaluateEach(properties as Json);
  // Rules ask for the dependencies of a flattened property, or of all properties together.
  references.set(
    "properties",
    new Set(Object.keys(inner).flatMap((property) => [...(references.get(property) ?? [])])),
  );
  return { ...own, properties: inner };
}

/** An id from which only the names are read. */
function idOf(type: string, name: string): string {
  const [provider = "", ...kinds] = type.split("/");
  const names = name.split("/");
  return `/subscriptions/_/resourceGroups/_/providers/${provider}/${kinds.map((kind, i) => `${kind}/${names[i] ?? ""}`).join("/")}`;
}
