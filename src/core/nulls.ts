import { isUnknownValue } from "./rule";

/**
 * A payload as its writer means it: null is nothing. Azure's own answers, exports and imports are full of it. Fields are
 * read only when they are asked for, since any may be unknown.
 */
export function nullsAsUndefined<T>(value: T): T {
  if (value === null) return undefined as T;
  return typeof value === "object" ? (new Proxy(value, handler) as T) : value;
}

const handler: ProxyHandler<object> = {
  get: (target, key) => {
    const value = Reflect.get(target, key);
    // What is frozen may not be shown as anything else.
    return isFixed(target, key) ? value : nullsAsUndefined(value);
  },
};

const isFixed = (target: object, key: PropertyKey): boolean => {
  const property = Object.isExtensible(target) ? undefined : Reflect.getOwnPropertyDescriptor(target, key);
  return property !== undefined && property.configurable === false && property.writable === false;
};

/** An optional block; undefined where there is nothing in it, as in `instantRPDetails: {}` of every answer of Azure's. */
export const nonEmptyBlock = <T>(block: T | undefined | null): T | undefined =>
  isEmpty(block) ? undefined : (block as T);

/** What is unknown may be something, and so may a list. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== "object" || Array.isArray(value)) return false;
  try {
    return Object.keys(value).every((key) => isEmpty((value as Record<string, unknown>)[key]));
  } catch (error) {
    if (isUnknownValue(error)) return false;
    throw error;
  }
}
