import { described } from "../core/finding";
import { formatLiteral } from "../core/format";
import { cite, inRange } from "../core/limits";
import { pages } from "../core/pages";
import { all, attempt, invalidValue, noFindings, type Rule } from "../core/rule";
import { duplicatesIn, listOf, sameSet } from "../core/values";
import { type BackupPolicy, frequencyOf } from "./arm";
import { DayOfWeek, retention as limits, recoveryPoints, recoveryPointsConflict } from "./facts";
import { recoveryPointsKept } from "./recoveryPoints";
import { listIsValid, required } from "./schedule";

type PolicyRule = Rule<BackupPolicy>;

const counts = [
  ["daily", "days"],
  ["weekly", "weeks"],
  ["monthly", "months"],
  ["yearly", "years"],
] as const;

/** A retention count is a whole number within its kind's range. */
export const countsInRange: PolicyRule = ({ retention }, words) =>
  all(
    counts.map(([kind, unit]) =>
      attempt(() => {
        const kept = retention?.[kind] as Readonly<Record<string, unknown>> | undefined;
        if (kept === undefined) return noFindings;
        const path = `retention.${kind}.${unit}`;
        return (
          required(path, kept?.[unit], limits[kind].unit, words) ?? inRange(path, kept?.[unit], limits[kind])
        );
      }),
    ),
  );

/** Daily and hourly schedules keep daily points. */
export const dailyScheduleNeedsDailyRetention: PolicyRule = (policy, words) => {
  const frequency = frequencyOf(policy);
  if (frequency === undefined || frequency === "weekly" || policy.retention?.daily !== undefined)
    return noFindings;
  const example = { days: limits.daily.min };
  return invalidValue({
    path: "retention.daily",
    actual: undefined,
    accepted: `daily retention with ${words.name(`schedule.${frequency}`)}`,
    fix: {
      text: `add ${words.name("retention.daily")}: ${formatLiteral(words.value("retention.daily", example))} or more`,
      value: example,
    },
    ...cite(limits.daily),
  });
};

/** A weekly schedule makes no daily points to keep. */
export const weeklyScheduleForbidsDailyRetention: PolicyRule = (policy, words) => {
  if (frequencyOf(policy) !== "weekly" || policy.retention?.daily === undefined) return noFindings;
  return invalidValue({
    path: "retention.daily",
    actual: policy.retention.daily,
    accepted: `no daily retention with ${words.name("schedule.weekly")}`,
    fix: `remove ${words.name("retention.daily")}, or use ${words.name("schedule.daily")}`,
    ...pages.azurerm,
  });
};

/** A weekly schedule keeps weekly points. */
export const weeklyScheduleNeedsWeeklyRetention: PolicyRule = (policy, words) => {
  if (frequencyOf(policy) !== "weekly" || policy.retention?.weekly !== undefined) return noFindings;
  const example = { weeks: 12 };
  return invalidValue({
    path: "retention.weekly",
    actual: undefined,
    accepted: `weekly retention with ${words.name("schedule.weekly")}`,
    fix: {
      text: `add ${words.name("retention.weekly")}: ${formatLiteral(words.value("retention.weekly", example))}`,
      value: example,
    },
    ...pages.azurerm,
  });
};

/** Days of weekly retention: on a weekly schedule the schedule's own, otherwise required. */
export const weeklyRetentionDaysMatch: PolicyRule = (policy, words) => {
  const weekly = policy.retention?.weekly;
  const path = "retention.weekly.days";
  if (weekly === undefined) return noFindings;
  if (frequencyOf(policy) !== "weekly")
    return listIsValid(path, weekly?.days, Object.values(DayOfWeek), pages.powershell);
  const scheduled = listOf(policy.schedule.weekly?.days);
  if (weekly?.days === undefined || scheduled.length === 0) return noFindings;
  const days = listOf(weekly?.days);
  if (Array.isArray(weekly?.days) && duplicatesIn(days).length === 0 && sameSet(days, scheduled))
    return noFindings;
  return invalidValue({
    path,
    actual: weekly?.days,
    accepted: `the days of ${words.name("schedule.weekly")}, ${scheduled.join(", ")}`,
    fix: { text: `leave ${words.name(path)} out: the schedule's days are used`, value: scheduled },
    ...pages.powershell,
  });
};

/** Never more recovery points than Azure keeps for one VM. */
export const recoveryPointsWithinLimit: PolicyRule = (policy) => {
  const kept = recoveryPointsKept(policy);
  if (kept <= recoveryPoints.max) return noFindings;
  return invalidValue({
    path: "retention",
    actual: described(`${kept} recovery points at steady state`),
    accepted: `at most ${recoveryPoints.max} ${recoveryPoints.unit} for one VM`,
    fix: "keep fewer daily or weekly points",
    conflict: recoveryPointsConflict,
    ...cite(recoveryPoints),
  });
};

/** How long backups are kept. */
export const retentionRules: readonly PolicyRule[] = [
  countsInRange,
  dailyScheduleNeedsDailyRetention,
  weeklyScheduleForbidsDailyRetention,
  weeklyScheduleNeedsWeeklyRetention,
  weeklyRetentionDaysMatch,
  recoveryPointsWithinLimit,
];
