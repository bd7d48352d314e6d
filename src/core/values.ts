import { distance } from "fastest-levenshtein";

/** A list's elements; none for any other value, whatever its type says. */
export const listOf = <T>(value: readonly T[] | undefined): readonly T[] =>
  Array.isArray(value) ? value : [];

/** The value if it is a number; NaN for any other value, so that every comparison with it fails. */
export const numberOf = (value: unknown): number => (typeof value === "number" ? value : Number.NaN);

/** The value if it is a text; empty for any other value. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** A text without the last characters that are `char`. It reads them once; a pattern such as `/-+$/` needs quadratic time. */
export function withoutEnd(text: string, char: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === char) end--;
  return text.slice(0, end);
}

/** Whether two values are the same text, ignoring case, as Azure compares names. */
export const sameText = (a: unknown, b: unknown): boolean =>
  typeof a === "string" &&
  typeof b === "string" &&
  a.length === b.length &&
  (a === b || a.toLowerCase() === b.toLowerCase());

/** The listed name that a text is, in the list's spelling: Azure compares its choices without case. Undefined: none of them. */
export function listedName<T extends string>(names: readonly T[], value: unknown): T | undefined {
  for (const name of names) if (sameText(name, value)) return name;
  return undefined;
}

/** A map's or object's keys with a value. */
export const keysWithValue = (value: object | undefined): string[] =>
  typeof value === "object" && value !== null
    ? Object.keys(value).filter((key) => (value as Record<string, unknown>)[key] !== undefined)
    : [];

/** Elements that occur more than once. */
export const duplicatesIn = <T>(list: readonly T[]): T[] => [
  ...new Set(list.filter((v, i) => list.indexOf(v) !== i)),
];

/** Whether two lists hold the same elements, in any order. */
export const sameSet = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.every((v) => b.includes(v)) && b.every((v) => a.includes(v));

/**
 * The known names that a misspelt one may mean, best first: those that differ in letter case only, those that contain it, then those a
 * few letters away. Empty if none is close, or if so many contain it that none can be meant.
 */
export function nearestNames(name: string, names: readonly string[], count = 3): string[] {
  const wanted = name.trim().toLowerCase();
  if (wanted === "") return [];
  const same = names.find((candidate) => candidate.toLowerCase() === wanted);
  if (same !== undefined) return [same];
  const containing = names.filter((candidate) => contains(candidate.toLowerCase(), wanted));
  const isContaining = (candidate: string) => containing.length <= count && containing.includes(candidate);
  return names
    .map((candidate) => ({
      candidate,
      far: isContaining(candidate) ? 0 : lettersApart(wanted, candidate.toLowerCase()),
    }))
    .filter(({ candidate, far }) => far <= mostLettersApart(wanted, candidate))
    .sort((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** The question about a misspelt name: `Did you mean crossRegionRestore?` */
export const didYouMeanName = (name: string): string => `Did you mean ${name}?`;

/** How to correct an unknown name: the question if a known name is near, else all known names. */
export function unknownNameFix(near: string | undefined, names: readonly string[]): string {
  if (near !== undefined) return didYouMeanName(near);
  return names.length === 0 ? "remove it" : `remove it, or use one of ${names.join(", ")}`;
}

/** A guess is a question: `Did you mean "westeurope" or "westus"?` */
export const didYouMean = (names: readonly string[]): string =>
  `Did you mean ${names.map((name) => JSON.stringify(name)).join(" or ")}?`;

/** A quarter of the letters, at least one: "eu-west-1" is not a slip of "ukwest". */
const mostLettersApart = (wanted: string, candidate: string): number =>
  Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 4));

/** Whether a name contains the text: a whole word of three letters or more, or any part of four. */
const contains = (candidate: string, wanted: string): boolean =>
  wanted.length > 3
    ? candidate.includes(wanted)
    : wanted.length === 3 && candidate.split(/[^\p{L}\p{N}]+/u).includes(wanted);

/** Infinite for a text longer than any name. */
const lettersApart = (wanted: string, candidate: string): number =>
  wanted.length > 100 ? Number.POSITIVE_INFINITY : distance(wanted, candidate);
