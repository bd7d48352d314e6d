import { described, type Fix } from "../core/finding";
import { formatValue } from "../core/format";
import { cite, inRange, isOneOf, isValidName } from "../core/limits";
import { pages } from "../core/pages";
import { all, invalidValue, missing, noFindings, type Rule } from "../core/rule";
import { keysWithValue, textOf } from "../core/values";
import { lastName } from "../core/words";
import { policyNameForm, policyNameLength } from "../names/facts";
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
  windowConflict,
} from "./facts";
import { listIsValid, numbersOf, required } from "./lists";
import { nearestZones, windowsZone, zoneFix } from "./timeZones";

type PolicyRule = Rule<BackupPolicy>;

/** The name has the right length and characters. */
export const policyNameIsValid: PolicyRule = ({ policyName }) =>
  isValidName("policyName", policyName, policyNameLength, policyNameForm);

/** The tier is Standard or Enhanced. */
export const tierIsKnown: PolicyRule = ({ tier }, words) =>
  isOneOf("tier", tier, Object.values(PolicyTier), pages.enhancedPolicy, (known) =>
    words.value("tier", known),
  );

/** onDestroy is one of its choices. */
export const policyOnDestroyIsKnown: PolicyRule = ({ onDestroy }) =>
  isOneOf("onDestroy", onDestroy, Object.values(PolicyOnDestroy), pages.prepare);

const schedules: readonly string[] = ["daily", "weekly", "hourly"];

/** Exactly one schedule is set: daily, weekly or hourly. */
export const oneSchedule: PolicyRule = ({ schedule }) => {
  const names = keysWithValue(schedule);
  if (names.length === 1 && schedules.includes(names[0] as string)) return noFindings;
  const isStructure = typeof schedule === "object" && schedule !== null;
  if (schedule === undefined || (isStructure && !names.some((name) => schedules.includes(name))))
    return missing({
      path: "schedule",
      message: `one of ${schedules.join(", ")} is required`,
      fix: 'give one, e.g. daily: { time: "22:30" }',
      ...pages.enhancedPolicy,
    });
  return invalidValue({
    path: "schedule",
    actual: isStructure ? described(names.join(" and ")) : schedule,
    accepted: `exactly one of ${schedules.join(", ")}`,
    fix: isStructure ? "keep the one you mean" : 'give one, e.g. daily: { time: "22:30" }',
    ...pages.enhancedPolicy,
  });
};

/** Several backups a day need the Enhanced tier. */
export const hourlyNeedsEnhanced: PolicyRule = (policy, words) => {
  if (policy.schedule?.hourly === undefined || isEnhanced(policy)) return noFindings;
  const tier = words.name("tier");
  return invalidValue({
    path: "schedule.hourly",
    actual: described(`${tier} is ${formatValue(words.value("tier", policy.tier))}`),
    requires: words.phrase("tier", PolicyTier.Enhanced),
    fix: `set ${tier} to ${words.value("tier", PolicyTier.Enhanced)}, or use ${words.name("schedule.daily")}`,
    ...pages.enhancedPolicy,
  });
};

/** The time of day is on the hour or half hour. */
export const timeIsValid: PolicyRule = ({ schedule }) => {
  const times = [
    ["schedule.daily.time", schedule?.daily, schedule?.daily?.time],
    ["schedule.weekly.time", schedule?.weekly, schedule?.weekly?.time],
    ["schedule.hourly.startTime", schedule?.hourly, schedule?.hourly?.startTime],
  ] as const;
  return all(
    times.map(([path, parent, time]) => {
      if (parent === undefined || backupTimeForm.pattern.test(textOf(time))) return noFindings;
      if (time === undefined)
        return missing({
          path,
          message: "a time of day is required",
          fix: 'give one, e.g. "22:30"',
          ...cite(backupTimeForm),
        });
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

/** A weekly schedule has at least one day of the week, none twice. */
export const weeklyDaysAreValid: PolicyRule = ({ schedule }) => {
  const { weekly } = schedule ?? {};
  if (weekly === undefined) return noFindings;
  return listIsValid("schedule.weekly.days", weekly?.days, Object.values(DayOfWeek), pages.enhancedPolicy);
};

/** The interval of an hourly schedule is one of the choices. */
export const intervalIsValid: PolicyRule = ({ schedule }, words) => {
  const { hourly } = schedule ?? {};
  const path = "schedule.hourly.intervalHours";
  if (hourly === undefined) return noFindings;
  const { value: choices, unit } = hourlyIntervals;
  return (
    required(path, hourly?.intervalHours, { unit, accepted: `one of ${choices.join(", ")}` }, words) ??
    isOneOf(path, hourly?.intervalHours, choices, hourlyIntervals)
  );
};

/** The window of an hourly schedule is within range and a multiple of the interval. */
export const windowIsValid: PolicyRule = ({ schedule }, words) => {
  if (schedule?.hourly === undefined) return noFindings;
  const { intervalHours, windowHours } = schedule.hourly ?? {};
  const path = "schedule.hourly.windowHours";
  const outOfRange =
    required(path, windowHours, numbersOf(hourlyWindow), words) ?? inRange(path, windowHours, hourlyWindow);
  if (outOfRange.findings.length > 0 || !hourlyIntervals.value.includes(intervalHours as never))
    return outOfRange;
  if (windowHours % intervalHours === 0) return noFindings;
  const isTooShort = windowHours < intervalHours;
  const multiple = Math.max(1, Math.floor(windowHours / intervalHours)) * intervalHours;
  return invalidValue({
    path,
    actual: windowHours,
    accepted: isTooShort
      ? `${intervalHours} to ${hourlyWindow.max} hours: a window shorter than ${lastName(words, "schedule.hourly.intervalHours")} (${intervalHours}) has no second backup`
      : `a multiple of ${lastName(words, "schedule.hourly.intervalHours")} (${intervalHours})`,
    fix: { text: `set it to ${multiple}`, value: multiple },
    conflict: isTooShort ? undefined : windowConflict,
    ...cite(hourlyWindow),
  });
};

/** The time zone is a Windows id or an IANA name. */
export const timeZoneIsKnown: PolicyRule = ({ timeZone }) => {
  if (timeZone === undefined || windowsZone(timeZone) !== undefined) return noFindings;
  return invalidValue({
    path: "timeZone",
    actual: timeZone,
    accepted: 'a Windows time-zone id ("Romance Standard Time") or an IANA name ("Europe/Paris")',
    by: "this argument",
    fix: zoneFix(nearestZones(textOf(timeZone))),
    ...cite(daylightSaving),
  });
};

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
