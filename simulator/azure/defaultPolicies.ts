import type { Json } from "./json";

const daily = (time: string): Json => ({
  retentionPolicyType: "LongTermRetentionPolicy",
  dailySchedule: { retentionTimes: [time], retentionDuration: { count: 30, durationType: "Days" } },
});
const noTiering = { ArchivedRP: { tieringMode: "DoNotTier", duration: 0, durationType: "Invalid" } };
const [night, morning] = ["2024-01-01T02:00:00Z", "2024-01-01T08:00:00Z"];

/** The policies that Azure creates with every vault, as Azure returns them. */
export const defaultPolicies: Readonly<Record<string, Json>> = {
  DefaultPolicy: {
    backupManagementType: "AzureIaasVM",
    policyType: "V1",
    instantRPDetails: {},
    timeZone: "UTC",
    instantRpRetentionRangeInDays: 2,
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicy",
      scheduleRunFrequency: "Daily",
      scheduleRunTimes: [night],
      scheduleWeeklyFrequency: 0,
    },
    retentionPolicy: daily(night),
    tieringPolicy: noTiering,
    protectedItemsCount: 0,
  },
  EnhancedPolicy: {
    backupManagementType: "AzureIaasVM",
    policyType: "V2",
    instantRPDetails: {},
    timeZone: "UTC",
    instantRpRetentionRangeInDays: 2,
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Hourly",
      hourlySchedule: { interval: 4, scheduleWindowStartTime: morning, scheduleWindowDuration: 12 },
    },
    retentionPolicy: daily(morning),
    tieringPolicy: noTiering,
    protectedItemsCount: 0,
  },
  // For databases inside VMs: a full backup every day, a log backup every hour.
  HourlyLogBackup: {
    backupManagementType: "AzureWorkload",
    workLoadType: "SQLDataBase",
    settings: { timeZone: "UTC", issqlcompression: false, isCompression: false },
    subProtectionPolicy: [
      {
        policyType: "Full",
        schedulePolicy: {
          schedulePolicyType: "SimpleSchedulePolicy",
          scheduleRunFrequency: "Daily",
          scheduleRunTimes: [night],
          scheduleWeeklyFrequency: 0,
        },
        retentionPolicy: daily(night),
      },
      {
        policyType: "Log",
        schedulePolicy: { schedulePolicyType: "LogSchedulePolicy", scheduleFrequencyInMins: 60 },
        retentionPolicy: {
          retentionPolicyType: "SimpleRetentionPolicy",
          retentionDuration: { count: 30, durationType: "Days" },
        },
      },
    ],
    protectedItemsCount: 0,
  },
};
