import type { Sourced } from "../core/fact";
import { at, type Fix } from "../core/finding";
import { cite, inRange, isOneOf, isValidName } from "../core/limits";
import { pages } from "../core/pages";
import { all, forEachEntry, invalidValue, noFindings, type Rule, type Verdict } from "../core/rule";
import { duplicatesIn, keysWithValue, listOf, textOf } from "../core/values";
import { lastName, type Words } from "../core/words";
import { type BackupPolicy, isEnhanced } from "./arm";
import { halfHourOf } from "./clock";
import {
  backupTimeForm,
  DayOfWeek,
  daylightSaving,
  hourlyIntervals,
  hourlyWindow,
  PolicyOnDestroy,
  PolicyTier,
  policyNameForm,
  policyNameLength,
  windowConflict,
} from "./facts";
import { nearestZones, windowsZone } from "./timeZones";

type PolicyRule = Rule<BackupPolicy>;

/** Name: length and characters. */
export const policyNameIsValid: PolicyRule = ({ policyName }) =>
  isValidName("policyName", policyName, policyNameLength, policyNameForm);

/** Tier is one of the two. */
export const tierIsKnown: PolicyRule = ({ tier }, words) =>
  isOneOf("tier", tier, Object.values(PolicyTier), pages.enhancedPolicy, (known) =>
    words.value("tier", known),
  );

/** What happens on destroy is one of the choices. */
export const policyOnDestroyIsKnown: PolicyRule = ({ onDestroy }) =>
  isOneOf("onDestroy", onDestroy, Object.values(PolicyOnDestroy), pages.prepare);

/** Exactly one of the schedules. */
export const oneSchedule: PolicyRule = ({ schedule }) => {
  const given = keysWithValue(schedule);
  if (given.length === 1 && ["daily", "weekly", "hourly"].includes(given[0] as string)) return noFindings;
  return invalidValue({
    path: "schedule",
    actual: given.length === 0 ? undefined : given,
    accepted: "exactly one of daily, weekly, hourly",
    fix: given.length === 0 ? 'give one, e.g. daily: { time: "22:30" }' : "keep the one you mean",
    ...pages.enhancedPolicy,
  });
};

/** How a sentence says that a policy is of the Enhanced tier. */
export const enhanced = (words: Words): string =>
  `${words.name("tier")} ${words.value("tier", PolicyTier.Enhanced)}`;

/** Several backups a day need the Enhanced tier. */
export const hourlyNeedsEnhanced: PolicyRule = (policy, words) => {
  if (policy.schedule?.hourly === undefined || isEnhanced(policy)) return noFindings;
  return invalidValue({
    path: "schedule.hourly",
    actual: words.value("tier", policy.tier),
    accepted: `hourly schedules on ${enhanced(words)} only`,
    fix: `set ${words.name("tier")} to ${words.value("tier", PolicyTier.Enhanced)}, or use ${words.name("schedule.daily")}`,
    ...pages.enhancedPolicy,
  });
};

/** The time of day, minute 00 or 30. */
export const timeIsValid: PolicyRule = ({ schedule }) => {
  const times = [
    ["schedule.daily.time", schedule?.daily, schedule?.daily?.time],
    ["schedule.weekly.time", schedule?.weekly, schedule?.weekly?.time],
    ["schedule.hourly.startTime", schedule?.hourly, schedule?.hourly?.startTime],
  ] as const;
  return all(
    times.map(([path, parent, time]) => {
      if (parent === undefined || backupTimeForm.pattern.test(textOf(time))) return noFindings;
      return invalidValue({
        path,
        actual: time,
        accepted: backupTimeForm.text,
        fix: nearestTime(time),
        ...cite(backupTimeForm),
      });
    }),
  );
};

function nearestTime(time: unknown): Fix {
  const near = halfHourOf(textOf(time));
  return near === undefined ? { text: 'write it as "22:30"' } : { text: `use "${near}"`, value: near };
}

/** Days of a weekly schedule: at least one, each once, spelt as Azure spells them. */
export const weeklyDaysAreValid: PolicyRule = ({ schedule }) => {
  const { weekly } = schedule ?? {};
  if (weekly === undefined) return noFindings;
  return listIsValid("schedule.weekly.days", weekly?.days, Object.values(DayOfWeek), pages.enhancedPolicy);
};

/** Interval of an hourly schedule. */
export const intervalIsValid: PolicyRule = ({ schedule }, words) => {
  const { hourly } = schedule ?? {};
  const path = "schedule.hourly.intervalHours";
  if (hourly === undefined) return noFindings;
  const { value: choices } = hourlyIntervals;
  return (
    required(path, hourly?.intervalHours, "hours", words) ??
    isOneOf(path, hourly?.intervalHours, choices, hourlyIntervals)
  );
};

/** Window of an hourly schedule: within range, not shorter than the interval and a multiple of it. */
export const windowIsValid: PolicyRule = ({ schedule }, words) => {
  if (schedule?.hourly === undefined) return noFindings;
  const { intervalHours, windowHours } = schedule.hourly ?? {};
  const path = "schedule.hourly.windowHours";
  const outside = required(path, windowHours, "hours", words) ?? inRange(path, windowHours, hourlyWindow);
  if (outside.findings.length > 0 || !hourlyIntervals.value.includes(intervalHours as never)) return outside;
  if (windowHours % intervalHours === 0) return noFindings;
  const multiple = Math.max(1, Math.floor(windowHours / intervalHours)) * intervalHours;
  return invalidValue({
    path,
    actual: windowHours,
    accepted: `a multiple of ${lastName(words, "schedule.hourly.intervalHours")}, ${intervalHours}`,
    fix: { text: `set it to ${multiple}`, value: multiple },
    conflict: windowConflict,
    ...cite(hourlyWindow),
  });
};

/** A Windows time-zone id or an IANA name. */
export const timeZoneIsKnown: PolicyRule = ({ timeZone }) => {
  if (timeZone === undefined || windowsZone(textOf(timeZone)) !== undefined) return noFindings;
  const near = nearestZones(textOf(timeZone));
  const text =
    near.length === 0
      ? "write the zone's Windows id, as `tzutil /l` lists it"
      : `did you mean ${near.map((name) => `"${name}"`).join(", ")}`;
  return invalidValue({
    path: "timeZone",
    actual: timeZone,
    accepted: 'a Windows time-zone id ("Romance Standard Time") or an IANA name ("Europe/Paris")',
    fix: { text, ...(near[0] !== undefined && { value: near[0] }) },
    ...cite(daylightSaving),
  });
};

/** A finding for a number that must be there, or undefined where something is. */
export const required = (path: string, value: unknown, unit: string, words: Words): Verdict | undefined =>
  value === undefined
    ? invalidValue({
        path,
        actual: value,
        accepted: `a number of ${unit}`,
        fix: `give ${lastName(words, path)}`,
      })
    : undefined;

/** A list of at least one element, each from the choices and none twice. */
export function listIsValid(
  path: string,
  list: readonly unknown[] | undefined,
  choices: readonly unknown[],
  page: Sourced,
): Verdict {
  const items = listOf(list);
  if (items.length === 0) {
    const allowed = `at least one of ${choices.join(", ")}`;
    return invalidValue({ path, actual: list, accepted: allowed, fix: "give at least one", ...cite(page) });
  }
  const twice = duplicatesIn(items);
  const fix: Fix = { text: `name ${twice.join(", ")} once`, value: [...new Set(items)] };
  return all([
    forEachEntry(items, (item, i) => isOneOf(at(path, Number(i)), item, choices, page)),
    twice.length === 0
      ? noFindings
      : invalidValue({ path, actual: items, accepted: "each value once", fix, ...cite(page) }),
  ]);
}

/** When backups run. */
export const scheduleRules: readonly PolicyRule[] = [
  policyNameIsValid,
  tierIsKnown,
  policyOnDestroyIsKnown,
  oneSchedule,
  hourlyNeedsEnhanced,
  timeIsValid,
  weeklyDaysAreValid,
  intervalIsValid,
  windowIsValid,
  timeZoneIsKnown,
];
