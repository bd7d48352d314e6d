import { at, isObject, type Json, list, object } from "./json";
import { checkNames, checkWhole, ensure, onlyTime, type Schedule, weekDays } from "./policyParts";

// azurerm's; PowerShell's constants end at 99 years, and at the 28th day of a month.
const retention = {
  dailySchedule: { unit: "Days", least: 7, most: 9999 },
  weeklySchedule: { unit: "Weeks", least: 1, most: 9999 },
  monthlySchedule: { unit: "Months", least: 1, most: 9999 },
  yearlySchedule: { unit: "Years", least: 1, most: 9999 },
} as const;

type Kind = keyof typeof retention;
const kinds = Object.keys(retention) as Kind[];

const lastDayOfMonth = 31;
const weeksOfMonth = ["First", "Second", "Third", "Fourth", "Last"];
const months = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/** Fewest units that make three months, by the unit a tiering rule counts in. 90 days were accepted live. */
const threeMonths: Record<string, { least: number; perMonth: number }> = {
  Days: { least: 90, perMonth: 30 },
  Weeks: { least: 13, perMonth: 52 / 12 },
  Months: { least: 3, perMonth: 1 },
  Years: { least: 1, perMonth: 1 / 12 },
};
const monthsInArchive = 6;
const monthsForRecommended = 9;

/**
 * Retention and tiering. Throws at the first rule broken. The 9999 recovery points a VM may have are no rule here: no
 * source says that the service reckons them when a policy is written.
 */
export function checkRetention(schedule: Schedule, properties: Json): void {
  const given = object(properties, "retentionPolicy");
  ensure(
    given.retentionPolicyType === "LongTermRetentionPolicy",
    "retentionPolicyType LongTermRetentionPolicy is needed.",
  );
  const needed = schedule.frequency === "Weekly" ? "weeklySchedule" : "dailySchedule";
  ensure(isObject(given[needed]), `A ${schedule.frequency} schedule needs ${needed} in its retention.`);
  ensure(
    schedule.frequency !== "Weekly" || given.dailySchedule === undefined,
    "A Weekly schedule has no daily retention.",
  );
  for (const kind of kinds) {
    if (given[kind] !== undefined) checkKind(schedule, kind, object(given, kind));
  }
  checkTiering(properties);
}

function checkKind(schedule: Schedule, kind: Kind, given: Json): void {
  const { unit, least, most } = retention[kind];
  ensure(at(given, "retentionDuration.durationType") === unit, `${kind}: the duration is in ${unit}.`);
  checkWhole(`${kind}: retentionDuration.count`, at(given, "retentionDuration.count"), least, most);
  checkTimes(schedule, kind, given.retentionTimes);
  if (kind === "weeklySchedule") checkWeekly(schedule, list(given, "daysOfTheWeek"));
  if (kind === "yearlySchedule") checkNames("monthsOfYear", list(given, "monthsOfYear"), months);
  if (kind === "monthlySchedule" || kind === "yearlySchedule") checkForm(schedule, kind, given);
}

function checkTimes(schedule: Schedule, kind: Kind, times: unknown): void {
  // Hourly: the times need not be the window's start, and need not be given.
  if (schedule.frequency === "Hourly") {
    if (times !== undefined) onlyTime(`${kind}: retentionTimes`, times);
    return;
  }
  const time = onlyTime(`${kind}: retentionTimes`, times);
  ensure(
    time === schedule.time,
    `${kind}: retentionTimes ${time} is not the schedule's time ${schedule.time}.`,
  );
}

function checkWeekly(schedule: Schedule, days: unknown[]): void {
  checkNames("daysOfTheWeek", days, weekDays);
  if (schedule.frequency !== "Weekly") return;
  const same =
    days.length === schedule.days.length && days.every((day) => schedule.days.includes(day as string));
  ensure(same, `Retention weekdays ${days} must be the same as the schedule's ${schedule.days}.`);
}

function checkForm(schedule: Schedule, kind: Kind, given: Json): void {
  const form = given.retentionScheduleFormatType;
  ensure(
    form === "Weekly" || form === "Daily",
    `${kind}: retentionScheduleFormatType is Weekly or Daily, not ${form}.`,
  );
  if (form === "Daily") {
    ensure(schedule.frequency !== "Weekly", `${kind}: a Weekly schedule keeps by weekday, not by date.`);
    checkDates(kind, list(given, "retentionScheduleDaily.daysOfTheMonth"));
    return;
  }
  const days = list(given, "retentionScheduleWeekly.daysOfTheWeek");
  checkNames(`${kind}: daysOfTheWeek`, days, weekDays);
  checkNames(
    `${kind}: weeksOfTheMonth`,
    list(given, "retentionScheduleWeekly.weeksOfTheMonth"),
    weeksOfMonth,
  );
  const within =
    schedule.frequency !== "Weekly" || days.every((day) => schedule.days.includes(day as string));
  ensure(within, `${kind}: ${days} are not all days of the schedule, ${schedule.days}.`);
}

/** Dates 1 to 31, or the last day as `{ date: 0, isLast: true }`. */
function checkDates(kind: Kind, dates: unknown[]): void {
  ensure(dates.length > 0, `${kind}: daysOfTheMonth is empty.`);
  for (const day of dates) {
    const { date, isLast } = object(day);
    if (isLast === true)
      ensure(date === undefined || date === 0, `${kind}: the last day of the month has date 0.`);
    else checkWhole(`${kind}: daysOfTheMonth`, date, 1, lastDayOfMonth);
  }
  const distinct = new Set(dates.map((day) => (at(day, "isLast") === true ? "last" : at(day, "date"))));
  ensure(distinct.size === dates.length, `${kind}: daysOfTheMonth has a duplicate.`);
}

/** Days for which the vault keeps every backup of the schedule: snapshots must not outlive them. */
export function leastVaultDays(schedule: Schedule, properties: Json): number {
  const given = object(properties, "retentionPolicy");
  if (schedule.frequency === "Weekly") return 7 * Number(at(given, "weeklySchedule.retentionDuration.count"));
  return Number(at(given, "dailySchedule.retentionDuration.count"));
}

function checkTiering(properties: Json): void {
  const rules = object(properties, "tieringPolicy");
  for (const key of Object.keys(rules))
    ensure(key === "ArchivedRP", `tieringPolicy: ${key} is not ArchivedRP.`);
  const rule = rules.ArchivedRP;
  if (rule === undefined) return;
  const { tieringMode: mode, duration = 0, durationType: unit = "Invalid" } = object(rule);
  const monthly = Number(at(properties, "retentionPolicy.monthlySchedule.retentionDuration.count") ?? 0);
  const yearly = 12 * Number(at(properties, "retentionPolicy.yearlySchedule.retentionDuration.count") ?? 0);
  const keptMonths = Math.max(monthly, yearly);
  if (mode === "TierAfter") {
    const counted = threeMonths[String(unit)];
    ensure(
      counted !== undefined,
      `tieringPolicy: durationType is ${unit}: ${Object.keys(threeMonths).join(", ")} are allowed.`,
    );
    checkWhole("tieringPolicy: duration", duration, counted.least, Number.MAX_SAFE_INTEGER);
    const needed = Math.ceil(duration / counted.perMonth) + monthsInArchive;
    ensure(
      keptMonths >= needed,
      `tieringPolicy: TierAfter ${duration} ${unit} needs a monthly or yearly retention of ${needed} months.`,
    );
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
    keptMonths >= monthsForRecommended,
    `tieringPolicy: TierRecommended needs a monthly or yearly retention of ${monthsForRecommended} months.`,
  );
}
