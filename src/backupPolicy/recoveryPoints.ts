import { listOf } from "../core/values";
import { type BackupPolicy, type ByDate, type ByWeekday, frequencyOf } from "./arm";
import {
  archiveKeepMonths,
  calendarDays,
  DayOfWeek,
  retention as limits,
  MonthOfYear,
  WeekOfMonth,
} from "./facts";

const weekdays = Object.values(DayOfWeek);
const months = Object.values(MonthOfYear);
const weeks = Object.values(WeekOfMonth);
const oneDayMs = 86_400_000;

/** A day of the calendar. Each field is a bit mask, because every policy is compared with a century of days. */
interface Day {
  readonly weekday: number;
  readonly weeks: number;
  readonly month: number;
  /** Bits 1 to 31 for the date, bit 0 for the last day of a month. */
  readonly date: number;
}

/** The oldest day that Azure can keep. */
const mostDays = limits.monthly.max * calendarDays.month;

const calendar: Day[] = [];

/** At least this many days, back from the end of 2025. The end is fixed, so that a count does not change with today's date. */
function lastDays(count: number): readonly Day[] {
  for (let age = calendar.length; age < count; age++) calendar.push(dayOf(age));
  return calendar;
}

function dayOf(age: number): Day {
  const day = new Date(Date.UTC(2025, 11, 31) - age * oneDayMs);
  const date = day.getUTCDate();
  const daysInMonth = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  const lastWeek = date > daysInMonth - 7 ? bits(["Last"], weeks) : 0;
  return {
    weekday: 1 << day.getUTCDay(),
    weeks: lastWeek | (date <= 28 ? 1 << (Math.ceil(date / 7) - 1) : 0),
    month: 1 << day.getUTCMonth(),
    date: (1 << date) | (date === daysInMonth ? 1 : 0),
  };
}

/**
 * Recovery points in the vault at steady state: the days on which a backup runs and whose point is still retained. An hourly
 * schedule sends one backup a day to the vault. A retention count that is not a number keeps nothing.
 */
export function recoveryPointCount(policy: BackupPolicy): number {
  return recoveryPointAges(policy).length;
}

/** Age in days of the oldest recovery point at steady state. */
export function oldestPointDays(policy: BackupPolicy): number {
  return recoveryPointAges(policy).at(-1) ?? 0;
}

/** Ages in days of the recovery points in the vault at steady state, the newest first. */
export const recoveryPointAges = (policy: BackupPolicy): number[] => pointsOf(policy).map(({ age }) => age);

/** Ages in days of the recovery points of each tier, the newest first. */
export interface TierAges {
  readonly standard: readonly number[];
  readonly archive: readonly number[];
}

/**
 * In which tier the points of a policy are. A point moves to the archive tier at the age that the policy gives, or when the policy's daily
 * and weekly points, which may depend on it, are gone; it moves only if it stays long enough after that. Azure's own recommendations
 * (`archive.recommended`) are not known in advance: all points count as standard.
 */
export function recoveryPointTiers(policy: BackupPolicy): TierAges {
  const points = pointsOf(policy);
  const after = positive(policy.archive?.afterMonths) * calendarDays.month;
  const { daily, weekly } = policy.retention ?? {};
  const movesAt = Math.max(after, positive(daily?.days), positive(weekly?.weeks) * calendarDays.week);
  const isArchived = ({ age, forDays }: Point) =>
    after > 0 && age >= movesAt && forDays - movesAt >= archiveKeepMonths.value * calendarDays.month;
  const agesOf = (wanted: boolean) =>
    points.filter((point) => isArchived(point) === wanted).map(({ age }) => age);
  return { standard: agesOf(false), archive: agesOf(true) };
}

/** A recovery point at steady state, in days. */
interface Point {
  readonly age: number;
  /** For how long a monthly or yearly rule keeps it. 0: neither does. */
  readonly forDays: number;
}

/** The recovery points in the vault at steady state, the newest first. */
function pointsOf(policy: BackupPolicy): Point[] {
  const { daily, weekly, monthly, yearly } = policy.retention ?? {};
  const scheduled = bits(
    frequencyOf(policy) === "weekly" ? listOf(policy.schedule.weekly?.days) : weekdays,
    weekdays,
  );
  const weeklyDays = weekly?.days === undefined ? scheduled : bits(listOf(weekly.days), weekdays);
  const yearlyMonths = bits(listOf(yearly?.months), months);
  const isMonthlyPoint = pointTest(monthly);
  const isYearlyPoint = pointTest(yearly);
  const dailyForDays = positive(daily?.days);
  const weeklyForDays = positive(weekly?.weeks) * calendarDays.week;
  const monthlyForDays = positive(monthly?.months) * calendarDays.month;
  const yearlyForDays = positive(yearly?.years) * calendarDays.year;
  const end = Math.min(mostDays, Math.max(dailyForDays, weeklyForDays, monthlyForDays, yearlyForDays));
  const all = lastDays(end);

  const points: Point[] = [];
  for (let age = 0; age < end; age++) {
    const day = all[age] as Day;
    if (!(day.weekday & scheduled)) continue;
    const isYearly = age < yearlyForDays && (day.month & yearlyMonths) !== 0 && isYearlyPoint(day);
    const isMonthly = age < monthlyForDays && isMonthlyPoint(day);
    const forDays = Math.max(isYearly ? yearlyForDays : 0, isMonthly ? monthlyForDays : 0);
    if (age < dailyForDays || (age < weeklyForDays && day.weekday & weeklyDays) || forDays > 0)
      points.push({ age, forDays });
  }
  return points;
}

/** Whether a day's backup is a monthly or yearly point. */
function pointTest(point: { byWeekday?: ByWeekday; byDate?: ByDate } | undefined): (day: Day) => boolean {
  const { byWeekday, byDate } = point ?? {};
  const onWeekdays = bits(listOf(byWeekday?.days), weekdays);
  const inWeeks = bits(listOf(byWeekday?.weeks), weeks);
  const dates = listOf(byDate?.days).filter((date) => Number.isInteger(date) && date >= 1 && date <= 31);
  const onDates = dates.reduce((mask, date) => mask | (1 << date), byDate?.lastDay === true ? 1 : 0);
  return (day) => (day.weekday & onWeekdays && day.weeks & inWeeks) !== 0 || (day.date & onDates) !== 0;
}

const positive = (value: unknown): number => (typeof value === "number" && value > 0 ? value : 0);

function bits<T>(chosen: readonly T[], all: readonly T[]): number {
  return all.reduce((mask, value, i) => (chosen.includes(value) ? mask | (1 << i) : mask), 0);
}
