import { pages } from "../core/fact";
import { at } from "../core/finding";
import { inRange, isNamed, isOneOf } from "../core/limits";
import { forEachEntry, type Rule } from "../core/rule";
import { listOf, nearestNames, presentKeys, repeated, textOf } from "../core/values";
import { type BackupPolicy, isEnhanced } from "./arm";
import {
  backupTimeForm,
  DayOfWeek,
  daylightSaving,
  hourlyIntervals,
  hourlyWindow,
  PolicyTier,
  policyNameForm,
  policyNameLength,
} from "./facts";
import { windowsZone, zoneNames } from "./timeZones";

type PolicyRule = Rule<BackupPolicy>;

export const policyNameIsValid: PolicyRule = ({ policyName }) =>
  isNamed("policyName", policyName, policyNameLength, policyNameForm);

export const tierIsKnown: PolicyRule = ({ tier }) =>
  isOneOf("tier", tier, Object.values(PolicyTier), pages.enhancedPolicy);

/** Exactly one of the schedules. */
export const oneSchedule: PolicyRule = ({ schedule }) => {
  const given = presentKeys(schedule);
  if (given.length === 1 && ["daily", "weekly", "hourly"].includes(given[0] as string)) return [];
  return [
    {
      path: "schedule",
      got: given,
      allowed: "exactly one of daily, weekly, hourly",
      fix: given.length === 0 ? 'give one, e.g. daily: { time: "22:30" }' : "keep the one you mean",
      source: pages.enhancedPolicy,
    },
  ];
};

/** Several backups a day need the Enhanced tier. */
export const hourlyNeedsEnhanced: PolicyRule = (policy) =>
  policy.schedule?.hourly === undefined || isEnhanced(policy)
    ? []
    : [
        {
          path: "schedule.hourly",
          got: policy.tier ?? `tier ${PolicyTier.Standard} (omitted)`,
          allowed: `hourly schedules on tier ${PolicyTier.Enhanced} only`,
          fix: `set tier to ${PolicyTier.Enhanced}, or use schedule.daily`,
          source: pages.enhancedPolicy,
        },
      ];

/** The time of day, minute 00 or 30. */
export const timeIsValid: PolicyRule = ({ schedule }) =>
  (
    [
      ["schedule.daily.time", schedule?.daily, schedule?.daily?.time],
      ["schedule.weekly.time", schedule?.weekly, schedule?.weekly?.time],
      ["schedule.hourly.startTime", schedule?.hourly, schedule?.hourly?.startTime],
    ] as const
  ).flatMap(([path, parent, time]) => {
    if (parent === undefined || (typeof time === "string" && backupTimeForm.pattern.test(time))) return [];
    return [
      {
        path,
        got: time,
        allowed: backupTimeForm.text,
        fix: nearestTime(time),
        source: backupTimeForm.source,
      },
    ];
  });

function nearestTime(time: unknown): string {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})/.exec(textOf(time)) ?? [];
  if (hour === undefined || Number(hour) > 23) return 'write it as "22:30"';
  return `use "${hour.padStart(2, "0")}:${Number(minute) < 30 ? "00" : "30"}"`;
}

/** Days of a weekly schedule: at least one, each once, spelt as Azure spells them. */
export const weeklyDaysAreValid: PolicyRule = ({ schedule }) =>
  schedule?.weekly === undefined
    ? []
    : listIsValid(
        "schedule.weekly.days",
        schedule.weekly?.days,
        Object.values(DayOfWeek),
        pages.enhancedPolicy,
      );

/** Interval of an hourly schedule. */
export const intervalIsValid: PolicyRule = ({ schedule }) =>
  schedule?.hourly === undefined
    ? []
    : (required("schedule.hourly.intervalHours", schedule.hourly?.intervalHours, "hours") ??
      isOneOf(
        "schedule.hourly.intervalHours",
        schedule.hourly?.intervalHours,
        hourlyIntervals.value,
        hourlyIntervals.source,
      ));

/** Window of an hourly schedule: within range, not shorter than the interval and a multiple of it. */
export const windowIsValid: PolicyRule = ({ schedule }) => {
  if (schedule?.hourly === undefined) return [];
  const { intervalHours, windowHours } = schedule.hourly ?? {};
  const path = "schedule.hourly.windowHours";
  const outside = required(path, windowHours, "hours") ?? inRange(path, windowHours, hourlyWindow);
  if (outside.length > 0 || !hourlyIntervals.value.includes(intervalHours as never)) return outside;
  if (windowHours % intervalHours === 0) return [];
  return [
    {
      path,
      got: windowHours,
      allowed: `a multiple of intervalHours, ${intervalHours}`,
      fix: `set it to ${Math.max(1, Math.floor(windowHours / intervalHours)) * intervalHours}`,
      source: hourlyWindow.source,
    },
  ];
};

/** A Windows time-zone id or an IANA name. */
export const timeZoneIsKnown: PolicyRule = ({ timeZone }) => {
  if (timeZone === undefined || (typeof timeZone === "string" && windowsZone(timeZone) !== undefined))
    return [];
  return [
    {
      path: "timeZone",
      got: timeZone,
      allowed: 'a Windows time-zone id ("Romance Standard Time") or an IANA name ("Europe/Paris")',
      fix: `did you mean ${nearestNames(textOf(timeZone), zoneNames)
        .map((n) => `"${n}"`)
        .join(", ")}`,
      source: daylightSaving.source,
    },
  ];
};

/** A finding for a number that must be there, or undefined where something is. */
export function required(path: string, value: unknown, unit: string) {
  return value === undefined
    ? [{ path, got: value, allowed: `a number of ${unit}`, fix: `give ${path.split(".").pop()}` }]
    : undefined;
}

/** A list of at least one element, each from the choices and none twice. */
export function listIsValid(
  path: string,
  list: readonly unknown[] | undefined,
  choices: readonly unknown[],
  source: string,
) {
  const items = listOf(list);
  if (items.length === 0) {
    return [
      { path, got: list, allowed: `at least one of ${choices.join(", ")}`, fix: "give at least one", source },
    ];
  }
  const twice = repeated(items);
  return [
    ...forEachEntry(items, (item, i) => isOneOf(at(path, Number(i)), item, choices, source)),
    ...(twice.length === 0
      ? []
      : [{ path, got: items, allowed: "each value once", fix: `name ${twice.join(", ")} once`, source }]),
  ];
}

export const scheduleRules: readonly PolicyRule[] = [
  policyNameIsValid,
  tierIsKnown,
  oneSchedule,
  hourlyNeedsEnhanced,
  timeIsValid,
  weeklyDaysAreValid,
  intervalIsValid,
  windowIsValid,
  timeZoneIsKnown,
];
