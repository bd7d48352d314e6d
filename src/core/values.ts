import { distance } from "fastest-levenshtein";

/** A list's elements; nothing for anything that is no list, whatever its type says. */
export const listOf = <T>(value: readonly T[] | undefined): readonly T[] =>
  Array.isArray(value) ? value : [];

/** A number as it is; not-a-number for anything else, so that every comparison with it fails. */
export const numberOf = (value: unknown): number => (typeof value === "number" ? value : Number.NaN);

/** A text as it is; empty for anything else. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** A map's or object's keys with a value. */
export const presentKeys = (value: object | undefined): string[] =>
  typeof value === "object" && value !== null
    ? Object.keys(value).filter((key) => (value as Record<string, unknown>)[key] !== undefined)
    : [];

/** Elements that stand more than once. */
export const repeated = <T>(list: readonly T[]): T[] => [
  ...new Set(list.filter((v, i) => list.indexOf(v) !== i)),
];

/** Whether two lists hold the same elements, in any order. */
export const sameSet = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.every((v) => b.includes(v)) && b.every((v) => a.includes(v));

/** The names nearest to a mistyped one, best first. */
export function nearestNames(name: string, names: readonly string[], count = 3): string[] {
  const wanted = name.toLowerCase();
  return names
    .map((candidate) => ({ candidate, edits: distance(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
