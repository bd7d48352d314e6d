import {
  type DayOfWeek,
  defaultInstantRestoreDays,
  defaultTier,
  type MonthOfYear,
  PolicyTier,
  type WeekOfMonth,
} from "./facts";
import { defaultTimeZone, windowsZone } from "./timeZones";

/** Monthly or yearly points chosen by weekday: `days: [Sunday], weeks: [First]` is the first Sunday of each month. */
export interface ByWeekday {
  readonly days: readonly DayOfWeek[];
  readonly weeks: readonly WeekOfMonth[];
}

/** Monthly or yearly points chosen by date; `lastDay` is the last day of each month. */
export interface ByDate {
  readonly days?: readonly number[];
  readonly lastDay?: boolean;
}

/** A VM backup policy in this library's terms. Rules read it before it is checked, so any field may have a wrong type. */
export interface BackupPolicy {
  readonly policyName?: string;
  /** Only an argument: Azure's payload has no such field. */
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

/** The kind of schedule; undefined if there are none or several. */
export function frequencyOf({ schedule }: BackupPolicy): Frequency | undefined {
  const kinds = (["daily", "weekly", "hourly"] as const).filter((kind) => schedule?.[kind] !== undefined);
  return kinds.length === 1 ? kinds[0] : undefined;
}

export const isEnhanced = ({ tier = defaultTier }: BackupPolicy): boolean => tier === PolicyTier.Enhanced;

/** Instant restore days of a policy: the policy's own, or the default for its tier and schedule. */
export function instantRestoreDaysOf(policy: BackupPolicy): number {
  const frequency = frequencyOf(policy) ?? "daily";
  const { Standard, Enhanced } = defaultInstantRestoreDays;
  if (policy.instantRestoreDays !== undefined) return policy.instantRestoreDays;
  return isEnhanced(policy) ? Enhanced[frequency] : Standard[frequency === "weekly" ? "weekly" : "daily"];
}

/**
 * The time of day on a fixed date. Azure reads the clock time in the policy's time zone and ignores the date. Today's date would change
 * the payload every day.
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

/** The mode is always in the payload, because Azure keeps the previous mode if it is missing. */
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
