import { listOf } from "../core/values";
import { type BackupPolicy, type ByDate, type ByWeekday, frequencyOf } from "./arm";
import { calendarDays, DayOfWeek, retention as limits, MonthOfYear, WeekOfMonth } from "./facts";

const weekdays = Object.values(DayOfWeek);
const months = Object.values(MonthOfYear);
const weeks = Object.values(WeekOfMonth);
const oneDayMs = 86_400_000;

/** A day of the calendar as bits, one for each weekday, week, month and date: a century is walked for each policy. */
interface Day {
  readonly weekday: number;
  readonly weeks: number;
  readonly month: number;
  /** Bits 1 to 31 for the date, bit 0 for the last day of a month. */
  readonly date: number;
}

let calendar: readonly Day[] | undefined;

/** The days from the end of 2025 back to the oldest one Azure can keep: fixed, so that a count never moves; made when first needed. */
function days(): readonly Day[] {
  calendar ??= Array.from({ length: limits.monthly.max * calendarDays.month }, (_, age) => {
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
  });
  return calendar;
}

/**
 * Recovery points in the vault at steady state: the days on which a backup runs and whose point some
 * retention still keeps. An hourly schedule sends one backup a day to the vault. Total: a count that is no
 * number keeps nothing.
 */
export function recoveryPointsKept(policy: BackupPolicy): number {
  return keptAges(policy).length;
}

/** Age in days of the oldest recovery point at steady state. */
export function oldestPointDays(policy: BackupPolicy): number {
  return keptAges(policy).at(-1) ?? 0;
}

/** Ages in days of the recovery points in the vault at steady state, the newest first. */
export function keptAges(policy: BackupPolicy): number[] {
  const { daily, weekly, monthly, yearly } = policy.retention ?? {};
  const scheduled = bits(
    frequencyOf(policy) === "weekly" ? listOf(policy.schedule.weekly?.days) : weekdays,
    weekdays,
  );
  const weeklyDays = weekly?.days === undefined ? scheduled : bits(listOf(weekly.days), weekdays);
  const yearlyMonths = bits(listOf(yearly?.months), months);
  const [fallsMonthly, fallsYearly] = [monthly, yearly].map(fallsOn) as [Falls, Falls];
  const dailyDays = positive(daily?.days);
  const weeklyForDays = positive(weekly?.weeks) * calendarDays.week;
  const monthlyForDays = positive(monthly?.months) * calendarDays.month;
  const yearlyForDays = positive(yearly?.years) * calendarDays.year;
  const all = days();
  const end = Math.min(all.length, Math.max(dailyDays, weeklyForDays, monthlyForDays, yearlyForDays));

  const ages: number[] = [];
  for (let age = 0; age < end; age++) {
    const day = all[age] as Day;
    if (!(day.weekday & scheduled)) continue;
    const kept =
      age < dailyDays ||
      (age < weeklyForDays && day.weekday & weeklyDays) ||
      (age < monthlyForDays && fallsMonthly(day)) ||
      (age < yearlyForDays && day.month & yearlyMonths && fallsYearly(day));
    if (kept) ages.push(age);
  }
  return ages;
}

type Falls = (day: Day) => boolean;

function fallsOn(point: { byWeekday?: ByWeekday; byDate?: ByDate } | undefined): Falls {
  const { byWeekday, byDate } = point ?? {};
  const onWeekdays = bits(listOf(byWeekday?.days), weekdays);
  const inWeeks = bits(listOf(byWeekday?.weeks), weeks);
  const dates = listOf(byDate?.days).filter((date) => Number.isInteger(date) && date >= 1 && date <= 31);
  const onDates = dates.reduce((all, date) => all | (1 << date), byDate?.lastDay === true ? 1 : 0);
  return (day) => (day.weekday & onWeekdays && day.weeks & inWeeks) !== 0 || (day.date & onDates) !== 0;
}

const positive = (value: unknown): number => (typeof value === "number" && value > 0 ? value : 0);

function bits<T>(chosen: readonly T[], all: readonly T[]): number {
  return all.reduce((mask, value, i) => (chosen.includes(value) ? mask | (1 << i) : mask), 0);
}
