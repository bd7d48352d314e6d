/** A policy's schedule, as the rest of the check needs it. */
export interface Schedule {
  frequency: "Hourly" | "Daily" | "Weekly";
  /** Days of the week of a weekly schedule; otherwise empty. */
  days: string[];
  /** The clock time of the backup, `HH:mm`; of an hourly schedule, the start of its window. */
  time: string;
  intervalHours?: number;
  tier: "V1" | "V2";
}

export const weekDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** One rule broken. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly code = "BMSUserErrorInvalidPolicyInput",
  ) {
    super(message);
  }
}

export function ensure(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Problem(message);
}

/** The clock time of a timestamp, `HH:mm`: the date does not matter, minutes are 00 or 30 and seconds 0. */
export function clockTime(what: string, value: unknown): string {
  const parts = /^(?:\d{4}-\d\d-\d\dT)?([01]\d|2[0-3]):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|\+00:00)?$/.exec(
    String(value),
  );
  ensure(parts !== null, `${what}: ${value} is no time.`);
  const [, hour, minute, second, fraction] = parts;
  ensure(
    minute === "00" || minute === "30",
    `${what}: ${value} is neither at the full nor at the half hour.`,
  );
  ensure(second === "00" && Number(fraction ?? 0) === 0, `${what}: ${value} has seconds.`);
  return `${hour}:${minute}`;
}

export function onlyTime(what: string, values: unknown): string {
  ensure(Array.isArray(values) && values.length === 1, `${what}: exactly one time is allowed.`);
  return clockTime(what, values[0]);
}

/** At least one of the allowed names, none twice. */
export function checkNames(what: string, values: unknown[], allowed: string[]): void {
  ensure(values.length > 0, `${what} is empty.`);
  ensure(
    values.every((value) => allowed.includes(value as string)),
    `${what}: ${values} are not all of ${allowed.join(", ")}.`,
  );
  ensure(new Set(values).size === values.length, `${what}: ${values} has a duplicate.`);
}

export function checkWhole(
  what: string,
  value: unknown,
  least: number,
  most: number,
): asserts value is number {
  const whole = typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
  ensure(whole, `${what} is ${value}: ${least} to ${most} are allowed.`);
}
