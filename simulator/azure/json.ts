/** Plain JSON, and the few helpers that read it without trusting its shape. */

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at a dotted path, or an empty one. */
export function object(value: unknown, path = ""): Json {
  const found = at(value, path);
  return isObject(found) ? found : {};
}

/** The array at a dotted path, or an empty one. */
export function list(value: unknown, path = ""): unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** The text at a dotted path, if it is text. */
export function text(value: unknown, path = ""): string | undefined {
  const found = at(value, path);
  return typeof found === "string" ? found : undefined;
}

/** The value at a dotted path, if there is one. */
export function at(value: unknown, path: string): unknown {
  if (path === "") return value;
  return path.split(".").reduce<unknown>((found, key) => (isObject(found) ? found[key] : undefined), value);
}

/** Without nulls, and without blocks in which there is nothing: Azure takes both for what is left out. */
export function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (!isObject(value)) return value ?? undefined;
  const entries = Object.entries(value)
    .map(([key, field]) => [key, withoutNothing(field)] as const)
    .filter(([, field]) => field !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** `first` laid over `defaults`, object by object. */
export function withDefaults(first: Json, defaults: Json): Json {
  const merged: Json = { ...defaults };
  for (const [key, value] of Object.entries(first)) {
    const base = merged[key];
    merged[key] = isObject(value) && isObject(base) ? withDefaults(value, base) : value;
  }
  return merged;
}

/** Equality as Azure sees it for names and ids. */
export function sameText(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}
