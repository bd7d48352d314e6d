import { isObject, type Json, text } from "./json";
import { type ResourceType, resourceTypes } from "./types";

/** A resource type as a Pulumi token names it. */
export interface KnownType extends ResourceType {
  /** Such as `recoveryservices:Vault`. */
  token: string;
  /** Omitted for a type of the table; `true` for one that is only accepted, with a plausible ARM id. */
  generic?: true;
}

/**
 * Finds the row of a token. A token with an API version, whether `azure-native:network/v20240501:Subnet` or
 * `azure-native_network_v20240501:network:Subnet`, is the type without one, at that version.
 */
export function typeOf(token: string, inputs: Json = {}): KnownType {
  const parts = /^azure-native(?:_\w+?_v(\w+))?:(\w+)(?:\/v(\w+))?:(\w+)$/.exec(token);
  if (!parts) throw new Error(`Resource type ${token} not found`);
  const [, package_, module, folder, name] = parts;
  const key = `${module}:${name}`;
  const row = resourceTypes[key];
  const version = apiVersion(package_ ?? folder);
  if (row) return { ...row, token: key, apiVersion: version ?? row.apiVersion };
  return genericType(key, module ?? "", name ?? "", inputs, version ?? "2024-01-01");
}

function apiVersion(folder: string | undefined): string | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(preview)?$/.exec(folder ?? "");
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}${parts[4] ? "-preview" : ""}` : undefined;
}

/** An id for a type without a row: its own name last, whatever other names it was given as its parents. */
function genericType(token: string, module: string, name: string, inputs: Json, version: string): KnownType {
  const own = name.charAt(0).toLowerCase() + name.slice(1);
  const names = Object.keys(inputs).filter((key) => key.endsWith("Name") && key !== "resourceGroupName");
  const ownName = names.find((key) => key === `${own}Name`) ?? (names.length === 1 ? names[0] : `${own}Name`);
  const parents = names.filter((key) => key !== ownName).sort();
  const root =
    "scope" in inputs
      ? "/{scope}"
      : `/subscriptions/{subscriptionId}${"resourceGroupName" in inputs ? "/resourceGroups/{resourceGroupName}" : ""}`;
  const space = module.charAt(0).toUpperCase() + module.slice(1);
  const above = parents.map((key) => `/${key.replace(/Name$/, "s")}/{${key}}`).join("");
  const path = `${root}/providers/Microsoft.${space}${above}/${own}s/{${ownName}}`;
  return { token, generic: true, path, apiVersion: version, inputs: [], outputs: [] };
}

/** The inputs that name a resource, in the order of its id. */
export function pathInputs(type: ResourceType): string[] {
  return [...type.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}

export function fillPath(path: string, inputs: Json, subscriptionId: string): string {
  return path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = key === "subscriptionId" ? subscriptionId : inputs[key];
    if (typeof value !== "string") {
      throw new Error(`expected string value for path parameter '${key}', got ${kindOf(value)}`);
    }
    return value.replace(/^\/|\/$/g, "");
  });
}

/** The inputs of which a path was made. Undefined: the id is not of this path. */
export function readPath(path: string, id: string): Record<string, string> | undefined {
  const keys = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const pattern = path.replace(/\{(\w+)\}/g, (_, key) =>
    ["scope", "resourceUri", "resourceId"].includes(key) ? "(.+)" : "([^/]+)",
  );
  const values = new RegExp(`^${pattern}$`, "i").exec(id)?.slice(1);
  if (!values) return undefined;
  return Object.fromEntries(keys.map((key, i) => [key, values[i] ?? ""]));
}

/** The resource provider's name of the type, such as `Microsoft.Network/virtualNetworks/subnets`. */
export function armType(path: string): string {
  const parts = path.split("/providers/").pop()?.split("/") ?? [];
  if (!path.includes("/providers/")) return "Microsoft.Resources/resourceGroups";
  return [parts[0], ...parts.slice(1).filter((_, i) => i % 2 === 0)].join("/");
}

/** The id of the resource that must exist first, other than the resource group. */
export function parentPath(type: ResourceType): string | undefined {
  if (type.parent) return type.parent;
  const above = type.path.split("/").slice(0, -2).join("/");
  return /\/providers\/[^/]+$/.test(above) || !above.includes("/providers/") ? undefined : above;
}

export function groupOf(id: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(id)?.[0];
}

export function lastName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** `West Europe` and `westeurope` are one region. */
export function region(location: unknown): string {
  return typeof location === "string" ? location.toLowerCase().replaceAll(" ", "") : "";
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  return isObject(value) ? "an object" : (text(value) ?? typeof value);
}
