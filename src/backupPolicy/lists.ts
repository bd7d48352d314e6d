import type { Range, Sourced } from "../core/fact";
import { at, type Fix } from "../core/finding";
import { formatList, formatValue } from "../core/format";
import { cite, isOneOf } from "../core/limits";
import { all, forEachEntry, invalidValue, missing, noFindings, type Verdict } from "../core/rule";
import { duplicatesIn, listOf } from "../core/values";
import { lastName, type Words } from "../core/words";

/**
 * A finding for a number that is required and missing; undefined if there is a value. `unit` is plural, e.g. "days"; `accepted` names the
 * accepted numbers, e.g. "7 to 9999".
 */
export const required = (
  path: string,
  value: unknown,
  { unit, accepted }: { readonly unit: string; readonly accepted: string },
  words: Words,
): Verdict | undefined =>
  value === undefined
    ? missing({
        path,
        message: `a number of ${unit} is required`,
        fix: `give ${lastName(words, path)}, ${accepted}`,
      })
    : undefined;

/** The unit and the accepted numbers of a range, for {@link required}. */
export const numbersOf = ({ unit, min, max }: Range) => ({ unit, accepted: `${min} to ${max}` });

/** A list with at least one element: each is one of the choices, none is there twice. */
export function listIsValid(
  path: string,
  list: readonly unknown[] | undefined,
  choices: readonly unknown[],
  page: Sourced,
): Verdict {
  const items = listOf(list);
  const example = formatValue([choices[0]]);
  if (list !== undefined && !Array.isArray(list))
    return invalidValue({
      path,
      actual: list,
      accepted: `a list with at least one of ${choices.join(", ")}`,
      fix: `give a list, e.g. ${example}`,
      ...cite(page),
    });
  if (items.length === 0)
    return missing({
      path,
      message: `at least one of ${choices.join(", ")} is required`,
      fix: `give at least one, e.g. ${example}`,
      ...cite(page),
    });
  const repeated = duplicatesIn(items);
  const fix: Fix = { text: `list ${formatList(repeated)} once`, value: [...new Set(items)] };
  return all([
    forEachEntry(items, (item, i) => isOneOf(at(path, Number(i)), item, choices, page)),
    repeated.length === 0
      ? noFindings
      : invalidValue({ path, actual: items, accepted: "each value once", fix, ...cite(page) }),
  ]);
}
