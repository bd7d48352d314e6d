import { cite } from "../core/limits";
import { invalidValue, judge, named, noFindings, note, type Rule } from "../core/rule";
import { numberOf } from "../core/values";
import { type BackupPolicy, frequencyOf } from "./arm";
import { calendarDays, daylightSaving, retention } from "./facts";
import { policyMeaning } from "./meaning";
import { intervalIsValid, oneSchedule, timeIsValid, weeklyDaysAreValid, windowIsValid } from "./schedule";

type PolicyRule = Rule<BackupPolicy>;

/** Every backup is kept for at least so many days; a schedule without its retention is another rule's finding. */
export const keptAtLeast = (days: number): PolicyRule =>
  named("keptAtLeast", (policy) => {
    const weeklySchedule = frequencyOf(policy) === "weekly";
    const count = weeklySchedule ? policy.retention?.weekly?.weeks : policy.retention?.daily?.days;
    const unit = weeklySchedule ? calendarDays.week : 1;
    if (!(numberOf(count) * unit < days)) return noFindings;
    return invalidValue({
      path: weeklySchedule ? "retention.weekly.weeks" : "retention.daily.days",
      actual: count,
      accepted: `${Math.ceil(days / unit)} or more: every backup is kept for at least ${days} days`,
      fix: { text: `set it to ${Math.ceil(days / unit)} or more`, value: Math.ceil(days / unit) },
      ...cite(retention.daily),
    });
  });

const scheduleIsValid = [oneSchedule, timeIsValid, weeklyDaysAreValid, intervalIsValid, windowIsValid];

/** The owner knows that Azure does not follow the clocks when they change. */
export const clocksDoNotChange: PolicyRule = (policy) => {
  const { findings, unknown } = judge(scheduleIsValid, policy);
  if (findings.length > 0) return noFindings;
  if (unknown !== undefined) throw unknown;
  const { daylightSavingNotice } = policyMeaning(policy);
  if (daylightSavingNotice === undefined) return noFindings;
  return note({
    path: "timeZone",
    message: daylightSavingNotice,
    fix: "choose a time that suits both offsets, then exempt the policy",
    ...cite(daylightSaving),
  });
};
