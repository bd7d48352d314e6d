import { invalidValue, noFindings, type Verdict } from "../core/rule";

/** A whole number from 1 to a maximum that this library sets. An omitted value has no finding. */
export function isWholeNumberUpTo(max: number, path: string, value: unknown, unit: string): Verdict {
  if (value === undefined) return noFindings;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= max) return noFindings;
  const nearest = typeof value === "number" && value > max ? max : 1;
  return invalidValue({
    path,
    actual: value,
    accepted: `1 to ${max} ${unit}`,
    by: "this argument",
    fix: { text: `set it to ${nearest}`, value: nearest },
  });
}
