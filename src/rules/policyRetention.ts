import { type ByDate, type ByWeekday, frequencyOf, type PolicySubject } from "../arm/vmBackupPolicy";
import { pages } from "../facts/fact";
import {
  DayOfWeek,
  dayOfMonth,
  retention as limits,
  MonthOfYear,
  recoveryPoints,
  WeekOfMonth,
} from "../facts/vmBackupPolicy";
import { at, type Finding } from "./finding";
import { inRange } from "./limits";
import { listIsValid, required } from "./policySchedule";
import { recoveryPointsKept } from "./recoveryPoints";
import { forEachEntry, type Rule } from "./rule";
import { listOf, presentKeys, repeated, sameSet } from "./values";

type PolicyRule = Rule<PolicySubject>;
type Point = { readonly byWeekday?: ByWeekday; readonly byDate?: ByDate } | undefined;

/** A retention count is a whole number within its kind's range. */
export const countsInRange: PolicyRule = ({ retention }) => [
  ...count("retention.daily.days", retention?.daily, retention?.daily?.days, limits.daily),
  ...count("retention.weekly.weeks", retention?.weekly, retention?.weekly?.weeks, limits.weekly),
  ...count("retention.monthly.months", retention?.monthly, retention?.monthly?.months, limits.monthly),
  ...count("retention.yearly.years", retention?.yearly, retention?.yearly?.years, limits.yearly),
];

function count(
  path: string,
  parent: unknown,
  value: unknown,
  limit: typeof limits.daily,
): readonly Finding[] {
  return parent === undefined ? [] : (required(path, value, limit.unit) ?? inRange(path, value, limit));
}

/** Daily and hourly schedules keep daily points. */
export const dailyScheduleNeedsDailyRetention: PolicyRule = (policy) => {
  const frequency = frequencyOf(policy);
  if (frequency === undefined || frequency === "weekly" || policy.retention?.daily !== undefined) return [];
  return [
    {
      path: "retention.daily",
      got: undefined,
      allowed: `daily retention with a schedule.${frequency}`,
      fix: `add retention.daily: { days: ${limits.daily.min} } or more`,
      source: limits.daily.source,
    },
  ];
};

/** A weekly schedule makes no daily points to keep. */
export const weeklyScheduleForbidsDailyRetention: PolicyRule = (policy) =>
  frequencyOf(policy) !== "weekly" || policy.retention?.daily === undefined
    ? []
    : [
        {
          path: "retention.daily",
          got: policy.retention.daily,
          allowed: "no daily retention with schedule.weekly",
          fix: "remove retention.daily, or use schedule.daily",
          source: pages.azurerm,
        },
      ];

/** A weekly schedule keeps weekly points. */
export const weeklyScheduleNeedsWeeklyRetention: PolicyRule = (policy) =>
  frequencyOf(policy) !== "weekly" || policy.retention?.weekly !== undefined
    ? []
    : [
        {
          path: "retention.weekly",
          got: undefined,
          allowed: "weekly retention with schedule.weekly",
          fix: "add retention.weekly: { weeks: 12 }",
          source: pages.azurerm,
        },
      ];

/** Days of weekly retention: on a weekly schedule the schedule's own, otherwise required. */
export const weeklyRetentionDaysMatch: PolicyRule = (policy) => {
  const weekly = policy.retention?.weekly;
  const path = "retention.weekly.days";
  if (weekly === undefined) return [];
  if (frequencyOf(policy) !== "weekly")
    return listIsValid(path, weekly?.days, Object.values(DayOfWeek), pages.powershell);
  const scheduled = listOf(policy.schedule.weekly?.days);
  if (weekly?.days === undefined) return [];
  const twice = repeated(listOf(weekly?.days));
  if (Array.isArray(weekly?.days) && twice.length === 0 && sameSet(listOf(weekly?.days), scheduled))
    return [];
  return [
    {
      path,
      got: weekly?.days,
      allowed: `the days of schedule.weekly, ${scheduled.join(", ")}`,
      fix: "leave retention.weekly.days out: the schedule's days are used",
      source: pages.powershell,
    },
  ];
};

/** Monthly and yearly points name their day by weekday or by date, not both. */
export const pointsHaveOneForm: PolicyRule = ({ retention }) =>
  points(retention).flatMap(([path, point]) => {
    const given = presentKeys(point).filter((key) => key === "byWeekday" || key === "byDate");
    if (given.length === 1) return [];
    return [
      {
        path,
        got: given,
        allowed: "exactly one of byWeekday, byDate",
        fix: "give byWeekday: { days, weeks } or byDate: { days, lastDay }",
        source: pages.azurerm,
      },
    ];
  });

/** Weekdays and weeks of monthly and yearly points: each list with at least one, none twice. */
export const pointWeekdaysAreValid: PolicyRule = ({ retention }) =>
  points(retention).flatMap(([path, point]) =>
    point?.byWeekday === undefined
      ? []
      : [
          ...listIsValid(
            `${path}.byWeekday.days`,
            point.byWeekday?.days,
            Object.values(DayOfWeek),
            pages.powershell,
          ),
          ...listIsValid(
            `${path}.byWeekday.weeks`,
            point.byWeekday?.weeks,
            Object.values(WeekOfMonth),
            pages.powershell,
          ),
        ],
  );

/** Dates of monthly and yearly points: a day every month has, or the last one. */
export const pointDatesAreValid: PolicyRule = ({ retention }) =>
  points(retention).flatMap(([path, point]) => {
    if (point?.byDate === undefined) return [];
    const days = listOf(point.byDate?.days);
    const here = `${path}.byDate`;
    if (days.length === 0 && point.byDate?.lastDay !== true) {
      return [
        {
          path: here,
          got: point.byDate,
          allowed: "at least one day, or lastDay: true",
          fix: "give one",
          source: dayOfMonth.source,
        },
      ];
    }
    const twice = repeated(days);
    return [
      ...forEachEntry(days, (day, i) =>
        inRange(at(`${here}.days`, Number(i)), day, dayOfMonth, "use lastDay: true for the end of the month"),
      ),
      ...(twice.length === 0
        ? []
        : [
            {
              path: `${here}.days`,
              got: days,
              allowed: "each day once",
              fix: `name ${twice.join(", ")} once`,
              source: dayOfMonth.source,
            },
          ]),
    ];
  });

/** A weekly schedule has no point on a given date. */
export const weeklyScheduleForbidsDates: PolicyRule = (policy) =>
  frequencyOf(policy) !== "weekly"
    ? []
    : points(policy.retention).flatMap(([path, point]) =>
        point?.byDate === undefined
          ? []
          : [
              {
                path: `${path}.byDate`,
                got: point.byDate,
                allowed: "byWeekday with schedule.weekly: no backup may fall on a given date",
                fix: "use byWeekday with one of the schedule's days",
                source: "https://github.com/microsoft/mcp/pull/2504",
              },
            ],
      );

/** A weekly schedule's monthly and yearly points fall on its days. */
export const pointWeekdaysAreScheduled: PolicyRule = (policy) => {
  if (frequencyOf(policy) !== "weekly") return [];
  const scheduled = listOf(policy.schedule.weekly?.days);
  return points(policy.retention).flatMap(([path, point]) => {
    const stray = listOf(point?.byWeekday?.days).filter((day) => !scheduled.includes(day));
    if (stray.length === 0) return [];
    return [
      {
        path: `${path}.byWeekday.days`,
        got: stray,
        allowed: `days of schedule.weekly, ${scheduled.join(", ")}`,
        fix: "use one of them, or add the day to schedule.weekly.days",
        source: pages.powershell,
      },
    ];
  });
};

/** Months of yearly points: at least one, none twice. */
export const yearlyMonthsAreValid: PolicyRule = ({ retention }) =>
  retention?.yearly === undefined
    ? []
    : listIsValid(
        "retention.yearly.months",
        retention.yearly?.months,
        Object.values(MonthOfYear),
        pages.azurerm,
      );

/** Never more recovery points than Azure keeps for one VM. */
export const recoveryPointsWithinLimit: PolicyRule = (policy) => {
  const kept = recoveryPointsKept(policy);
  if (kept <= recoveryPoints.max) return [];
  return [
    {
      path: "retention",
      got: `${kept} recovery points at steady state`,
      allowed: `at most ${recoveryPoints.max} ${recoveryPoints.unit} for one VM`,
      fix: "keep fewer daily or weekly points",
      source: recoveryPoints.source,
    },
  ];
};

const points = (retention: PolicySubject["retention"]): [path: string, point: Point][] =>
  (["monthly", "yearly"] as const)
    .filter((kind) => retention?.[kind] !== undefined)
    .map((kind) => [`retention.${kind}`, retention[kind]]);

export const retentionRules: readonly PolicyRule[] = [
  countsInRange,
  dailyScheduleNeedsDailyRetention,
  weeklyScheduleForbidsDailyRetention,
  weeklyScheduleNeedsWeeklyRetention,
  weeklyRetentionDaysMatch,
  pointsHaveOneForm,
  pointWeekdaysAreValid,
  pointDatesAreValid,
  weeklyScheduleForbidsDates,
  pointWeekdaysAreScheduled,
  yearlyMonthsAreValid,
  recoveryPointsWithinLimit,
];
