import { invalidValue, noFindings, type Verdict } from "../core/rule";

/** A whole number from 1 to a bound of this library's own; an omitted value passes. */
export function isCount(path: string, value: unknown, max: number, unit: string): Verdict {
  if (value === undefined) return noFindings;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= max) return noFindings;
  const near = typeof value === "number" && value > max ? max : 1;
  return invalidValue({
    path,
    actual: value,
    accepted: `1 to ${max} ${unit}`,
    fix: { text: `set it to ${near}, or leave it out`, value: near },
  });
}
