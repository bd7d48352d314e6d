import { at } from "../core/finding";
import { pages } from "../core/pages";
import { blockOf } from "../core/present";
import { fault, forEachEntry, pass, type Rule, type Verdict } from "../core/rule";
import { show } from "../core/say";
import { listOf, repeated, sameSet, textOf } from "../core/values";
import { clockTimeOf } from "./clock";
import { backupTimeForm, simpleRetentionConflict } from "./facts";
import type { ProtectionPolicy, RetentionSchedule } from "./fromArm";
import { scheduledTimes, service, timesAreValid } from "./payloadSchedule";

type PolicyRule = Rule<ProtectionPolicy>;
type Kind = "dailySchedule" | "weeklySchedule" | "monthlySchedule" | "yearlySchedule";

const durationTypes: readonly (readonly [Kind, string])[] = [
  ["dailySchedule", "Days"],
  ["weeklySchedule", "Weeks"],
  ["monthlySchedule", "Months"],
  ["yearlySchedule", "Years"],
];

const retentionPath = "properties.retentionPolicy";

/** The findings for each kind of retention that the payload has; an unknown one hides no other. */
const forEachRetention = (
  policy: ProtectionPolicy,
  rule: (schedule: RetentionSchedule, path: string, durationType: string) => Verdict,
): Verdict =>
  forEachEntry(durationTypes, ([kind, durationType]) => {
    const schedule = blockOf(policy.properties?.retentionPolicy?.[kind]);
    if (schedule === undefined) return pass;
    return rule(schedule, `${retentionPath}.${kind}`, durationType);
  });

/** Retention is of the one kind that VM policies have. */
export const retentionIsLongTerm: PolicyRule = ({ properties }) => {
  const type = properties?.retentionPolicy?.retentionPolicyType;
  if (type === "LongTermRetentionPolicy") return pass;
  return fault({
    path: `${retentionPath}.retentionPolicyType`,
    got: type,
    allowed: "LongTermRetentionPolicy",
    fix: "use it, with dailySchedule, weeklySchedule, monthlySchedule and yearlySchedule as needed",
    conflict: type === "SimpleRetentionPolicy" ? simpleRetentionConflict : undefined,
    ...service,
  });
};

/** Every kind of retention repeats the schedule's time of day. With an hourly schedule it may be any, or none. */
export const retentionTimesAreEqual: PolicyRule = (policy) => {
  const { path, times = [] } = scheduledTimes(policy) ?? {};
  const wanted = clockTimeOf(times[0]);
  const isHourly = policy.properties?.schedulePolicy?.scheduleRunFrequency === "Hourly";
  // What the schedule itself has wrong is said there alone.
  if (!isHourly && !backupTimeForm.pattern.test(textOf(wanted))) return pass;
  return forEachRetention(policy, ({ retentionTimes }, here) => {
    const given = listOf(retentionTimes);
    if (isHourly)
      return given.length === 0 || given[0] === times[0]
        ? pass
        : timesAreValid(`${here}.retentionTimes`, given);
    if (given.length === 1 && clockTimeOf(given[0]) === wanted) return pass;
    return fault({
      path: `${here}.retentionTimes`,
      got: given,
      allowed: `one timestamp, with the clock time of ${path}, ${wanted}`,
      fix: { text: `write [${show(times[0])}]`, value: [times[0]] },
      ...service,
    });
  });
};

/** Each kind of retention counts in its own unit. */
export const durationsHaveTheirUnit: PolicyRule = (policy) =>
  forEachRetention(policy, (schedule, path, durationType) => {
    const type = schedule.retentionDuration?.durationType;
    if (type === durationType) return pass;
    return fault({
      path: `${path}.retentionDuration.durationType`,
      got: type,
      allowed: durationType,
      fix: { text: `count in ${durationType.toLowerCase()}`, value: durationType },
      ...service,
    });
  });

/** Monthly and yearly points say which form chooses them. */
export const pointsNameTheirForm: PolicyRule = (policy) =>
  forEachRetention(policy, (schedule, path, durationType) => {
    if (durationType === "Days" || durationType === "Weeks") return pass;
    const form = schedule.retentionScheduleFormatType;
    if (form === "Daily" || form === "Weekly") return pass;
    return fault({
      path: `${path}.retentionScheduleFormatType`,
      got: form,
      allowed: "Weekly with retentionScheduleWeekly, Daily with retentionScheduleDaily",
      fix: "say which of the two chooses the points",
      ...service,
    });
  });

/** A day of the month is a date or the last day: the last day has no date, and stands once. */
export const daysOfMonthAreWhole: PolicyRule = (policy) =>
  forEachRetention(policy, ({ retentionScheduleFormatType: form, retentionScheduleDaily }, path) => {
    if (form !== "Daily") return pass;
    const days = listOf(retentionScheduleDaily?.daysOfTheMonth);
    const here = `${path}.retentionScheduleDaily.daysOfTheMonth`;
    return forEachEntry(days, (day, i) => {
      const { date, isLast } = day ?? {};
      const place = at(here, Number(i));
      if (isLast !== true && (date === undefined || date === null)) {
        const allowed = "a date, or { date: 0, isLast: true } for the last day";
        return fault({
          path: place,
          got: day,
          allowed,
          fix: "give one of the two, or remove it",
          ...service,
        });
      }
      if (isLast !== true) return pass;
      if (days.findIndex((other) => other?.isLast === true) < Number(i))
        return fault({ path: place, got: day, allowed: "the last day once", fix: "remove it", ...service });
      if (date === undefined || date === null || date === 0) return pass;
      const allowed = "0 where isLast is true";
      return fault({
        path: `${place}.date`,
        got: date,
        allowed,
        fix: "set it to 0, or isLast to false",
        ...service,
      });
    });
  });

/** On a weekly schedule, weekly retention repeats the schedule's days. */
export const weeklyRetentionRepeatsDays: PolicyRule = ({ properties }) => {
  const schedule = properties?.schedulePolicy;
  const weekly = blockOf(properties?.retentionPolicy?.weeklySchedule);
  if (schedule?.scheduleRunFrequency !== "Weekly" || weekly === undefined) return pass;
  const scheduled = listOf(schedule.scheduleRunDays ?? schedule.weeklySchedule?.scheduleRunDays);
  const days = listOf(weekly.daysOfTheWeek);
  if (sameSet(days, scheduled) && repeated(days).length === 0) return pass;
  return fault({
    path: `${retentionPath}.weeklySchedule.daysOfTheWeek`,
    got: weekly.daysOfTheWeek,
    allowed: `the scheduled days, ${scheduled.map(show).join(", ")}`,
    fix: "repeat scheduleRunDays here",
    ...pages.powershell,
  });
};

export const payloadRetentionRules: readonly PolicyRule[] = [
  retentionIsLongTerm,
  retentionTimesAreEqual,
  durationsHaveTheirUnit,
  pointsNameTheirForm,
  daysOfMonthAreWhole,
  weeklyRetentionRepeatsDays,
];
