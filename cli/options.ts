import { Option } from "commander";
import { invalidOption } from "./failure";

/**
 * An option that accepts only some values, which its help lists.
 *
 * @param defaultValue Omitted: the option has no value.
 */
export function choiceOption(
  flags: string,
  description: string,
  choices: readonly string[],
  defaultValue?: string,
): Option {
  const option = new Option(flags, description).choices(choices);
  if (defaultValue !== undefined) option.default(defaultValue);
  return option.argParser((value: string) => {
    if (!choices.includes(value)) throw invalidOption(option.long ?? flags, value, choices.join(", "));
    return value;
  });
}

/** The same for an option that may be given several times. */
export function choicesOption<T extends string>(
  flags: string,
  description: string,
  choices: readonly T[],
  defaultValue: T,
): Option {
  const option = new Option(flags, description).choices(choices).default([defaultValue]);
  let isFirst = true;
  return option.argParser((value: string, previous: readonly string[]) => {
    if (!choices.includes(value as T)) throw invalidOption(option.long ?? flags, value, choices.join(", "));
    const others = isFirst ? [] : previous;
    isFirst = false;
    return [...others, value];
  });
}

/** Files to read instead of Azure: nothing of Azure can be chosen then. */
export const fromOption = (description: string): Option =>
  new Option("--from <file...>", description).conflicts(["subscription", "managementGroup"]);
