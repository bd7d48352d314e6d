import { listedName } from "./values";

/** How Azure reads a value of a payload. It returns undefined for null, and any value that it does not know as it is. */
export type Read = (value: unknown) => unknown;

/** A choice in Azure's spelling, whatever the payload's letter case. An empty text is nothing. */
export const asChoice =
  (names: readonly string[]): Read =>
  (value) =>
    value === "" ? undefined : (listedName(names, value) ?? value ?? undefined);

/** A list of choices. */
export const asChoices = (names: readonly string[]): Read => {
  const read = asChoice(names);
  return (value) => (Array.isArray(value) ? value.map(read) : (value ?? undefined));
};

/** A text; an empty one is nothing. */
export const asText: Read = (value) => (value === "" ? undefined : (value ?? undefined));

/** A number, which a payload may write as text: "7". */
export const asNumber: Read = (value) =>
  typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : (value ?? undefined);

/** true or false, which a payload may write as text: "true". */
export const asBoolean: Read = (value) => {
  const text = listedName(["true", "false"], value);
  return text === undefined ? (value ?? undefined) : text === "true";
};

/**
 * A payload in which fields of some names, at any depth, have the values that Azure reads. A field is read only on demand, because any
 * may be unknown.
 */
export function readingOf<T>(reads: Readonly<Record<string, Read>>): (payload: T) => T {
  const readings = new WeakMap<object, object>();
  const ours = new WeakSet<object>();
  const wrap = <V>(value: V): V => {
    if (typeof value !== "object" || value === null || ours.has(value)) return value;
    const known = readings.get(value);
    if (known !== undefined) return known as V;
    const reading = new Proxy(value, handler);
    readings.set(value, reading);
    ours.add(reading);
    return reading as V;
  };
  const handler: ProxyHandler<object> = {
    get: (target, key) => {
      const value = Reflect.get(target, key);
      const read = typeof key === "string" && Object.hasOwn(reads, key) ? reads[key] : undefined;
      const shown = wrap(read === undefined ? value : read(value));
      if (shown === value) return value;
      // A proxy must return the value of a frozen property.
      const property = Reflect.getOwnPropertyDescriptor(target, key);
      return property?.configurable === false && property.writable === false ? value : shown;
    },
  };
  return wrap;
}
