import { at } from "../core/finding";
import { pages } from "../core/pages";
import { fault, forEachEntry, pass, type Rule, type Verdict } from "../core/rule";
import { show } from "../core/say";
import { listOf, repeated, sameSet } from "../core/values";
import type { ProtectionPolicy, RetentionSchedule } from "./fromArm";
import { scheduledTimes, service, timeOfDay } from "./payloadSchedule";

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
    const schedule = policy.properties?.retentionPolicy?.[kind];
    if (schedule === undefined || schedule === null) return pass;
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
    ...service,
  });
};

/** Every kind of retention repeats the schedule's time of day. The window of an hourly schedule is compared with nothing. */
export const retentionTimesAreEqual: PolicyRule = (policy) => {
  const { path, times = [] } = scheduledTimes(policy) ?? {};
  const wanted = timeOfDay(times[0]);
  if (wanted === undefined || policy.properties?.schedulePolicy?.scheduleRunFrequency === "Hourly")
    return pass;
  return forEachRetention(policy, ({ retentionTimes }, here) => {
    const given = listOf(retentionTimes);
    if (given.length === 1 && timeOfDay(given[0]) === wanted) return pass;
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

/** The last day of a month has no number. */
export const lastDayHasNoDate: PolicyRule = (policy) =>
  forEachRetention(policy, ({ retentionScheduleDaily }, path) =>
    forEachEntry(listOf(retentionScheduleDaily?.daysOfTheMonth), (day, i) => {
      const date = day?.isLast === true ? day.date : undefined;
      if (date === undefined || date === null || date === 0) return pass;
      return fault({
        path: `${at(`${path}.retentionScheduleDaily.daysOfTheMonth`, Number(i))}.date`,
        got: date,
        allowed: "0 where isLast is true",
        fix: "set it to 0, or isLast to false",
        ...service,
      });
    }),
  );

/** On a weekly schedule, weekly retention repeats the schedule's days. */
export const weeklyRetentionRepeatsDays: PolicyRule = ({ properties }) => {
  const schedule = properties?.schedulePolicy;
  const weekly = properties?.retentionPolicy?.weeklySchedule;
  if (schedule?.scheduleRunFrequency !== "Weekly" || weekly === undefined || weekly === null) return pass;
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
  lastDayHasNoDate,
  weeklyRetentionRepeatsDays,
];
