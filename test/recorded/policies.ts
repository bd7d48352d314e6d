// Backup policies that Azure accepted and returned, written from recordings of Microsoft's clients; names are made up.
import { policy, type Recorded } from "./resource";

type Json = Readonly<Record<string, unknown>>;

const daily = (time: string, count: number): Json => ({
  dailySchedule: { retentionTimes: [time], retentionDuration: { count, durationType: "Days" } },
});
const weekly = (time: string, count: number): Json => ({
  weeklySchedule: {
    daysOfTheWeek: ["Sunday"],
    retentionTimes: [time],
    retentionDuration: { count, durationType: "Weeks" },
  },
});
const firstSunday = { daysOfTheWeek: ["Sunday"], weeksOfTheMonth: ["First"] };
const monthly = (time: string): Json => ({
  monthlySchedule: {
    retentionScheduleFormatType: "Weekly",
    retentionScheduleWeekly: firstSunday,
    retentionTimes: [time],
    retentionDuration: { count: 60, durationType: "Months" },
  },
});
const yearly = (time: string): Json => ({
  yearlySchedule: {
    retentionScheduleFormatType: "Weekly",
    monthsOfYear: ["January"],
    retentionScheduleWeekly: firstSunday,
    retentionTimes: [time],
    retentionDuration: { count: 10, durationType: "Years" },
  },
});
const longTerm = (...kinds: readonly Json[]): Json => ({
  retentionPolicy: { retentionPolicyType: "LongTermRetentionPolicy", ...Object.assign({}, ...kinds) },
});
const archive = (tieringMode: string, more: Json = {}): Json => ({
  tieringPolicy: { ArchivedRP: { tieringMode, ...more } },
});
const none = { duration: 0, durationType: "Invalid" };
const days = (instantRpRetentionRangeInDays: number, timeZone = "UTC"): Json => ({
  instantRpRetentionRangeInDays,
  timeZone,
});

const standard = (time: string, more: Json = {}): Json => ({
  backupManagementType: "AzureIaasVM",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicy",
    scheduleRunFrequency: "Daily",
    scheduleRunTimes: [time],
    ...more,
  },
});
const enhancedWeekly = (time: string): Json => ({
  backupManagementType: "AzureIaasVM",
  policyType: "V2",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Weekly",
    weeklySchedule: { scheduleRunDays: ["Sunday"], scheduleRunTimes: [time] },
  },
  ...longTerm(weekly(time, 104), monthly(time), yearly(time)),
});
const hourly = "2026-09-09T08:00:00+00:00";
const enhancedHourly: Json = {
  backupManagementType: "AzureIaasVM",
  policyType: "V2",
  instantRPDetails: {},
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Hourly",
    hourlySchedule: { interval: 4, scheduleWindowStartTime: hourly, scheduleWindowDuration: 12 },
  },
  ...longTerm(daily(hourly, 30)),
  ...days(2),
};

/** What Azure adds in its answers. */
const answered = { instantRPDetails: {}, protectedItemsCount: 0 };
const noWeeks = { scheduleWeeklyFrequency: 0 };
const [default2020, default2024] = ["2020-04-28T21:00:00Z", "2024-04-22T20:00:00Z"];
const inMillis = "2020-04-28T21:00:00.000Z";
const [early, india, late, tokyo, half, five, guarded, suspended] = [
  ...["2024-04-22T04:00:00Z", "2021-12-22T06:00:00Z", "2024-04-22T17:00:00Z", "2022-12-26T09:00:00Z"],
  ...["2024-04-22T16:30:00Z", "2024-04-22T21:30:00Z", "2023-03-24T14:00:00Z", "2022-05-16T20:30:00Z"],
] as [string, string, string, string, string, string, string, string];
const group = { azureBackupRGNamePrefix: "points", azureBackupRGNameSuffix: "web" };
const tokyoPolicy: Json = {
  ...longTerm(daily(tokyo, 180), weekly(tokyo, 10), monthly(tokyo)),
  ...archive("TierAfter", { duration: 3, durationType: "Months" }),
  ...days(2, "Tokyo Standard Time"),
};
const fiveDays: Json = {
  instantRPDetails: group,
  ...longTerm(daily(five, 180), weekly(five, 104), monthly(five), yearly(five)),
  ...days(5),
};
const guardedPolicy = (count: number): Json => ({
  instantRPDetails: {},
  ...longTerm(daily(guarded, count)),
  ...archive("DoNotTier", none),
  ...days(2),
});
const guardRequest =
  "/subscriptions/s/resourceGroups/bank/providers/Microsoft.DataProtection/resourceGuards/guard/updateProtectionPolicyRequests/default";

const sqlPart = (policyType: string, schedulePolicy: Json, retentionPolicy: Json): Json => ({
  ...{ policyType, schedulePolicy, retentionPolicy },
});
const simple = (count: number): Json => ({
  retentionPolicyType: "SimpleRetentionPolicy",
  retentionDuration: { count, durationType: "Days" },
});

const reads: Readonly<Record<string, Json>> = {
  "DefaultPolicy of 2020": {
    ...{ ...standard(default2020, noWeeks), ...answered, ...longTerm(daily(default2020, 30)), ...days(2) },
  },
  "DefaultPolicy of 2024": {
    ...{ ...standard(default2024, noWeeks), ...answered, ...longTerm(daily(default2024, 30)), ...days(2) },
  },
  "Enhanced hourly of 2026": { ...enhancedHourly, protectedItemsCount: 0 },
  "Enhanced weekly": { ...enhancedWeekly(early), ...answered, ...archive("DoNotTier", none), ...days(7) },
  "Enhanced weekly in India": {
    ...{ ...enhancedWeekly(india), ...answered, ...archive("DoNotTier", none) },
    ...days(7, "India Standard Time"),
  },
  "recommended points archived": {
    ...{ ...enhancedWeekly(late), ...answered, instantRPDetails: group },
    ...{ ...archive("TierRecommended", none), ...days(7) },
  },
  "archiving off again": {
    ...{ ...enhancedWeekly(late), ...answered, instantRPDetails: group },
    ...{ ...archive("DoNotTier", none), ...days(7) },
  },
  "Standard in Tokyo, archived after 3 months": { ...standard(tokyo, noWeeks), ...answered, ...tokyoPolicy },
  "crash-consistent": {
    ...{ ...enhancedWeekly(half), ...answered, snapshotConsistencyType: "OnlyCrashConsistent" },
    ...{ ...archive("DoNotTier", none), ...days(7) },
  },
  "Standard with 5 days and a resource group": {
    ...{ ...standard(five, noWeeks), protectedItemsCount: 0, ...fiveDays, ...archive("DoNotTier", none) },
  },
  "three days of snapshots": {
    ...{ ...standard(default2020, noWeeks), ...answered, ...longTerm(daily(default2020, 30)), ...days(3) },
  },
  "shortened under a guard": {
    ...{ ...standard(guarded, noWeeks), ...guardedPolicy(9), policyType: "V1", protectedItemsCount: 0 },
  },
  "lengthened without a guard": {
    ...{ ...standard(guarded, noWeeks), ...guardedPolicy(11), policyType: "V1", protectedItemsCount: 0 },
  },
  "with a suspended item": {
    ...{ ...standard(suspended, noWeeks), ...answered, ...longTerm(daily(suspended, 30)), ...days(2) },
    protectedItemsCount: 2,
  },
  "of databases": {
    backupManagementType: "AzureWorkload",
    workLoadType: "SQLDataBase",
    settings: { timeZone: "UTC", issqlcompression: false, isCompression: false },
    protectedItemsCount: 0,
    subProtectionPolicy: [
      sqlPart(
        "Full",
        {
          ...{ schedulePolicyType: "SimpleSchedulePolicy", scheduleRunFrequency: "Weekly", ...noWeeks },
          ...{ scheduleRunDays: ["Sunday"], scheduleRunTimes: ["2019-03-20T01:30:00Z"] },
        },
        longTerm(weekly("2019-03-20T01:30:00Z", 104)).retentionPolicy as Json,
      ),
      sqlPart("Log", { schedulePolicyType: "LogSchedulePolicy", scheduleFrequencyInMins: 15 }, simple(30)),
    ],
  },
};

const writes: Readonly<Record<string, Json>> = {
  "Enhanced weekly, later the same day": {
    ...{ ...enhancedWeekly(early), ...archive("DoNotTier"), ...days(7) },
  },
  "Enhanced weekly in India": {
    ...{ ...enhancedWeekly(india), instantRPDetails: {}, ...archive("DoNotTier", none) },
    ...days(7, "India Standard Time"),
  },
  "recommended points archived": {
    ...{ ...enhancedWeekly(late), instantRPDetails: group, ...archive("TierRecommended"), ...days(7) },
  },
  "archiving off again": {
    ...{ ...enhancedWeekly(late), instantRPDetails: group, ...archive("DoNotTier"), ...days(7) },
  },
  "Standard in Tokyo, archived after 3 months": { ...standard(tokyo), ...tokyoPolicy },
  "crash-consistent": {
    ...{ ...enhancedWeekly(half), snapshotConsistencyType: "OnlyCrashConsistent" },
    ...{ ...archive("DoNotTier"), ...days(7) },
  },
  "Standard with 5 days and a resource group": { ...standard(five), ...fiveDays, ...archive("DoNotTier") },
  "a copy of DefaultPolicy": {
    ...{ ...standard(inMillis, noWeeks), ...answered, ...longTerm(daily(inMillis, 30)), ...days(2) },
  },
  "three days of snapshots": {
    ...{ ...standard(inMillis, noWeeks), ...answered, ...longTerm(daily(inMillis, 30)), ...days(3) },
  },
  "Enhanced hourly of 2026": enhancedHourly,
  "shortened under a guard": {
    ...{ ...standard(guarded), ...guardedPolicy(9), resourceGuardOperationRequests: [guardRequest] },
  },
  "lengthened without a guard": { ...standard(guarded), ...guardedPolicy(11) },
};

export const recordedPolicies: readonly Recorded[] = [
  ...Object.entries(reads).map(([what, properties]) => policy(`read: ${what}`, properties)),
  ...Object.entries(writes).map(([what, properties]) => policy(`write: ${what}`, properties)),
];
