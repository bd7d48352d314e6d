import { lazy } from "../arm/lazy";
import {
  isV2,
  isVmPolicy,
  type ProtectionPolicy,
  policyFromArm,
  policyTypeOf,
  type RetentionSchedule,
} from "../arm/policyFromArm";
import type { PolicySubject } from "../arm/vmBackupPolicy";
import { pages } from "../facts/fact";
import { type Finding, show } from "./finding";
import {
  countsInRange,
  pointDatesAreValid,
  pointsHaveOneForm,
  pointWeekdaysAreValid,
} from "./policyRetention";
import { oneSchedule } from "./policySchedule";
import { inPayloadWords } from "./policyWords";
import { type Findings, forEachEntry, type Rule } from "./rule";
import { listOf, textOf } from "./values";
import { vmBackupPolicyRules } from "./vmBackupPolicy";

type PolicyRule = Rule<ProtectionPolicy>;
type Kind = "dailySchedule" | "weeklySchedule" | "monthlySchedule" | "yearlySchedule";

const durationTypes = {
  dailySchedule: "Days",
  weeklySchedule: "Weeks",
  monthlySchedule: "Months",
  yearlySchedule: "Years",
} as const satisfies Record<Kind, string>;
const kinds = Object.keys(durationTypes) as Kind[];

const service = { source: pages.azurerm, asOf: "2026-08-21" } as const;
const schedulePath = "properties.schedulePolicy";
const retentionPath = "properties.retentionPolicy";

/** The findings for each kind of retention that the payload has; an unknown one hides no other. */
const forEachRetention = (
  policy: ProtectionPolicy,
  rule: (schedule: RetentionSchedule, kind: Kind, path: string) => Findings,
): Findings =>
  forEachEntry(kinds, (kind) => {
    const schedule = policy.properties?.retentionPolicy?.[kind];
    return schedule === undefined || schedule === null
      ? []
      : rule(schedule, kind, `${retentionPath}.${kind}`);
  });

/** The kind of schedule is one for VMs, and goes with the policy type. */
export const scheduleFitsPolicyType: PolicyRule = ({ properties }) => {
  const kind = properties?.schedulePolicy?.schedulePolicyType;
  const type = properties?.policyType;
  const needed = policyTypeOf(kind);
  if (needed !== undefined && (type === undefined || type === null || type === needed)) return [];
  if (needed === undefined)
    return [
      {
        path: `${schedulePath}.schedulePolicyType`,
        got: kind,
        allowed: "SimpleSchedulePolicy with policyType V1, SimpleSchedulePolicyV2 with policyType V2",
        fix: "use the one that goes with the policy type",
        ...service,
      },
    ];
  if (type !== "V1" && type !== "V2") return [];
  return [
    {
      path: `${schedulePath}.schedulePolicyType`,
      got: kind,
      allowed:
        type === "V2"
          ? "SimpleSchedulePolicyV2 with policyType V2"
          : "SimpleSchedulePolicy with policyType V1",
      fix: `set properties.policyType to ${needed}, or change the schedule`,
      ...service,
    },
  ];
};

const scheduleParts = new Map<unknown, "dailySchedule" | "weeklySchedule" | "hourlySchedule">([
  ["Daily", "dailySchedule"],
  ["Weekly", "weeklySchedule"],
  ["Hourly", "hourlySchedule"],
]);

/** The schedule says how often, and has the part that goes with it. */
export const frequencyHasItsSchedule: PolicyRule = (policy) => {
  const schedule = policy.properties?.schedulePolicy;
  const frequency = schedule?.scheduleRunFrequency;
  const part = scheduleParts.get(frequency);
  if (part === undefined)
    return [
      {
        path: `${schedulePath}.scheduleRunFrequency`,
        got: frequency,
        allowed: "Daily, Weekly or, with policyType V2, Hourly",
        fix: "say how often the backup runs",
        ...service,
      },
    ];
  if (!isV2(policy) || (schedule?.[part] !== undefined && schedule[part] !== null)) return [];
  return [
    {
      path: `${schedulePath}.${part}`,
      got: undefined,
      allowed: `${part} with scheduleRunFrequency ${frequency} and policyType V2`,
      fix: `add ${part}`,
      ...service,
    },
  ];
};

/** Retention is of the one kind that VM policies have. */
export const retentionIsLongTerm: PolicyRule = ({ properties }) => {
  const type = properties?.retentionPolicy?.retentionPolicyType;
  if (type === "LongTermRetentionPolicy") return [];
  return [
    {
      path: `${retentionPath}.retentionPolicyType`,
      got: type,
      allowed: "LongTermRetentionPolicy",
      fix: "use it, with dailySchedule, weeklySchedule, monthlySchedule and yearlySchedule as needed",
      ...service,
    },
  ];
};

/** One time of day for the schedule and for every kind of retention: the service compares them. */
export const timesAreEqual: PolicyRule = (policy) => {
  const schedule = policy.properties?.schedulePolicy;
  // Of an hourly schedule the service takes other retention times than the window's start.
  if (schedule?.scheduleRunFrequency === "Hourly") return [];
  const part = schedule?.scheduleRunFrequency === "Weekly" ? "weeklySchedule" : "dailySchedule";
  const [path, runs] = isV2(policy)
    ? [`${schedulePath}.${part}`, schedule?.[part]]
    : [schedulePath, schedule];
  const scheduled = listOf(runs?.scheduleRunTimes);
  const wrongCount = onlyOne(`${path}.scheduleRunTimes`, scheduled);
  if (wrongCount.length > 0) return wrongCount;
  const wanted = timeOfDay(scheduled[0]);
  // Of a time that is wrong itself, the rule for times says all there is to say.
  if (!/^\d{2}:(00|30):00Z$/.test(textOf(wanted))) return [];
  return forEachRetention(policy, ({ retentionTimes }, _, here) => {
    const times = listOf(retentionTimes);
    const wrong = onlyOne(`${here}.retentionTimes`, times);
    if (wrong.length > 0 || timeOfDay(times[0]) === wanted) return wrong;
    return [
      {
        path: `${here}.retentionTimes`,
        got: times[0],
        allowed: `the time of day of ${path}.scheduleRunTimes, ${show(wanted)}`,
        fix: `write ${show(scheduled[0])} in every retentionTimes`,
        ...service,
      },
    ];
  });
};

function onlyOne(path: string, times: readonly unknown[]): Finding[] {
  if (times.length === 1) return [];
  return [
    {
      path,
      got: times,
      allowed: "exactly one time",
      fix: 'give one, e.g. "2020-01-01T22:30:00Z"',
      ...service,
    },
  ];
}

/** The hour, minute, second and offset of a timestamp: the service ignores the date. */
const timeOfDay = (timestamp: unknown): unknown =>
  typeof timestamp === "string"
    ? (/T(.*)$/.exec(timestamp)?.[1] ?? timestamp).replace(/\.0+(?=Z|[+-]|$)/, "").replace(/\+00:00$/, "Z")
    : timestamp;

/** Timestamps are on the whole minute and written with Z: the service reads the clock time in the policy's zone. */
export const timesAreWholeMinutes: PolicyRule = (policy) => {
  const schedule = policy.properties?.schedulePolicy;
  const places: [path: string, time: () => unknown][] = [
    [`${schedulePath}.scheduleRunTimes`, () => schedule?.scheduleRunTimes?.[0]],
    [`${schedulePath}.dailySchedule.scheduleRunTimes`, () => schedule?.dailySchedule?.scheduleRunTimes?.[0]],
    [
      `${schedulePath}.weeklySchedule.scheduleRunTimes`,
      () => schedule?.weeklySchedule?.scheduleRunTimes?.[0],
    ],
    [
      `${schedulePath}.hourlySchedule.scheduleWindowStartTime`,
      () => schedule?.hourlySchedule?.scheduleWindowStartTime,
    ],
  ];
  return forEachEntry(places, ([path, read]) => {
    const time = read();
    if (typeof time !== "string" || /T\d{2}:\d{2}:00(\.0+)?(Z|\+00:00)$/.test(time)) return [];
    return [
      {
        path,
        got: time,
        allowed:
          "a timestamp with 00 seconds and Z, whatever the time zone: Azure reads its clock time in properties.timeZone",
        fix: 'write it as "2020-01-01T22:30:00Z"',
        ...service,
      },
    ];
  });
};

/** Each kind of retention counts in its own unit. */
export const durationsHaveTheirUnit: PolicyRule = (policy) =>
  forEachRetention(policy, (schedule, kind, path) => {
    const type = schedule.retentionDuration?.durationType;
    if (type === durationTypes[kind]) return [];
    return [
      {
        path: `${path}.retentionDuration.durationType`,
        got: type,
        allowed: durationTypes[kind],
        fix: `count in ${durationTypes[kind].toLowerCase()}`,
        ...service,
      },
    ];
  });

/** Monthly and yearly points say by which form they are chosen, and have that form. */
export const pointsHaveTheirForm: PolicyRule = (policy) =>
  forEachRetention(policy, (schedule, kind, path) => {
    if (kind === "dailySchedule" || kind === "weeklySchedule") return [];
    const form = schedule.retentionScheduleFormatType;
    if (form !== "Daily" && form !== "Weekly")
      return [
        {
          path: `${path}.retentionScheduleFormatType`,
          got: form,
          allowed: "Weekly with retentionScheduleWeekly, Daily with retentionScheduleDaily",
          fix: "say which of the two chooses the points",
          ...service,
        },
      ];
    return listOf(schedule.retentionScheduleDaily?.daysOfTheMonth).flatMap((day, i) =>
      form === "Daily" && day?.isLast === true && (day.date ?? 0) !== 0
        ? [
            {
              path: `${path}.retentionScheduleDaily.daysOfTheMonth[${i}].date`,
              got: day.date,
              allowed: "0 where isLast is true",
              fix: "set it to 0, or isLast to false",
              ...service,
            },
          ]
        : [],
    );
  });

/** On a weekly schedule, weekly retention names the days. */
export const weeklyRetentionNamesDays: PolicyRule = ({ properties }) => {
  const weekly = properties?.retentionPolicy?.weeklySchedule;
  if (weekly === undefined || weekly === null || listOf(weekly.daysOfTheWeek).length > 0) return [];
  // On any other schedule the rule for policies in general says it.
  if (properties?.schedulePolicy?.scheduleRunFrequency !== "Weekly") return [];
  return [
    {
      path: `${retentionPath}.weeklySchedule.daysOfTheWeek`,
      got: weekly.daysOfTheWeek,
      allowed: "the days of the schedule",
      fix: "repeat scheduleRunDays here",
      ...service,
    },
  ];
};

const payloadRules: readonly PolicyRule[] = [
  scheduleFitsPolicyType,
  frequencyHasItsSchedule,
  retentionIsLongTerm,
  timesAreEqual,
  timesAreWholeMinutes,
  durationsHaveTheirUnit,
  pointsHaveTheirForm,
  weeklyRetentionNamesDays,
];

/** A rule on policies in this library's terms, for a payload: it says its findings in the payload's words. */
export const onPayload =
  (rule: Rule<PolicySubject>): PolicyRule =>
  (policy) => {
    if (!isVmPolicy(policy)) return [];
    const found = rule(policyFromArm(policy));
    return Object.assign(
      found.map((finding) => inPayloadWords(finding, policy)),
      { unknown: found.unknown },
    );
  };

/** Rules that look at each kind of retention by itself: run on one at a time, so that an unknown kind hides no other. */
const onOneKind: readonly Rule<PolicySubject>[] = [
  countsInRange,
  pointsHaveOneForm,
  pointWeekdaysAreValid,
  pointDatesAreValid,
];

const forEachKind = (rule: Rule<PolicySubject>): readonly Rule<PolicySubject>[] =>
  (["daily", "weekly", "monthly", "yearly"] as const).map((kind) => (policy: PolicySubject) => {
    const only = lazy({ [kind]: () => policy.retention?.[kind] });
    return rule({ schedule: {}, retention: only });
  });

/** All that a protection policy for Azure VMs must satisfy; policies for other workloads pass. */
export const protectionPolicyRules: readonly PolicyRule[] = [
  ...payloadRules.map((rule) => (policy: ProtectionPolicy) => (isVmPolicy(policy) ? rule(policy) : [])),
  // frequencyHasItsSchedule says of a payload what oneSchedule says of a component's arguments.
  ...vmBackupPolicyRules
    .filter((rule) => rule !== oneSchedule)
    .flatMap((rule) => (onOneKind.includes(rule) ? forEachKind(rule) : [rule]))
    .map(onPayload),
];
