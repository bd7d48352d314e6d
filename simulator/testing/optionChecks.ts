import { nearestNames } from "../../src/core/values";

/** The names of all options of T. The compiler reports a missing one. */
export type OptionNames<T> = Readonly<Record<keyof T & string, true>>;

/** @throws TypeError if `options` has an unknown name. The message suggests a similar name, or else lists all names. */
export function checkOptionNames<T>(of: string, options: object, names: OptionNames<T>): void {
  const known = Object.keys(names);
  const unknown = Object.keys(options).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new TypeError(unknown.map((name) => unknownOption(of, name, known)).join("\n"));
}

function unknownOption(of: string, name: string, known: readonly string[]): string {
  const [similar] = nearestNames(name, known, 1);
  const hint = similar === undefined ? `Known options: ${known.join(", ")}.` : `Did you mean ${similar}?`;
  return `Unknown option ${name} of ${of}. ${hint}`;
}

/** @throws TypeError if the value is not one of the choices. Undefined is always allowed. */
export function checkChoice(name: string, value: string | undefined, choices: readonly string[]): void {
  if (value !== undefined && !choices.includes(value))
    throw new TypeError(`${name} is ${value}: it must be one of ${choices.join(", ")}.`);
}
