import { cite, inRange } from "../core/limits";
import { invalidValue, judge, named, noFindings, note, type Rule } from "../core/rule";
import { numberOf } from "../core/values";
import { type BackupPolicy, frequencyOf } from "./arm";
import { calendarDays, daylightSaving, retention } from "./facts";
import { daylightSavingNotice } from "./meaning";
import { intervalIsValid, oneSchedule, timeIsValid, weeklyDaysAreValid, windowIsValid } from "./schedule";

type PolicyRule = Rule<BackupPolicy>;

/** Every backup is kept for at least a number of days. Another rule reports a schedule without retention. */
export const minimumRetention = (days: number): PolicyRule =>
  named("minimumRetention", (policy) => {
    const isWeekly = frequencyOf(policy) === "weekly";
    const count = isWeekly ? policy.retention?.weekly?.weeks : policy.retention?.daily?.days;
    const path = isWeekly ? "retention.weekly.weeks" : "retention.daily.days";
    const unitDays = isWeekly ? calendarDays.week : 1;
    const isAccepted =
      inRange(path, count, isWeekly ? retention.weekly : retention.daily).findings.length === 0;
    if (!(numberOf(count) * unitDays < days)) return noFindings;
    // A requirement of no more than Azure's own minimum adds nothing to the rule that reports such a count.
    if (!isAccepted && days <= retention.daily.min) return noFindings;
    const least = Math.ceil(days / unitDays);
    return invalidValue({
      path,
      actual: count,
      accepted: `${least} or more, so that every backup is kept for at least ${days} days`,
      by: "this requirement",
      fix: { text: `set it to ${least} or more`, value: least },
      ...cite(retention.daily),
    });
  });

const scheduleIsValid = [oneSchedule, timeIsValid, weeklyDaysAreValid, intervalIsValid, windowIsValid];

/** A note for a policy whose time zone has daylight saving time, because Azure Backup does not adjust to it. */
export const daylightSavingNote: PolicyRule = (policy) => {
  const { findings, unknown } = judge(scheduleIsValid, policy);
  if (findings.length > 0) return noFindings;
  if (unknown !== undefined) throw unknown;
  const notice = daylightSavingNotice(policy);
  if (notice === undefined) return noFindings;
  return note({
    path: "timeZone",
    message: notice,
    fix: "choose a time that suits both offsets, then exempt the policy",
    ...cite(daylightSaving),
  });
};
