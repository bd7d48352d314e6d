import { ifKnown } from "../core/inventory";
import { nullsAsUndefined } from "../core/nulls";
import { nameIn } from "../core/resourceId";
import { unknownValue } from "../core/rule";
import { textOf } from "../core/values";
import { type Fields, isFields } from "./payload";

/** How a provider declares a resource that can be of any of Azure's types. Reading a value that is not known yet throws. */
export interface GenericProvider {
  /** Azure's type and API version, as the program writes them. */
  readonly declared: (values: Fields) => { readonly type: string; readonly apiVersion: string };
  /** The names that lead to a resource of one of Azure's types, its own name first. */
  readonly names: (values: Fields, type: string) => readonly PlaceName[];
  /** The resource's Azure id. Undefined: the values do not show it. */
  readonly id: (values: Fields) => unknown;
  /** The id of what the resource is on, for a lock or an assignment. It may lack the subscription. */
  readonly scope: (values: Fields) => string;
  /** Where the values have a field of Azure's payload, the place to write it first. */
  readonly field: (values: Fields, name: string) => readonly [FieldPlace, ...FieldPlace[]];
  /** Whether azure-native fills in what the program leaves out. */
  readonly isNative: boolean;
}

/** A name that leads to a resource, e.g. the one of its vault. */
export interface PlaceName {
  /** The segment before it in an id, e.g. `vaults`. */
  readonly segment: string;
  /** Where the program writes it. */
  readonly path: string;
  readonly read: () => unknown;
}

/** A place in the values of a resource. */
export interface FieldPlace {
  readonly path: string;
  readonly read: () => unknown;
  /** The provider's names of what is inside, by azure-native's, where they differ. */
  readonly names?: Readonly<Record<string, string>>;
}

/** The type of an id's resource. An extension's own type is the last one. */
export function typeIn(id: string): string {
  const [provider = "", ...segments] =
    id
      .split(/\/providers\//i)
      .at(-1)
      ?.split("/") ?? [];
  return [provider, ...segments.filter((_, i) => i % 2 === 0)].join("/");
}

/** The name after a segment of an id or of a part of one. */
export function nameAfter(segment: string, id: string): string | undefined {
  const parts = id.split("/");
  const at = parts.findIndex((part) => part.toLowerCase() === segment.toLowerCase());
  return at < 0 ? undefined : parts[at + 1];
}

/** The id of what a lock or an assignment is on. */
export const scopeIn = (id: string): string => id.replace(/\/providers\/[^/]+\/[^/]+\/[^/]+$/, "");

/** The id in the outputs of a resource that exists. Empty: there is none. */
export const idOf = (values: Fields): string => textOf(ifKnown(() => values.id));

/** A resource's own name. If the program leaves it out, the provider chooses one, which is not known. */
export function ownName(values: Fields, property: string): unknown {
  const id = idOf(values);
  const name = id === "" ? (values[property] ?? values.name) : nameIn(id);
  if (name === undefined) throw unknownValue(property);
  return name;
}

/** The payloads that values have as text, by property: a rule reads them field by field. */
const parsed = new WeakMap<Fields, Map<string, Fields | undefined>>();

/** A payload, which may be written as JSON text. Text that is not JSON of an object shows nothing. */
export function payloadAt(values: Fields, property: string): unknown {
  const value = values[property];
  if (typeof value !== "string") return value;
  const known = parsed.get(values) ?? new Map<string, Fields | undefined>();
  parsed.set(values, known);
  if (!known.has(property)) known.set(property, parse(value));
  const payload = known.get(property);
  if (payload === undefined) throw unknownValue(property);
  return payload;
}

function parse(text: string): Fields | undefined {
  try {
    const payload: unknown = JSON.parse(text);
    return isFields(payload) ? nullsAsUndefined(payload) : undefined;
  } catch {
    return undefined;
  }
}
