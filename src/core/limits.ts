import type { Form, Range, Sourced } from "./fact";
import type { Fix } from "./finding";
import { formatValue } from "./format";
import { invalidValue, noFindings, type Verdict } from "./rule";
import { textOf } from "./values";

/** The source and date of a fact, for a finding that cites it. */
export const cite = ({ source, asOf }: Sourced): Pick<Sourced, "source" | "asOf"> => ({ source, asOf });

/** A whole number within a range. An omitted value is accepted. */
export function inRange(path: string, value: unknown, range: Range, fix?: string | Fix): Verdict {
  if (value === undefined) return noFindings;
  if (typeof value === "number" && Number.isInteger(value) && value >= range.min && value <= range.max)
    return noFindings;
  const limits =
    range.min === range.max
      ? `exactly ${range.min} ${range.unit}`
      : `${range.min} to ${range.max} ${range.unit}`;
  const isFraction = typeof value === "number" && Number.isFinite(value) && !Number.isInteger(value);
  const accepted = isFraction ? `${limits}, a whole number` : limits;
  const { disputed } = range;
  const conflict =
    disputed && Number.isInteger(value) && Number(value) >= range.min && Number(value) <= disputed.max
      ? disputed.by
      : undefined;
  return invalidValue({
    path,
    actual: value,
    accepted,
    ...(range.setBy !== undefined && { by: range.setBy }),
    fix: fix ?? nearest(value, range),
    conflict,
    ...cite(range),
  });
}

function nearest(value: unknown, { min, max }: Range): Fix {
  const written = typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof written !== "number" || Number.isNaN(written))
    return { text: `give a whole number from ${min} to ${max}, without quotes` };
  const clamped = Math.min(max, Math.max(min, Math.round(written)));
  const why = clamped === written ? "a number, without quotes" : "the nearest accepted value";
  return { text: `set it to ${clamped}, ${why}`, value: clamped };
}

/** A text of the right length and form. An omitted value is accepted. */
export function isValidName(path: string, value: unknown, length: Range, form: Form): Verdict {
  if (value === undefined) return noFindings;
  const long = typeof value === "string" && value.length >= length.min && value.length <= length.max;
  if (long && form.pattern.test(value)) return noFindings;
  const conflict = long && form.disputed?.pattern.test(value) ? form.disputed.by : undefined;
  const accepted = `${length.min} to ${length.max} ${length.unit}, ${form.text}`;
  return invalidValue({ path, actual: value, accepted, fix: "choose another name", conflict, ...cite(form) });
}

/** A choice in a list of choices: quoted if it has a comma itself. */
const inList = (choice: unknown): unknown => (textOf(choice).includes(",") ? formatValue(choice) : choice);

/** One of the listed values. An omitted value is accepted. `written` is how the reader writes a choice. */
export function isOneOf(
  path: string,
  value: unknown,
  choices: readonly unknown[],
  page: Sourced & {
    readonly disputed?: { readonly value?: unknown; readonly by: string };
    readonly setBy?: string;
  },
  written: (choice: unknown) => unknown = (choice) => choice,
): Verdict {
  if (value === undefined || choices.includes(value)) return noFindings;
  // Only a difference in case is certain: "Lock" may mean Locked or Unlocked.
  const meant = choices.find((choice) => textOf(choice).toLowerCase() === textOf(value).trim().toLowerCase());
  const isMeant = meant !== undefined && textOf(value) !== "";
  return invalidValue({
    path,
    actual: value,
    accepted: choices.map(written).map(inList).join(", "),
    ...(page.setBy !== undefined && { by: page.setBy }),
    fix: isMeant
      ? { text: `write ${formatValue(written(meant))}`, value: meant }
      : "use one of the accepted values",
    conflict: value === page.disputed?.value ? page.disputed?.by : undefined,
    ...cite(page),
  });
}
