import { at } from "../../core/finding";
import { formatValue } from "../../core/format";
import { nonEmptyBlock } from "../../core/nulls";
import { pages } from "../../core/pages";
import { forEachEntry, invalidValue, noFindings, type Rule, type Verdict } from "../../core/rule";
import { duplicatesIn, listOf, sameSet, textOf } from "../../core/values";
import { clockTimeOf } from "../clock";
import { backupTimeForm, simpleRetentionConflict } from "../facts";
import { RetentionPolicyType } from "./facts";
import type { ProtectionPolicy, RetentionSchedule } from "./fromArm";
import { scheduledTimes, service, timesAreValid } from "./schedule";

type PolicyRule = Rule<ProtectionPolicy>;
type Kind = "dailySchedule" | "weeklySchedule" | "monthlySchedule" | "yearlySchedule";

const durationTypes: readonly (readonly [Kind, string])[] = [
  ["dailySchedule", "Days"],
  ["weeklySchedule", "Weeks"],
  ["monthlySchedule", "Months"],
  ["yearlySchedule", "Years"],
];

const retentionPath = "properties.retentionPolicy";

/** The verdicts on each kind of retention in the payload; an unknown kind hides no finding of another. */
const forEachRetention = (
  policy: ProtectionPolicy,
  rule: (schedule: RetentionSchedule, path: string, durationType: string) => Verdict,
): Verdict =>
  forEachEntry(durationTypes, ([kind, durationType]) => {
    const schedule = nonEmptyBlock(policy.properties?.retentionPolicy?.[kind]);
    if (schedule === undefined) return noFindings;
    return rule(schedule, `${retentionPath}.${kind}`, durationType);
  });

/** Retention has the type that policies for VMs need. */
export const retentionIsLongTerm: PolicyRule = ({ properties }) => {
  const type = properties?.retentionPolicy?.retentionPolicyType;
  if (type === RetentionPolicyType.LongTerm) return noFindings;
  return invalidValue({
    path: `${retentionPath}.retentionPolicyType`,
    actual: type,
    accepted: "LongTermRetentionPolicy",
    fix: 'write "LongTermRetentionPolicy", with dailySchedule, weeklySchedule, monthlySchedule and yearlySchedule as needed',
    conflict: type === RetentionPolicyType.Simple ? simpleRetentionConflict : undefined,
    ...service,
  });
};

/** Every kind of retention repeats the schedule's time of day. With an hourly schedule it may have any time, or none. */
export const retentionTimesAreEqual: PolicyRule = (policy) => {
  const { path, times = [] } = scheduledTimes(policy) ?? {};
  const scheduled = clockTimeOf(times[0]);
  const isHourly = policy.properties?.schedulePolicy?.scheduleRunFrequency === "Hourly";
  // Another rule reports a wrong time in the schedule itself.
  if (!isHourly && !backupTimeForm.pattern.test(textOf(scheduled))) return noFindings;
  return forEachRetention(policy, ({ retentionTimes }, here) => {
    const own = listOf(retentionTimes);
    if (isHourly)
      return own.length === 0 || own[0] === times[0]
        ? noFindings
        : timesAreValid(`${here}.retentionTimes`, own);
    if (own.length === 1 && clockTimeOf(own[0]) === scheduled) return noFindings;
    return invalidValue({
      path: `${here}.retentionTimes`,
      actual: own,
      accepted: `one timestamp with the clock time of ${path} (${scheduled})`,
      fix: { text: `write [${formatValue(times[0])}]`, value: [times[0]] },
      ...service,
    });
  });
};

/** Each kind of retention counts in its own unit. */
export const durationsHaveTheirUnit: PolicyRule = (policy) =>
  forEachRetention(policy, (schedule, path, durationType) => {
    const type = schedule.retentionDuration?.durationType;
    if (type === durationType) return noFindings;
    return invalidValue({
      path: `${path}.retentionDuration.durationType`,
      actual: type,
      accepted: durationType,
      fix: {
        text: `write "${durationType}", and count in ${durationType.toLowerCase()}`,
        value: durationType,
      },
      ...service,
    });
  });

/** Monthly and yearly points name the form that chooses them. */
export const pointsNameTheirForm: PolicyRule = (policy) =>
  forEachRetention(policy, (schedule, path, durationType) => {
    if (durationType === "Days" || durationType === "Weeks") return noFindings;
    const form = schedule.retentionScheduleFormatType;
    if (form === "Daily" || form === "Weekly") return noFindings;
    return invalidValue({
      path: `${path}.retentionScheduleFormatType`,
      actual: form,
      accepted: "Weekly with retentionScheduleWeekly, or Daily with retentionScheduleDaily",
      fix: "write the one of the two that chooses the points",
      ...service,
    });
  });

/** Each day of the month is a date or the last day. The last day has no date, and is listed once. */
export const daysOfMonthAreComplete: PolicyRule = (policy) =>
  forEachRetention(policy, ({ retentionScheduleFormatType: form, retentionScheduleDaily }, path) => {
    if (form !== "Daily") return noFindings;
    const days = listOf(retentionScheduleDaily?.daysOfTheMonth);
    const here = `${path}.retentionScheduleDaily.daysOfTheMonth`;
    return forEachEntry(days, (day, i) => {
      const { date, isLast } = day ?? {};
      const place = at(here, Number(i));
      if (isLast !== true && (date === undefined || date === null)) {
        return invalidValue({
          path: place,
          actual: day,
          accepted: "a date, or { date: 0, isLast: true } for the last day",
          fix: "give one of the two, or remove it",
          ...service,
        });
      }
      if (isLast !== true) return noFindings;
      if (days.findIndex((other) => other?.isLast === true) < Number(i))
        return invalidValue({
          path: place,
          actual: day,
          accepted: "the last day once",
          fix: "remove it",
          ...service,
        });
      if (date === undefined || date === null || date === 0) return noFindings;
      return invalidValue({
        path: `${place}.date`,
        actual: date,
        accepted: "0 if isLast is true",
        fix: "set it to 0, or isLast to false",
        ...service,
      });
    });
  });

/** With a weekly schedule, weekly retention repeats the schedule's days. */
export const weeklyRetentionRepeatsDays: PolicyRule = ({ properties }) => {
  const schedule = properties?.schedulePolicy;
  const weekly = nonEmptyBlock(properties?.retentionPolicy?.weeklySchedule);
  if (schedule?.scheduleRunFrequency !== "Weekly" || weekly === undefined) return noFindings;
  const scheduled = listOf(schedule.scheduleRunDays ?? schedule.weeklySchedule?.scheduleRunDays);
  const days = listOf(weekly.daysOfTheWeek);
  // Another rule reports a schedule without days.
  if (scheduled.length === 0) return noFindings;
  if (sameSet(days, scheduled) && duplicatesIn(days).length === 0) return noFindings;
  return invalidValue({
    path: `${retentionPath}.weeklySchedule.daysOfTheWeek`,
    actual: weekly.daysOfTheWeek,
    accepted: `the days of the schedule: ${scheduled.map(formatValue).join(", ")}`,
    fix: "repeat scheduleRunDays here",
    ...pages.powershell,
  });
};

/** How long backups are kept, as a payload has it. */
export const retentionPolicyRules: readonly PolicyRule[] = [
  retentionIsLongTerm,
  retentionTimesAreEqual,
  durationsHaveTheirUnit,
  pointsNameTheirForm,
  daysOfMonthAreComplete,
  weeklyRetentionRepeatsDays,
];
