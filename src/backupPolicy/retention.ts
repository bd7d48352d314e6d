import { pages } from "../core/fact";
import type { Finding } from "../core/finding";
import { inRange } from "../core/limits";
import type { Rule } from "../core/rule";
import { listOf, repeated, sameSet } from "../core/values";
import { type BackupPolicy, frequencyOf } from "./arm";
import { DayOfWeek, retention as limits, recoveryPoints } from "./facts";
import { recoveryPointsKept } from "./recoveryPoints";
import { listIsValid, required } from "./schedule";

type PolicyRule = Rule<BackupPolicy>;

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

export const retentionRules: readonly PolicyRule[] = [
  countsInRange,
  dailyScheduleNeedsDailyRetention,
  weeklyScheduleForbidsDailyRetention,
  weeklyScheduleNeedsWeeklyRetention,
  weeklyRetentionDaysMatch,
  recoveryPointsWithinLimit,
];
