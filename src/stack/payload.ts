import { ifKnown } from "../core/inventory";

/** A structure whose values any part of a program can have made: any of them may be missing, unknown or of a wrong type. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with named fields. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Azure's payload as azure-native writes it: what is in `properties` of an object is a field of the object. A field is read only on
 * demand, because any may be unknown.
 */
export function flattened(value: unknown): unknown {
  return typeof value === "object" && value !== null ? new Proxy(value, flat) : value;
}

const flat: ProxyHandler<object> = {
  get: (target, key) => {
    const own = Reflect.get(target, key);
    if (own !== undefined || typeof key === "symbol" || Array.isArray(target) || key in target)
      return flattened(own);
    const inner = (target as Fields).properties;
    return isFields(inner) ? flattened(inner[key]) : undefined;
  },
};

/** Two payloads as one. Where both have a value, the first one counts. */
export function merged(first: unknown, second: () => unknown): unknown {
  if (first === undefined) return second();
  if (!isFields(first)) return first;
  return new Proxy(first, {
    get: (target, key) =>
      typeof key === "symbol"
        ? Reflect.get(target, key)
        : merged(Reflect.get(target, key), () => {
            const other = second();
            return isFields(other) ? other[key] : undefined;
          }),
    has: (target, key) => key in target || keysOf(second).includes(key),
    ownKeys: (target) => [...new Set([...Reflect.ownKeys(target), ...keysOf(second)])],
    getOwnPropertyDescriptor: (target, key) =>
      Reflect.getOwnPropertyDescriptor(target, key) ??
      (keysOf(second).includes(key) ? { enumerable: true, configurable: true } : undefined),
  });
}

const keysOf = (read: () => unknown): (string | symbol)[] => {
  const value = ifKnown(read);
  return isFields(value) ? Reflect.ownKeys(value) : [];
};

/** A step of a path: a name, or the index of an element. */
export interface Step {
  readonly key: string;
  /** As the path writes it: `.name`, `[0]`, `["a key"]`. */
  readonly text: string;
}

/** The steps of a path such as `tags["owner"]` or `storageProfile.dataDisks[0].vhd`. */
export const stepsOf = (path: string): Step[] =>
  [...path.matchAll(/\.?([^.[\]"]+)|\[(\d+)\]|\["([^"]*)"\]/g)].map(([text, name, index, quoted]) => ({
    key: name ?? index ?? quoted ?? "",
    text: name === undefined ? text : `.${name}`,
  }));

/** Where a payload has what `flattened` shows under some steps, and whether it has it. Unknown values end the search. */
export function placeIn(
  read: () => unknown,
  steps: readonly Step[],
): { readonly path: string; readonly isFound: boolean } {
  let node = ifKnown(read);
  let path = "";
  for (const { key, text } of steps) {
    const owner = node;
    const inner = ifKnown(() => (isFields(owner) && !(key in owner) ? owner.properties : undefined));
    path += isFields(inner) ? `.properties${text}` : text;
    const holder = isFields(inner) ? inner : owner;
    node = ifKnown(() =>
      typeof holder === "object" && holder !== null ? (holder as Fields)[key] : undefined,
    );
  }
  return { path, isFound: node !== undefined };
}
