import { nearestNames } from "../../src/core/values";

/** What an object of options may hold; the compiler sees to it that none is forgotten. */
export type Names<T> = Readonly<Record<keyof T & string, true>>;

/** @throws TypeError that tells every name which nothing reads, and what is meant where that can be guessed. */
export function checkNames<T>(what: string, given: object, names: Names<T>): void {
  const known = Object.keys(names);
  const strangers = Object.keys(given).filter((key) => !known.includes(key));
  if (strangers.length === 0) return;
  const guessed = strangers.map((key) => {
    const [near] = nearestNames(key, known, 1);
    return near === undefined ? key : `${key} (write ${near})`;
  });
  throw new TypeError(`${what} takes no ${guessed.join(", no ")}; there are ${known.join(", ")}.`);
}

/** @throws TypeError where a value is none of the choices. */
export function checkChoice(what: string, given: string | undefined, choices: readonly string[]): void {
  if (given !== undefined && !choices.includes(given))
    throw new TypeError(`${what} is ${given}: it must be one of ${choices.join(", ")}.`);
}
