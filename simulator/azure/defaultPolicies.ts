import type { Json } from "./json";

const daily = (time: string): Json => ({
  retentionPolicyType: "LongTermRetentionPolicy",
  dailySchedule: { retentionTimes: [time], retentionDuration: { count: 30, durationType: "Days" } },
});
/** The hours were recorded: 20:00 in centraluseuap (2024); 20:30 and 21:00 occur in other vaults. The date is the day of the vault. */
const [evening, morning] = ["2024-04-22T20:00:00Z", "2024-04-22T08:00:00Z"];
const night = "2024-04-22T02:00:00Z";

/**
 * The policies that Azure creates with every vault, as Azure returns them. The first two were recorded by azure-powershell (TestAzureVMPolicy,
 * TestAzureVMMUA): https://github.com/Azure/azure-powershell, 2026-11-29.
 */
export const defaultPolicies: Readonly<Record<string, Json>> = {
  DefaultPolicy: {
    backupManagementType: "AzureIaasVM",
    instantRPDetails: {},
    timeZone: "UTC",
    instantRpRetentionRangeInDays: 2,
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicy",
      scheduleRunFrequency: "Daily",
      scheduleRunTimes: [evening],
      scheduleWeeklyFrequency: 0,
    },
    retentionPolicy: daily(evening),
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
