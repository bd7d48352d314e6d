import { pathOf } from "./policyAliases";

export type Json = Record<string, unknown>;

/** A resource as a request to Azure Resource Manager has it. */
export type ArmResource = Readonly<Json>;

/** What the fields and expressions of a condition can read. */
export interface Scope {
  readonly resource: ArmResource;
  readonly parameters: Readonly<Json>;
  /** The member of each array that a count is evaluating, by the array's path. */
  readonly members: Readonly<Record<string, unknown>>;
  /** The text that a count over a list is evaluating, by the count's name. */
  readonly texts: Readonly<Record<string, unknown>>;
}

/** The values of a field: every member's value for an array alias, one value for any other. */
export function valuesOf(
  name: string,
  scope: Scope,
): { readonly values: readonly unknown[]; readonly many: boolean } {
  const tag = /^tags\[['"]?(.*?)['"]?\]$/.exec(name) ?? /^tags\.(.*)$/.exec(name);
  if (tag) {
    const tags = (scope.resource.tags ?? {}) as Json;
    const key = Object.keys(tags).find((one) => one.toLowerCase() === tag[1]?.toLowerCase());
    return { values: [key === undefined ? null : tags[key]], many: false };
  }
  if (["type", "name", "location", "kind", "id", "tags"].includes(name))
    return { values: [scope.resource[name] ?? null], many: false };
  if (name === "identity.type")
    return { values: [(scope.resource.identity as Json | undefined)?.type ?? null], many: false };
  const { path, many } = pathOf(name);
  return { values: walk([scope.resource], path.split("."), "", scope), many };
}

function walk(
  nodes: readonly unknown[],
  [step, ...rest]: readonly string[],
  at: string,
  scope: Scope,
): unknown[] {
  if (step === undefined) return nodes.map((node) => node ?? null);
  const key = step.replace("[*]", "");
  const path = at === "" ? step : `${at}.${step}`;
  const next = nodes.flatMap((node) => {
    const value = propertyOf(node, key);
    if (!step.endsWith("[*]")) return [value];
    if (path in scope.members) return [scope.members[path]];
    return Array.isArray(value) ? value : [];
  });
  return walk(next, rest, path, scope);
}

/** A property's value; Azure ignores case in the names of properties. */
export function propertyOf(node: unknown, name: string): unknown {
  if (typeof node !== "object" || node === null) return null;
  const key = Object.keys(node).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? null : ((node as Json)[key] ?? null);
}
