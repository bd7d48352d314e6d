import { described } from "../core/finding";
import { formatList, formatLiteral } from "../core/format";
import { cite, inRange } from "../core/limits";
import { pages } from "../core/pages";
import { all, attempt, invalidValue, missing, noFindings, type Rule } from "../core/rule";
import { duplicatesIn, listOf, sameSet } from "../core/values";
import { type BackupPolicy, frequencyOf } from "./arm";
import { DayOfWeek, retention as limits, recoveryPoints, recoveryPointsConflict } from "./facts";
import { listIsValid, numbersOf, required } from "./lists";
import { recoveryPointCount } from "./recoveryPoints";

type PolicyRule = Rule<BackupPolicy>;

const counts = [
  ["daily", "days"],
  ["weekly", "weeks"],
  ["monthly", "months"],
  ["yearly", "years"],
] as const;

/** Each retention count is a whole number within the range of its kind. */
export const countsInRange: PolicyRule = ({ retention }, words) =>
  all(
    counts.map(([kind, unit]) =>
      attempt(() => {
        const ofKind = retention?.[kind] as Readonly<Record<string, unknown>> | undefined;
        if (ofKind === undefined) return noFindings;
        const path = `retention.${kind}.${unit}`;
        return (
          required(path, ofKind?.[unit], numbersOf(limits[kind]), words) ??
          inRange(path, ofKind?.[unit], limits[kind])
        );
      }),
    ),
  );

/** Daily and hourly schedules need daily retention. */
export const dailyScheduleNeedsDailyRetention: PolicyRule = (policy, words) => {
  const frequency = frequencyOf(policy);
  if (frequency === undefined || frequency === "weekly" || policy.retention?.daily !== undefined)
    return noFindings;
  const example = { days: limits.daily.min };
  return missing({
    path: "retention.daily",
    message: `${words.name(`schedule.${frequency}`)} requires daily retention`,
    fix: {
      text: `add ${words.name("retention.daily")}: ${formatLiteral(words.value("retention.daily", example))} or more`,
      value: example,
    },
    ...cite(limits.daily),
  });
};

/** A weekly schedule has no daily points. */
export const weeklyScheduleForbidsDailyRetention: PolicyRule = (policy, words) => {
  if (frequencyOf(policy) !== "weekly" || policy.retention?.daily === undefined) return noFindings;
  return invalidValue({
    path: "retention.daily",
    actual: policy.retention.daily,
    requires: `${words.name("schedule.daily")} or ${words.name("schedule.hourly")}`,
    fix: `remove ${words.name("retention.daily")}, or use ${words.name("schedule.daily")}`,
    ...pages.azurerm,
  });
};

/** A weekly schedule needs weekly retention. */
export const weeklyScheduleNeedsWeeklyRetention: PolicyRule = (policy, words) => {
  if (frequencyOf(policy) !== "weekly" || policy.retention?.weekly !== undefined) return noFindings;
  const example = { weeks: 12 };
  return missing({
    path: "retention.weekly",
    message: `${words.name("schedule.weekly")} requires weekly retention`,
    fix: {
      text: `add ${words.name("retention.weekly")}: ${formatLiteral(words.value("retention.weekly", example))}`,
      value: example,
    },
    ...pages.azurerm,
  });
};

/** Weekly retention has the days of a weekly schedule, or with any other schedule at least one day. */
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
    accepted: `the days of ${words.name("schedule.weekly")}: ${formatList(scheduled)}`,
    fix: { text: `${words.without(path)}: the schedule's days are used`, value: scheduled },
    ...pages.powershell,
  });
};

/** The policy keeps at most as many recovery points as Azure allows for one VM. */
export const recoveryPointsWithinLimit: PolicyRule = (policy) => {
  const count = recoveryPointCount(policy);
  if (count <= recoveryPoints.max) return noFindings;
  return invalidValue({
    path: "retention",
    actual: described(`${count} recovery points at steady state`),
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
