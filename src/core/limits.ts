import type { Form, Range, Sourced } from "./fact";
import type { Finding } from "./finding";

const none: readonly Finding[] = [];

/** Where and when a fact was read, for a finding that cites it. */
export const cite = ({ source, asOf }: Sourced): Pick<Finding, "source" | "asOf"> => ({ source, asOf });

/** A whole number within a range; an omitted value passes. */
export function inRange(path: string, value: unknown, range: Range, fix?: string): readonly Finding[] {
  if (value === undefined) return none;
  if (typeof value === "number" && Number.isInteger(value) && value >= range.min && value <= range.max)
    return none;
  const allowed =
    range.min === range.max
      ? `exactly ${range.min} ${range.unit}`
      : `${range.min} to ${range.max} ${range.unit}`;
  return [{ path, got: value, allowed, fix: fix ?? nearest(value, range), ...cite(range) }];
}

function nearest(value: unknown, { min, max, unit }: Range): string {
  if (typeof value !== "number" || Number.isNaN(value)) return `give a whole number of ${unit}`;
  const clamped = Math.min(max, Math.max(min, Math.round(value)));
  return `set it to ${clamped}, the nearest allowed number of ${unit}`;
}

/** A text of the right length and form; an omitted value passes. */
export function isNamed(path: string, value: unknown, length: Range, form: Form): readonly Finding[] {
  if (value === undefined) return none;
  const long = typeof value === "string" && value.length >= length.min && value.length <= length.max;
  if (long && form.pattern.test(value)) return none;
  const allowed = `${length.min} to ${length.max} ${length.unit}, ${form.text}`;
  return [{ path, got: value, allowed, fix: "choose another name", ...cite(form) }];
}

/** One of the listed values; an omitted value passes. */
export function isOneOf(
  path: string,
  value: unknown,
  choices: readonly unknown[],
  source: string,
): readonly Finding[] {
  if (value === undefined || choices.includes(value)) return none;
  return [{ path, got: value, allowed: choices.join(", "), fix: "use one of the allowed values", source }];
}
