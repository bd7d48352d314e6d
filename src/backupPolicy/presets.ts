import { DayOfWeek, MonthOfYear, PolicyTier, WeekOfMonth } from "./facts";
import type { VmBackupPolicyArgs } from "./vmBackupPolicyArgs";

/** The arguments that a preset may set. */
type Preset = Pick<VmBackupPolicyArgs, "tier" | "schedule" | "retention" | "instantRestoreDays">;

const firstSunday = { byWeekday: { days: [DayOfWeek.Sunday], weeks: [WeekOfMonth.First] } };

/**
 * Ready-made arguments for VmBackupPolicy. Spread one into the arguments, and override what you want to change.
 * Times are in the policy's timeZone, which is UTC unless you set it. The tier is Enhanced unless you set it.
 */
export const presets = {
  /** A backup every day at 22:00. Recovery points are kept for 30 days, snapshots for 7 days. */
  dailyForAMonth: {
    schedule: { daily: { time: "22:00" } },
    retention: { daily: { days: 30 } },
  },
  /**
   * A backup every day at 22:00. Daily points are kept for 30 days, points of Sundays for 12 weeks, points of the first
   * Sunday of a month for 12 months, and points of the first Sunday of January for 7 years. Snapshots are kept for 7 days.
   */
  grandfatherFatherSon: {
    schedule: { daily: { time: "22:00" } },
    retention: {
      daily: { days: 30 },
      weekly: { weeks: 12, days: [DayOfWeek.Sunday] },
      monthly: { months: 12, ...firstSunday },
      yearly: { years: 7, months: [MonthOfYear.January], ...firstSunday },
    },
  },
  /**
   * A backup every 4 hours for 24 hours from 08:00, which needs the Enhanced tier. Snapshots are kept for 7 days; one
   * point a day goes to the vault and is kept for 30 days.
   */
  everyFourHours: {
    tier: PolicyTier.Enhanced,
    schedule: { hourly: { startTime: "08:00", intervalHours: 4, windowHours: 24 } },
    retention: { daily: { days: 30 } },
    instantRestoreDays: 7,
  },
  /**
   * Like Azure's own DefaultPolicy: a backup every day, points are kept for 30 days, snapshots for 2 days. Azure chooses
   * the time; this preset uses 22:30.
   */
  azureDefaultPolicy: {
    schedule: { daily: { time: "22:30" } },
    retention: { daily: { days: 30 } },
    instantRestoreDays: 2,
  },
} satisfies Record<string, Preset>;
