import { cite } from "../core/limits";
import { judge, type Rule } from "../core/rule";
import { numberOf } from "../core/values";
import { type BackupPolicy, frequencyOf } from "./arm";
import { calendarDays, daylightSaving, retention } from "./facts";
import { policyMeaning } from "./meaning";
import { intervalIsValid, oneSchedule, timeIsValid, weeklyDaysAreValid, windowIsValid } from "./schedule";

type PolicyRule = Rule<BackupPolicy>;

/** Every backup is kept for at least so many days; a schedule without its retention is another rule's finding. */
export const keptAtLeast =
  (days: number): PolicyRule =>
  (policy) => {
    const weeklySchedule = frequencyOf(policy) === "weekly";
    const count = weeklySchedule ? policy.retention?.weekly?.weeks : policy.retention?.daily?.days;
    const unit = weeklySchedule ? calendarDays.week : 1;
    if (!(numberOf(count) * unit < days)) return [];
    return [
      {
        path: weeklySchedule ? "retention.weekly.weeks" : "retention.daily.days",
        got: count,
        allowed: `${Math.ceil(days / unit)} or more: every backup is kept for at least ${days} days`,
        fix: `set it to ${Math.ceil(days / unit)} or more`,
        ...cite(retention.daily),
      },
    ];
  };

const scheduleIsValid = [oneSchedule, timeIsValid, weeklyDaysAreValid, intervalIsValid, windowIsValid];

/** The owner knows that backups keep their standard-time hour when the clocks change. */
export const clocksDoNotChange: PolicyRule = (policy) => {
  const { findings, unknown } = judge(scheduleIsValid, policy);
  if (findings.length > 0) return [];
  if (unknown !== undefined) throw unknown;
  const notice = policyMeaning(policy).daylightSavingNotice;
  if (notice === undefined) return [];
  return [
    {
      path: "timeZone",
      got: policy.timeZone,
      allowed: `yes, but ${notice}`,
      fix: "choose a time that suits both, and exempt the policy once you have",
      ...cite(daylightSaving),
    },
  ];
};
