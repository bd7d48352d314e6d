import { DayOfWeek, MonthOfYear, PolicyTier, WeekOfMonth } from "./facts";
import type { VmBackupPolicyArgs } from "./vmBackupPolicy";

/** The part of a policy that a preset gives. */
type Preset = Pick<VmBackupPolicyArgs, "tier" | "schedule" | "retention" | "instantRestoreDays">;

const firstSunday = { byWeekday: { days: [DayOfWeek.Sunday], weeks: [WeekOfMonth.First] } };

/** Every night, kept for 30 days. */
const dailyForAMonth = {
  schedule: { daily: { time: "22:00" } },
  retention: { daily: { days: 30 } },
} satisfies Preset;

/** Every night: 30 daily, 12 weekly, 12 monthly and 7 yearly points. */
const grandfatherFatherSon = {
  schedule: { daily: { time: "22:00" } },
  retention: {
    daily: { days: 30 },
    weekly: { weeks: 12, days: [DayOfWeek.Sunday] },
    monthly: { months: 12, ...firstSunday },
    yearly: { years: 7, months: [MonthOfYear.January], ...firstSunday },
  },
} satisfies Preset;

/** Every four hours round the clock, a week of snapshots, one point a day in the vault for 30 days; Enhanced. */
const everyFourHours = {
  tier: PolicyTier.Enhanced,
  schedule: { hourly: { startTime: "08:00", intervalHours: 4, windowHours: 24 } },
  retention: { daily: { days: 30 } },
  instantRestoreDays: 7,
} satisfies Preset;

/** What Azure's own DefaultPolicy does: once a day, 30 days, two days of snapshots; Azure chooses the time, this one 22:30. */
const azureDefaultPolicy = {
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: 30 } },
  instantRestoreDays: 2,
} satisfies Preset;

/** Policies to spread into VmBackupPolicy's arguments and to change there. */
export const presets = { dailyForAMonth, grandfatherFatherSon, everyFourHours, azureDefaultPolicy };
