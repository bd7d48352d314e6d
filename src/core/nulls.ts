import { isUnknownValue } from "./rule";

/**
 * A payload in which null reads as undefined: Azure's answers, exports and imports write null for what is not set. A field is read only
 * on demand, because any may be unknown.
 */
export function nullsAsUndefined<T>(value: T): T {
  if (value === null) return undefined as T;
  return typeof value === "object" ? (new Proxy(value, handler) as T) : value;
}

const handler: ProxyHandler<object> = {
  get: (target, key) => {
    const value = Reflect.get(target, key);
    // A proxy must return the value of a frozen property.
    return isFixed(target, key) ? value : nullsAsUndefined(value);
  },
};

const isFixed = (target: object, key: PropertyKey): boolean => {
  const property = Object.isExtensible(target) ? undefined : Reflect.getOwnPropertyDescriptor(target, key);
  return property !== undefined && property.configurable === false && property.writable === false;
};

/** An optional block; undefined if it is empty, like `instantRPDetails: {}` in every answer of Azure's. */
export const nonEmptyBlock = <T>(block: T | undefined | null): T | undefined =>
  isEmpty(block) ? undefined : (block as T);

/** An unknown value counts as not empty, and so does a list. */
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
