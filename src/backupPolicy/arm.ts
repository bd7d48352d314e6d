import {
  type DayOfWeek,
  defaultInstantRestoreDays,
  defaultTier,
  type MonthOfYear,
  PolicyTier,
  type WeekOfMonth,
} from "./facts";
import { defaultTimeZone, windowsZone } from "./timeZones";

/** A monthly or yearly point chosen by weekday: `days: [Sunday], weeks: [First]` is each month's first Sunday. */
export interface ByWeekday {
  readonly days: readonly DayOfWeek[];
  readonly weeks: readonly WeekOfMonth[];
}

/** A monthly or yearly point chosen by date; `lastDay` is the month's last day, whichever it is. */
export interface ByDate {
  readonly days?: readonly number[];
  readonly lastDay?: boolean;
}

/** A VM backup policy in this library's terms. Rules read it too, so every field may be of a wrong type, whatever the types say. */
export interface BackupPolicy {
  readonly policyName?: string;
  /** An argument's alone. */
  readonly onDestroy?: string;
  readonly tier?: PolicyTier;
  readonly timeZone?: string;
  readonly schedule: {
    readonly daily?: { readonly time: string };
    readonly weekly?: { readonly time: string; readonly days: readonly DayOfWeek[] };
    readonly hourly?: {
      readonly startTime: string;
      readonly intervalHours: number;
      readonly windowHours: number;
    };
  };
  readonly retention: {
    readonly daily?: { readonly days: number };
    readonly weekly?: { readonly weeks: number; readonly days?: readonly DayOfWeek[] };
    readonly monthly?: { readonly months: number; readonly byWeekday?: ByWeekday; readonly byDate?: ByDate };
    readonly yearly?: {
      readonly years: number;
      readonly months: readonly MonthOfYear[];
      readonly byWeekday?: ByWeekday;
      readonly byDate?: ByDate;
    };
  };
  readonly instantRestoreDays?: number;
  readonly instantRestoreResourceGroup?: { readonly prefix: string; readonly suffix?: string };
  readonly archive?: { readonly afterMonths?: number; readonly recommended?: boolean };
  readonly crashConsistentOnly?: boolean;
  readonly resourceGuardOperationRequests?: readonly string[];
}

export type Frequency = "daily" | "weekly" | "hourly";

/** The kind of schedule; undefined where none or several are given. */
export function frequencyOf({ schedule }: BackupPolicy): Frequency | undefined {
  const given = (["daily", "weekly", "hourly"] as const).filter((kind) => schedule?.[kind] !== undefined);
  return given.length === 1 ? given[0] : undefined;
}

export const isEnhanced = ({ tier = defaultTier }: BackupPolicy): boolean => tier === PolicyTier.Enhanced;

/** Instant restore days of a policy: its own, or the default for its tier and schedule. */
export function instantRestoreDaysOf(policy: BackupPolicy): number {
  const frequency = frequencyOf(policy) ?? "daily";
  const { Standard, Enhanced } = defaultInstantRestoreDays;
  if (policy.instantRestoreDays !== undefined) return policy.instantRestoreDays;
  return isEnhanced(policy) ? Enhanced[frequency] : Standard[frequency === "weekly" ? "weekly" : "daily"];
}

/**
 * The time of day on a fixed past date. Azure reads the clock time in the policy's zone and ignores the date;
 * today's date would change the payload every day, and a future time is refused.
 */
const backupTime = (time: string): string => `2020-01-01T${time}:00Z`;

/** `properties` of a protection policy for Azure virtual machines (API 2024-10-01). */
export function policyProperties(policy: BackupPolicy) {
  const { retention, schedule, instantRestoreResourceGroup: group, resourceGuardOperationRequests } = policy;
  const time = schedule.daily?.time ?? schedule.weekly?.time ?? schedule.hourly?.startTime ?? "";
  const retentionTimes = [backupTime(time)];
  const keep = (count: number, durationType: string) => ({
    retentionTimes,
    retentionDuration: { count, durationType },
  });
  const { daily, weekly, monthly, yearly } = retention;
  return {
    backupManagementType: "AzureIaasVM" as const,
    policyType: isEnhanced(policy) ? "V2" : "V1",
    timeZone: windowsZone(policy.timeZone ?? defaultTimeZone) ?? policy.timeZone,
    instantRpRetentionRangeInDays: instantRestoreDaysOf(policy),
    ...(group && {
      instantRPDetails: {
        azureBackupRGNamePrefix: group.prefix,
        ...(group.suffix && { azureBackupRGNameSuffix: group.suffix }),
      },
    }),
    ...(policy.crashConsistentOnly && { snapshotConsistencyType: "OnlyCrashConsistent" }),
    schedulePolicy: isEnhanced(policy) ? enhancedSchedule(schedule) : standardSchedule(schedule),
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy" as const,
      ...(daily && { dailySchedule: keep(daily.days, "Days") }),
      ...(weekly && {
        weeklySchedule: {
          daysOfTheWeek: [...(weekly.days ?? schedule.weekly?.days ?? [])],
          ...keep(weekly.weeks, "Weeks"),
        },
      }),
      ...(monthly && { monthlySchedule: { ...pointForm(monthly), ...keep(monthly.months, "Months") } }),
      ...(yearly && {
        yearlySchedule: {
          monthsOfYear: [...yearly.months],
          ...pointForm(yearly),
          ...keep(yearly.years, "Years"),
        },
      }),
    },
    tieringPolicy: { ArchivedRP: archiveTier(policy.archive) },
    ...(resourceGuardOperationRequests && {
      resourceGuardOperationRequests: [...resourceGuardOperationRequests],
    }),
  };
}

function standardSchedule({ daily, weekly }: BackupPolicy["schedule"]) {
  return {
    schedulePolicyType: "SimpleSchedulePolicy" as const,
    scheduleRunFrequency: weekly ? "Weekly" : "Daily",
    ...(weekly && { scheduleRunDays: [...weekly.days] }),
    scheduleRunTimes: [backupTime((weekly ?? daily)?.time ?? "")],
  };
}

function enhancedSchedule({ daily, weekly, hourly }: BackupPolicy["schedule"]) {
  const schedulePolicyType = "SimpleSchedulePolicyV2" as const;
  if (hourly) {
    const hourlySchedule = {
      interval: hourly.intervalHours,
      scheduleWindowStartTime: backupTime(hourly.startTime),
      scheduleWindowDuration: hourly.windowHours,
    };
    return { schedulePolicyType, scheduleRunFrequency: "Hourly", hourlySchedule };
  }
  if (weekly) {
    const weeklySchedule = { scheduleRunDays: [...weekly.days], scheduleRunTimes: [backupTime(weekly.time)] };
    return { schedulePolicyType, scheduleRunFrequency: "Weekly", weeklySchedule };
  }
  const dailySchedule = { scheduleRunTimes: [backupTime(daily?.time ?? "")] };
  return { schedulePolicyType, scheduleRunFrequency: "Daily", dailySchedule };
}

function pointForm({ byWeekday, byDate }: { readonly byWeekday?: ByWeekday; readonly byDate?: ByDate }) {
  if (byWeekday) {
    const { days, weeks } = byWeekday;
    const retentionScheduleWeekly = { daysOfTheWeek: [...days], weeksOfTheMonth: [...weeks] };
    return { retentionScheduleFormatType: "Weekly", retentionScheduleWeekly };
  }
  const dates = (byDate?.days ?? []).map((date) => ({ date, isLast: false }));
  const lastDay = byDate?.lastDay ? [{ date: 0, isLast: true }] : [];
  return {
    retentionScheduleFormatType: "Daily",
    retentionScheduleDaily: { daysOfTheMonth: [...dates, ...lastDay] },
  };
}

/** The mode is always said: a payload without it leaves an earlier mode standing. */
function archiveTier(archive: BackupPolicy["archive"]) {
  if (archive?.afterMonths) {
    return { tieringMode: "TierAfter", duration: archive.afterMonths, durationType: "Months" };
  }
  return {
    tieringMode: archive?.recommended ? "TierRecommended" : "DoNotTier",
    duration: 0,
    durationType: "Invalid",
  };
}
