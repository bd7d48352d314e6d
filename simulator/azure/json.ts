/** Plain JSON, and functions that read values of it whose types are not known. */

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a dotted path. Undefined: the path leads nowhere. */
export function valueAt(value: unknown, path: string): unknown {
  if (path === "") return value;
  return path.split(".").reduce<unknown>((found, key) => (isObject(found) ? found[key] : undefined), value);
}

/** The object at a dotted path. Empty if there is none. */
export function objectAt(value: unknown, path = ""): Json {
  const found = valueAt(value, path);
  return isObject(found) ? found : {};
}

/** The array at a dotted path. Empty if there is none. */
export function listAt(value: unknown, path = ""): unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

/** The string at a dotted path. Undefined: the value is missing or is not a string. */
export function textAt(value: unknown, path = ""): string | undefined {
  const found = valueAt(value, path);
  return typeof found === "string" ? found : undefined;
}

/** Removes nulls, and objects that are empty without them: Azure treats both like omitted properties. */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isObject(value)) return value ?? undefined;
  const entries = Object.entries(value)
    .map(([key, field]) => [key, withoutEmpty(field)] as const)
    .filter(([, field]) => field !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Merges deeply; `overrides` win over `defaults`. */
export function withDefaults(overrides: Json, defaults: Json): Json {
  const merged: Json = { ...defaults };
  for (const [key, value] of Object.entries(overrides)) {
    const base = merged[key];
    merged[key] = isObject(value) && isObject(base) ? withDefaults(value, base) : value;
  }
  return merged;
}

/** Whether both are strings that differ at most in letter case: Azure compares names and ids this way. */
export function equalIgnoringCase(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

/** A copy without the property at a path. */
export function withoutPath(value: Json, [key = "", ...rest]: string[]): Json {
  const inner = value[key];
  if (rest.length > 0) return isObject(inner) ? { ...value, [key]: withoutPath(inner, rest) } : value;
  const { [key]: _, ...others } = value;
  return others;
}
