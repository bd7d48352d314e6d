import { isObject, type Json, listAt, objectAt, valueAt } from "./json";
import { checkChoices, checkInteger, ensure, type Schedule, singleClockTime, weekDays } from "./policyFields";

// azurerm's limits. PowerShell's constants end at 99 years and at the 28th day of a month.
const retention = {
  dailySchedule: { unit: "Days", min: 7, max: 9999 },
  weeklySchedule: { unit: "Weeks", min: 1, max: 9999 },
  monthlySchedule: { unit: "Months", min: 1, max: 9999 },
  yearlySchedule: { unit: "Years", min: 1, max: 9999 },
} as const;

type RetentionKind = keyof typeof retention;
const kinds = Object.keys(retention) as RetentionKind[];

const lastDayOfMonth = 31;
const weeksOfMonth = ["First", "Second", "Third", "Fourth", "Last"];
const months = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/** Three months in each unit of a tiering rule. Real Azure accepted 90 days. */
const threeMonths: Record<string, { min: number; perMonth: number }> = {
  Days: { min: 90, perMonth: 30 },
  Weeks: { min: 13, perMonth: 52 / 12 },
  Months: { min: 3, perMonth: 1 },
  Years: { min: 1, perMonth: 1 / 12 },
};
const monthsInArchive = 6;
const monthsForRecommended = 9;

/**
 * Checks retention and tiering. A VM can have 9999 recovery points, but this is not a rule here: no source says that the service
 * computes them when a policy is written.
 *
 * @throws PolicyError at the first broken rule.
 */
export function checkRetention(schedule: Schedule, properties: Json): void {
  const policy = objectAt(properties, "retentionPolicy");
  ensure(
    policy.retentionPolicyType === "LongTermRetentionPolicy",
    "retentionPolicyType LongTermRetentionPolicy is needed.",
  );
  const required = schedule.frequency === "Weekly" ? "weeklySchedule" : "dailySchedule";
  ensure(isObject(policy[required]), `A ${schedule.frequency} schedule needs ${required} in its retention.`);
  ensure(
    schedule.frequency !== "Weekly" || policy.dailySchedule === undefined,
    "A Weekly schedule has no daily retention.",
  );
  for (const kind of kinds) {
    if (policy[kind] !== undefined) checkRetentionSchedule(schedule, kind, objectAt(policy, kind));
  }
  checkTiering(properties);
}

function checkRetentionSchedule(schedule: Schedule, kind: RetentionKind, rule: Json): void {
  const { unit, min, max } = retention[kind];
  ensure(valueAt(rule, "retentionDuration.durationType") === unit, `${kind}: the duration is in ${unit}.`);
  checkInteger(`${kind}: retentionDuration.count`, valueAt(rule, "retentionDuration.count"), min, max);
  checkTimes(schedule, kind, rule.retentionTimes);
  if (kind === "weeklySchedule") checkWeekDays(schedule, listAt(rule, "daysOfTheWeek"));
  if (kind === "yearlySchedule") checkChoices("monthsOfYear", listAt(rule, "monthsOfYear"), months);
  if (kind === "monthlySchedule" || kind === "yearlySchedule") checkScheduleFormat(schedule, kind, rule);
}

function checkTimes(schedule: Schedule, kind: RetentionKind, times: unknown): void {
  // Hourly: the times are optional and can differ from the start of the window.
  if (schedule.frequency === "Hourly") {
    if (times !== undefined) singleClockTime(`${kind}: retentionTimes`, times);
    return;
  }
  const time = singleClockTime(`${kind}: retentionTimes`, times);
  ensure(
    time === schedule.time,
    `${kind}: retentionTimes ${time} is not the schedule's time ${schedule.time}.`,
  );
}

function checkWeekDays(schedule: Schedule, days: unknown[]): void {
  checkChoices("daysOfTheWeek", days, weekDays);
  if (schedule.frequency !== "Weekly") return;
  const equalsSchedule = days.length === schedule.days.length && areScheduleDays(schedule, days);
  ensure(equalsSchedule, `Retention weekdays ${days} must be the same as the schedule's ${schedule.days}.`);
}

const areScheduleDays = (schedule: Schedule, days: unknown[]): boolean =>
  days.every((day) => schedule.days.includes(day as string));

function checkScheduleFormat(schedule: Schedule, kind: RetentionKind, rule: Json): void {
  const format = rule.retentionScheduleFormatType;
  ensure(
    format === "Weekly" || format === "Daily",
    `${kind}: retentionScheduleFormatType is Weekly or Daily, not ${format}.`,
  );
  if (format === "Daily") {
    ensure(schedule.frequency !== "Weekly", `${kind}: a Weekly schedule keeps by weekday, not by date.`);
    checkDates(kind, listAt(rule, "retentionScheduleDaily.daysOfTheMonth"));
    return;
  }
  const days = listAt(rule, "retentionScheduleWeekly.daysOfTheWeek");
  const weeks = listAt(rule, "retentionScheduleWeekly.weeksOfTheMonth");
  checkChoices(`${kind}: daysOfTheWeek`, days, weekDays);
  checkChoices(`${kind}: weeksOfTheMonth`, weeks, weeksOfMonth);
  ensure(
    schedule.frequency !== "Weekly" || areScheduleDays(schedule, days),
    `${kind}: ${days} are not all days of the schedule, ${schedule.days}.`,
  );
}

/** Dates from 1 to 31; `{ date: 0, isLast: true }` is the last day of the month. */
function checkDates(kind: RetentionKind, dates: unknown[]): void {
  ensure(dates.length > 0, `${kind}: daysOfTheMonth is empty.`);
  for (const day of dates) {
    const { date, isLast } = objectAt(day);
    if (isLast === true)
      ensure(date === undefined || date === 0, `${kind}: the last day of the month has date 0.`);
    else checkInteger(`${kind}: daysOfTheMonth`, date, 1, lastDayOfMonth);
  }
  const distinct = new Set(
    dates.map((day) => (valueAt(day, "isLast") === true ? "last" : valueAt(day, "date"))),
  );
  ensure(distinct.size === dates.length, `${kind}: daysOfTheMonth has a duplicate.`);
}

/** For how many days the vault keeps every backup of the schedule. Snapshots must not be kept longer. */
export function vaultRetentionDays(schedule: Schedule, properties: Json): number {
  const policy = objectAt(properties, "retentionPolicy");
  if (schedule.frequency === "Weekly")
    return 7 * Number(valueAt(policy, "weeklySchedule.retentionDuration.count"));
  return Number(valueAt(policy, "dailySchedule.retentionDuration.count"));
}

function checkTiering(properties: Json): void {
  const rules = objectAt(properties, "tieringPolicy");
  for (const key of Object.keys(rules))
    ensure(key === "ArchivedRP", `tieringPolicy: ${key} is not ArchivedRP.`);
  const rule = rules.ArchivedRP;
  if (rule === undefined) return;
  const { tieringMode: mode, duration = 0, durationType: unit = "Invalid" } = objectAt(rule);
  if (mode === "TierAfter") {
    checkTierAfter(properties, duration, String(unit));
    return;
  }
  ensure(
    mode === "TierRecommended" || mode === "DoNotTier",
    `tieringMode is ${mode}: TierAfter, TierRecommended and DoNotTier are allowed.`,
  );
  ensure(
    duration === 0 && unit === "Invalid",
    `tieringPolicy: ${mode} is sent with duration 0 and durationType Invalid.`,
  );
  if (mode === "DoNotTier") return;
  ensure(
    retentionMonths(properties) >= monthsForRecommended,
    `tieringPolicy: TierRecommended needs a monthly or yearly retention of ${monthsForRecommended} months.`,
  );
}

function checkTierAfter(properties: Json, duration: unknown, unit: string): void {
  const limit = threeMonths[unit];
  ensure(
    limit !== undefined,
    `tieringPolicy: durationType is ${unit}: ${Object.keys(threeMonths).join(", ")} are allowed.`,
  );
  checkInteger("tieringPolicy: duration", duration, limit.min, Number.MAX_SAFE_INTEGER);
  const required = Math.ceil(duration / limit.perMonth) + monthsInArchive;
  ensure(
    retentionMonths(properties) >= required,
    `tieringPolicy: TierAfter ${duration} ${unit} needs a monthly or yearly retention of ${required} months.`,
  );
}

/** The longer one of the monthly and the yearly retention, in months. */
function retentionMonths(properties: Json): number {
  const policy = objectAt(properties, "retentionPolicy");
  const monthly = Number(valueAt(policy, "monthlySchedule.retentionDuration.count") ?? 0);
  const yearly = 12 * Number(valueAt(policy, "yearlySchedule.retentionDuration.count") ?? 0);
  return Math.max(monthly, yearly);
}
