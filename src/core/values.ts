import { distance } from "fastest-levenshtein";

/** A list's elements; nothing for anything that is no list, whatever its type says. */
export const listOf = <T>(value: readonly T[] | undefined): readonly T[] =>
  Array.isArray(value) ? value : [];

/** A number as it is; not-a-number for anything else, so that every comparison with it fails. */
export const numberOf = (value: unknown): number => (typeof value === "number" ? value : Number.NaN);

/** A text as it is; empty for anything else. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Whether two values are the same text whatever its case, as Azure compares names. */
export const sameText = (a: unknown, b: unknown): boolean =>
  typeof a === "string" && typeof b === "string" && a.toLowerCase() === b.toLowerCase();

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

/**
 * The names that a mistyped one may mean, best first: those it differs from in letter case alone, those it is a part of,
 * those a few letters away. None where nothing is near.
 */
export function nearestNames(name: string, names: readonly string[], count = 3): string[] {
  const wanted = name.trim().toLowerCase();
  if (wanted === "") return [];
  return names
    .map((candidate) => ({ candidate, far: farness(wanted, candidate.toLowerCase()) }))
    .filter(({ far }) => far < 1)
    .sort((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Letters to change for each letter that a few changes may touch; 1 and more is too far. A part is nearer than any change. */
function farness(wanted: string, candidate: string): number {
  if (wanted === candidate) return 0;
  if (wanted.length > 2 && candidate.split(/[^\p{L}\p{N}]+/u).includes(wanted)) return 0.01;
  if (wanted.length > 3 && candidate.includes(wanted)) return 0.02;
  // Longer than any name: not worth the reckoning.
  if (wanted.length > 100) return 1;
  return 0.1 + (0.9 * distance(wanted, candidate)) / (0.4 * Math.max(wanted.length, candidate.length) + 0.01);
}
