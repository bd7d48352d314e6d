import { isObject, type Json, textAt } from "./json";
import { namespaceOf, pluralOf, type StoredType, storedTypes } from "./storedTypes";
import { type ResourceType, resourceTypes } from "./types";

/** The resource type of a Pulumi type token. */
export interface ResolvedType extends ResourceType {
  /** E.g. `recoveryservices:Vault`. */
  token: string;
  /** Set for a type outside of types.ts: it is stored and not checked. */
  unmodelled?: true;
  /** Outputs of an unmodelled type that Azure makes of the names in its id. */
  namedOutputs?: StoredType["outputs"];
}

/**
 * The type of a token, e.g. `azure-native:network:Subnet`. Tokens with an API version, `azure-native:network/v20240501:Subnet` or
 * `azure-native_network_v20240501:network:Subnet`, resolve to the same type at that version. `inputs` shape the id of an unmodelled
 * type.
 */
export function resourceTypeOf(token: string, inputs: Json = {}): ResolvedType {
  const parts = /^azure-native(?:_\w+?_v(\w+))?:(\w+)(?:\/v(\w+))?:(\w+)$/.exec(token);
  if (!parts) throw new Error(`Resource type ${token} not found`);
  const [, packageVersion, module = "", moduleVersion, name = ""] = parts;
  const key = `${module}:${name}`;
  const version = apiVersion(packageVersion ?? moduleVersion);
  if (resourceTypes[key] === undefined)
    return unmodelledType(key, module, name, inputs, version ?? "2024-01-01");
  const type = modelledType(key);
  return { ...type, apiVersion: version ?? type.apiVersion };
}

/** A type of the table, e.g. `network:Subnet`. @throws Error if the table does not have it. */
export function modelledType(token: string): ResolvedType {
  const type = resourceTypes[token];
  if (!type) throw new Error(`Simulated Azure does not model ${token}.`);
  return { ...type, token };
}

function apiVersion(compact: string | undefined): string | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(preview)?$/.exec(compact ?? "");
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}${parts[4] ? "-preview" : ""}` : undefined;
}

/** A type that is only stored. Its id is in a table, or made of its token and inputs. */
function unmodelledType(
  token: string,
  module: string,
  name: string,
  inputs: Json,
  version: string,
): ResolvedType {
  const stored = storedTypes[token];
  const path = stored?.path ?? probablePath(module, name, inputs);
  return {
    ...{ token, path, unmodelled: true, apiVersion: version, inputs: [], outputs: [] },
    ...(stored?.outputs && { namedOutputs: stored.outputs }),
  };
}

/** The id ends with the resource's own name. All other names among the inputs become its parents. */
function probablePath(module: string, name: string, inputs: Json): string {
  const singular = name.charAt(0).toLowerCase() + name.slice(1);
  const names = Object.keys(inputs).filter((key) => key.endsWith("Name") && key !== "resourceGroupName");
  const isOwn = (key: string) => name.toLowerCase().endsWith(key.replace(/Name$/, "").toLowerCase());
  const ownName = names.find(isOwn) ?? (names.length === 1 ? names[0] : `${singular}Name`);
  const parents = names.filter((key) => key !== ownName).sort();
  const group = "resourceGroupName" in inputs ? "/resourceGroups/{resourceGroupName}" : "";
  const root = "scope" in inputs ? "/{scope}" : `/subscriptions/{subscriptionId}${group}`;
  const above = parents.map((key) => `/${pluralOf(key.replace(/Name$/, ""))}/{${key}}`).join("");
  return `${root}/providers/${namespaceOf(module)}${above}/${pluralOf(singular)}/{${ownName}}`;
}

/** The inputs that make up a type's id, in their order. */
export function pathParameters({ path }: Pick<ResourceType, "path">): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

/** The id that a path and inputs make. @throws Error if an input that the path needs is not a string. */
export function fillPath(path: string, inputs: Json, subscriptionId: string): string {
  return path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = key === "subscriptionId" ? subscriptionId : inputs[key];
    if (typeof value !== "string") {
      throw new Error(`expected string value for path parameter '${key}', got ${describeType(value)}`);
    }
    return value.replace(/^\/|\/$/g, "");
  });
}

/** The values of a path's parameters in an id. Undefined: the id does not have this path. */
export function parsePath(path: string, id: string): Record<string, string> | undefined {
  const { pattern, names } = parsedPath(path);
  const values = pattern.exec(id)?.slice(1);
  if (!values) return undefined;
  return Object.fromEntries(names.map((key, i) => [key, values[i] ?? ""]));
}

const parsedPaths = new Map<string, { readonly pattern: RegExp; readonly names: readonly string[] }>();

/** A path's pattern, compiled once: every request matches ids with the paths of all types. */
function parsedPath(path: string) {
  const known = parsedPaths.get(path);
  if (known !== undefined) return known;
  const pattern = path.replace(/\{(\w+)\}/g, (_, key) =>
    ["scope", "resourceUri", "resourceId"].includes(key) ? "(.+)" : "([^/]+)",
  );
  const parsed = { pattern: new RegExp(`^${pattern}$`, "i"), names: pathParameters({ path }) };
  parsedPaths.set(path, parsed);
  return parsed;
}

/** The type in Azure Resource Manager, e.g. `Microsoft.Network/virtualNetworks/subnets`. */
export function armType(path: string): string {
  const parts = path.split("/providers/").pop()?.split("/") ?? [];
  if (!path.includes("/providers/")) return "Microsoft.Resources/resourceGroups";
  return [parts[0], ...parts.slice(1).filter((_, i) => i % 2 === 0)].join("/");
}

/** The path of the parent that must exist first. Undefined: only the resource group must exist. */
export function parentPath(type: ResourceType): string | undefined {
  if (type.parent) return type.parent;
  const above = type.path.split("/").slice(0, -2).join("/");
  return /\/providers\/[^/]+$/.test(above) || !above.includes("/providers/") ? undefined : above;
}

export function resourceGroupIdOf(id: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(id)?.[0];
}

/** The resource's name: the last segment of its id. */
export function nameFromId(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** `West Europe` and `westeurope` are the same region. */
export function normalizeRegion(location: unknown): string {
  return typeof location === "string" ? location.toLowerCase().replaceAll(" ", "") : "";
}

function describeType(value: unknown): string {
  if (value === undefined) return "nothing";
  return isObject(value) ? "an object" : (textAt(value) ?? typeof value);
}
