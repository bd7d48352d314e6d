import { formatLiteral, formatValue } from "./format";
import { getterOf, type View, viewed } from "./lazy";

/**
 * How the reader of a finding writes the fields of a subject. Rules judge one form of a subject; its reader may use another one: the
 * arguments of a component, Azure's payload, the classic provider's properties.
 */
export interface Words {
  /** A field's whole path in the reader's form. */
  path(path: string): string;
  /** The field in a sentence, without the prefix of every path, e.g. `retentionPolicy.dailySchedule`. */
  name(path: string): string;
  /** A value of a field in the reader's form. */
  value(path: string, value: unknown): unknown;
  /** A value that was found in a field, as the reader wrote it. */
  actual(path: string, value: unknown): unknown;
  /** A field with a value, in a sentence: `lastDay: true`. */
  phrase(path: string, value?: unknown): string;
  /** How to omit a field: `leave archive out`. */
  without(path: string): string;
}

const last = (path: string): string => path.split(".").pop() ?? path;

/** The words of the form that the rules themselves judge. */
export const ownWords: Words = {
  path: (path) => path,
  name: (path) => path,
  value: (_, value) => value,
  actual: (_, value) => value,
  phrase: (path, value) => (value === undefined ? last(path) : `${last(path)}: ${formatLiteral(value)}`),
  without: (path) => `leave ${path} out`,
};

/** The last name of a field's path in the reader's form. */
export const lastName = (words: Words, path: string): string => last(words.path(path));

/** Two translations, one after the other. */
export const chain = (first: Words, then: Words): Words =>
  then === ownWords
    ? first
    : {
        path: (path) => then.path(first.path(path)),
        name: (path) => then.name(first.path(path)),
        value: (path, value) => then.value(first.path(path), first.value(path, value)),
        actual: (path, value) => then.actual(first.path(path), first.actual(path, value)),
        phrase: (path, value) => then.phrase(first.path(path), first.value(path, value)),
        without: (path) => then.without(first.path(path)),
      };

/** One field in another form. */
export interface Field {
  /** Its path there. */
  readonly at: string;
  /** Its name in a sentence. Omitted: its path. */
  readonly name?: string;
  /** The field with a value, in a sentence. Omitted: its last name and the value. */
  readonly phrase?: string;
  /** How to omit it. Omitted: leave it out. */
  readonly without?: string;
  /** The value there, read as a value here. Omitted: the same. */
  readonly read?: (value: unknown) => unknown;
  /** A value here, written as the value there. Omitted: the same. */
  readonly write?: (value: unknown) => unknown;
}

/** The fields of another form by their paths in ours. A path instead of a field means that the values are the same. */
export type Fields = Readonly<Record<string, string | Field>>;

const fieldOf = (field: string | Field): Field => (typeof field === "string" ? { at: field } : field);

/**
 * The words of a form whose paths begin with `lead`, which sentences omit. For a path, the longest path of the table that it begins with
 * counts; `names` has the names of the rest that differ.
 */
export function wordsOf(fields: Fields, lead = "", names: Readonly<Record<string, string>> = {}): Words {
  const longestFirst = Object.keys(fields).sort((a, b) => b.length - a.length);
  const own = (path: string): Field | undefined => {
    const field = Object.hasOwn(fields, path) ? fields[path] : undefined;
    return field === undefined ? undefined : fieldOf(field);
  };
  const path = (ours: string): string => {
    const leads = (key: string) => ours.startsWith(key) && /^($|[.[])/.test(ours.slice(key.length));
    const key = longestFirst.find(leads);
    if (key === undefined) return ours;
    const rest = ours.slice(key.length).replaceAll(/\w+/g, (name) => names[name] ?? name);
    return fieldOf(fields[key] as string | Field).at + rest;
  };
  const name = (ours: string): string => {
    const theirs = path(ours);
    return own(ours)?.name ?? (theirs.startsWith(lead) ? theirs.slice(lead.length) : theirs);
  };
  const value = (ours: string, given: unknown): unknown => own(ours)?.write?.(given) ?? given;
  return {
    path,
    name,
    value,
    actual: value,
    phrase: (ours, given) =>
      own(ours)?.phrase ??
      [last(path(ours)), given === undefined ? "" : ` ${formatValue(value(ours, given))}`].join(""),
    without: (ours) => own(ours)?.without ?? `leave ${name(ours)} out`,
  };
}

/** Reads a payload of another form as one of ours. A field is read only on demand, because any may be unknown. Null reads as undefined. */
export function viewer<T>(fields: Fields): (payload: unknown) => T {
  // A field with a `read` of its own also reads the fields inside it.
  const isWithinOther = (key: string) =>
    Object.keys(fields).some((outer) => key.startsWith(`${outer}.`) && readsItself(fields[outer]));
  const shown = Object.entries(fields)
    .filter(([key]) => !isWithinOther(key))
    .map(([key, field]) => {
      const { at, read = (value: unknown) => value ?? undefined } = fieldOf(field);
      const outer = key.split(".");
      const names = at.split(".");
      return {
        name: outer.pop() as string,
        outer,
        property: { enumerable: true, get: getterOf((payload) => read(valueUnder(payload, names))) },
      };
    });
  return (payload) => {
    const view: View<unknown> = { [viewed]: payload };
    for (const { name, outer, property } of shown) {
      let owner = view;
      for (const part of outer) {
        owner[part] ??= { [viewed]: payload };
        owner = owner[part] as View<unknown>;
      }
      Object.defineProperty(owner, name, property);
    }
    return view as T;
  };
}

const readsItself = (field: string | Field | undefined): boolean =>
  typeof field === "object" && field.read !== undefined;

/** The value at a path of a payload; undefined if any part of the path is missing. */
export const valueAt = (payload: unknown, path: string): unknown => valueUnder(payload, path.split("."));

function valueUnder(payload: unknown, names: readonly string[]): unknown {
  let value = payload;
  for (const name of names) value = (value as Record<string, unknown> | null | undefined)?.[name];
  return value;
}
