import { type ByDate, type ByWeekday, frequencyOf, type PolicySubject } from "../arm/vmBackupPolicy";
import {
  calendarDays,
  DayOfWeek,
  retention as limits,
  MonthOfYear,
  WeekOfMonth,
} from "../facts/vmBackupPolicy";
import { listOf } from "./values";

/** A day of the calendar, `age` days before the newest one. */
interface Day {
  readonly weekday: DayOfWeek;
  readonly weeks: readonly WeekOfMonth[];
  readonly month: MonthOfYear;
  readonly date: number;
  readonly isLast: boolean;
}

const weekdays = Object.values(DayOfWeek);
const months = Object.values(MonthOfYear);
const weeks = Object.values(WeekOfMonth);
const oneDayMs = 86_400_000;

/** The days from the end of 2025 back to the oldest one Azure can keep: fixed, so that a count never moves. */
const calendar: readonly Day[] = Array.from({ length: limits.monthly.max * calendarDays.month }, (_, age) => {
  const day = new Date(Date.UTC(2025, 11, 31) - age * oneDayMs);
  const date = day.getUTCDate();
  const daysInMonth = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  const week = weeks[Math.ceil(date / 7) - 1] ?? "Last";
  return {
    weekday: weekdays[day.getUTCDay()] as DayOfWeek,
    weeks: date > daysInMonth - 7 ? [week, "Last"] : [week],
    month: months[day.getUTCMonth()] as MonthOfYear,
    date,
    isLast: date === daysInMonth,
  };
});

/**
 * Recovery points in the vault at steady state: the days on which a backup runs and whose point some
 * retention still keeps. An hourly schedule sends one backup a day to the vault. Total: a count that is no
 * number keeps nothing.
 */
export function recoveryPointsKept(policy: PolicySubject): number {
  return keptAges(policy).length;
}

/** Age in days of the oldest recovery point at steady state. */
export function oldestPointDays(policy: PolicySubject): number {
  return keptAges(policy).at(-1) ?? 0;
}

function keptAges(policy: PolicySubject): number[] {
  const { daily, weekly, monthly, yearly } = policy.retention ?? {};
  const scheduled = frequencyOf(policy) === "weekly" ? listOf(policy.schedule.weekly?.days) : weekdays;
  const weeklyDays = listOf(weekly?.days ?? scheduled);
  const keep = {
    daily: count(daily?.days),
    weekly: count(weekly?.weeks) * calendarDays.week,
    monthly: count(monthly?.months) * calendarDays.month,
    yearly: count(yearly?.years) * calendarDays.year,
  };
  const oldest = Math.min(calendar.length, Math.max(keep.daily, keep.weekly, keep.monthly, keep.yearly));
  const ages: number[] = [];
  for (let age = 0; age < oldest; age++) {
    const day = calendar[age] as Day;
    if (!scheduled.includes(day.weekday)) continue;
    const kept =
      age < keep.daily ||
      (age < keep.weekly && weeklyDays.includes(day.weekday)) ||
      (age < keep.monthly && falls(day, monthly)) ||
      (age < keep.yearly && listOf(yearly?.months).includes(day.month) && falls(day, yearly));
    if (kept) ages.push(age);
  }
  return ages;
}

function falls(day: Day, point: { byWeekday?: ByWeekday; byDate?: ByDate } | undefined): boolean {
  const { byWeekday, byDate } = point ?? {};
  const onWeekday =
    listOf(byWeekday?.days).includes(day.weekday) &&
    day.weeks.some((week) => listOf(byWeekday?.weeks).includes(week));
  return onWeekday || listOf(byDate?.days).includes(day.date) || (byDate?.lastDay === true && day.isLast);
}

const count = (value: unknown): number => (typeof value === "number" && value > 0 ? value : 0);
