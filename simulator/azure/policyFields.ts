/** Checks of single fields of a backup policy. */

/** A policy's schedule, as the other checks need it. */
export interface Schedule {
  frequency: "Hourly" | "Daily" | "Weekly";
  /** Weekdays of a weekly schedule; otherwise empty. */
  days: string[];
  /** Time of the backup, `HH:mm`. Hourly: start of the window. */
  time: string;
  intervalHours?: number;
  tier: "V1" | "V2";
}

export const weekDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** A policy breaks a rule. */
export class PolicyError extends Error {
  constructor(
    message: string,
    readonly code = "BMSUserErrorInvalidPolicyInput",
  ) {
    super(message);
  }
}

/** @throws PolicyError if the condition is false. */
export function ensure(condition: boolean, message: string): asserts condition {
  if (!condition) throw new PolicyError(message);
}

/** The time of a timestamp, `HH:mm`. The date does not matter; minutes are 00 or 30, seconds 0. */
export function clockTime(field: string, value: unknown): string {
  const parts = /^(?:\d{4}-\d\d-\d\dT)?([01]\d|2[0-3]):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|\+00:00)?$/.exec(
    String(value),
  );
  ensure(parts !== null, `${field}: ${value} is not a time.`);
  const [, hour, minute, second, fraction] = parts;
  ensure(minute === "00" || minute === "30", `${field}: ${value} is not on the full hour or the half hour.`);
  ensure(second === "00" && Number(fraction ?? 0) === 0, `${field}: ${value} has seconds.`);
  return `${hour}:${minute}`;
}

/** The time in a list that must have exactly one. */
export function singleClockTime(field: string, values: unknown): string {
  ensure(Array.isArray(values) && values.length === 1, `${field}: exactly one time is allowed.`);
  return clockTime(field, values[0]);
}

/** At least one of the allowed values, none twice. */
export function checkChoices(field: string, values: unknown[], allowed: string[]): void {
  ensure(values.length > 0, `${field} is empty.`);
  ensure(
    values.every((value) => allowed.includes(value as string)),
    `${field}: ${values} are not all of ${allowed.join(", ")}.`,
  );
  ensure(new Set(values).size === values.length, `${field}: ${values} has a duplicate.`);
}

export function checkInteger(
  field: string,
  value: unknown,
  min: number,
  max: number,
): asserts value is number {
  const isAllowed = typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
  ensure(isAllowed, `${field} is ${value}: ${min} to ${max} are allowed.`);
}
