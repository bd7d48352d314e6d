import type { Json } from "../../../simulator/azure/json";
import { checkPolicy } from "../../../simulator/azure/policyCheck";
import { daily, dailyPolicy, enhancedPolicy, withValueAt } from "./bodies";

const time = "2024-01-01T22:00:00Z";
const weekend = ["Saturday", "Sunday"];
const everyFirst = { daysOfTheWeek: ["Sunday"], weeksOfTheMonth: ["First"] };

const retainFor = (count: number, durationType: string, more: Json = {}): Json => ({
  retentionTimes: [time],
  retentionDuration: { count, durationType },
  ...more,
});
const byWeek = { retentionScheduleFormatType: "Weekly", retentionScheduleWeekly: everyFirst };
const byDate = (...daysOfTheMonth: Json[]): Json => ({
  retentionScheduleFormatType: "Daily",
  retentionScheduleDaily: { daysOfTheMonth },
});

const allKinds: Json = {
  retentionPolicyType: "LongTermRetentionPolicy",
  dailySchedule: daily(30),
  weeklySchedule: retainFor(12, "Weeks", { daysOfTheWeek: weekend }),
  monthlySchedule: retainFor(12, "Months", byWeek),
  yearlySchedule: retainFor(7, "Years", { ...byWeek, monthsOfYear: ["January"] }),
};
const everything = { ...dailyPolicy, retentionPolicy: allKinds };

const weekly: Json = {
  ...dailyPolicy,
  instantRpRetentionRangeInDays: 5,
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicy",
    scheduleRunFrequency: "Weekly",
    scheduleRunDays: weekend,
    scheduleRunTimes: [time],
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    weeklySchedule: retainFor(12, "Weeks", { daysOfTheWeek: ["Sunday", "Saturday"] }),
    monthlySchedule: retainFor(12, "Months", byWeek),
  },
};

const weeklyV2: Json = {
  ...weekly,
  policyType: "V2",
  instantRpRetentionRangeInDays: 7,
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Weekly",
    weeklySchedule: { scheduleRunDays: weekend, scheduleRunTimes: [time] },
  },
};

const hourly = (interval: number, window: number, snapshots: number): Json => ({
  ...enhancedPolicy,
  instantRpRetentionRangeInDays: snapshots,
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Hourly",
    hourlySchedule: {
      interval,
      scheduleWindowStartTime: "2024-01-01T08:00:00Z",
      scheduleWindowDuration: window,
    },
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: { retentionDuration: { count: 180, durationType: "Days" } },
  },
});

const tiered = (
  tieringMode: string,
  duration: number,
  durationType: string,
  base: Json = everything,
): Json => ({
  ...base,
  tieringPolicy: { ArchivedRP: { tieringMode, duration, durationType } },
});

const keptMonths = (count: number): Json =>
  withValueAt(dailyPolicy, "retentionPolicy.monthlySchedule", retainFor(count, "Months", byWeek));

const invalidPolicy = "BMSUserErrorInvalidPolicyInput";
const invalidParameter = "UserErrorInvalidRequestParameter";
const accepted = undefined;

const monthly = "retentionPolicy.monthlySchedule";
const yearly = "retentionPolicy.yearlySchedule";

const cases: [string, Json, string | undefined][] = [
  ["V1 daily", dailyPolicy, accepted],
  ["V1 daily, all kinds of retention", everything, accepted],
  ["V1 weekly, retention days in another order", weekly, accepted],
  ["V2 daily", enhancedPolicy, accepted],
  ["V2 weekly", weeklyV2, accepted],
  ["V2 hourly", hourly(4, 12, 7), accepted],
  ["no policy type means V1", withValueAt(dailyPolicy, "policyType", undefined), accepted],
  ["policy of another workload", { backupManagementType: "AzureStorage" }, accepted],
  ["no management type", withValueAt(dailyPolicy, "backupManagementType", undefined), invalidPolicy],
  ["policy type V3", withValueAt(dailyPolicy, "policyType", "V3"), invalidPolicy],

  ["time zone UTC", withValueAt(dailyPolicy, "timeZone", "UTC"), accepted],
  ["no time zone", withValueAt(dailyPolicy, "timeZone", undefined), accepted],
  ["IANA time zone", withValueAt(dailyPolicy, "timeZone", "Europe/Paris"), invalidParameter],
  ["misspelt time zone", withValueAt(dailyPolicy, "timeZone", "Europe/Pariis"), invalidParameter],
  ["time zone that is not a string", withValueAt(dailyPolicy, "timeZone", 3), invalidParameter],
  [
    "time zone named like a property of objects",
    withValueAt(dailyPolicy, "timeZone", "constructor"),
    invalidParameter,
  ],

  ["V1 hourly", withValueAt(dailyPolicy, "schedulePolicy.scheduleRunFrequency", "Hourly"), invalidPolicy],
  [
    "V1 with the schedule of V2",
    { ...dailyPolicy, schedulePolicy: enhancedPolicy.schedulePolicy },
    invalidPolicy,
  ],
  [
    "V2 with the schedule of V1",
    { ...enhancedPolicy, schedulePolicy: dailyPolicy.schedulePolicy },
    invalidPolicy,
  ],
  ["no schedule", withValueAt(dailyPolicy, "schedulePolicy", undefined), invalidPolicy],
  [
    "daily schedule with days",
    withValueAt(dailyPolicy, "schedulePolicy.scheduleRunDays", ["Monday"]),
    invalidPolicy,
  ],
  ["weekly schedule without days", withValueAt(weekly, "schedulePolicy.scheduleRunDays", []), invalidPolicy],
  [
    "weekly schedule with a duplicate day",
    withValueAt(weekly, "schedulePolicy.scheduleRunDays", ["Sunday", "Sunday"]),
    invalidPolicy,
  ],
  [
    "weekly schedule with an unknown day",
    withValueAt(weekly, "schedulePolicy.scheduleRunDays", ["Caturday"]),
    invalidPolicy,
  ],
  ["no time", withValueAt(dailyPolicy, "schedulePolicy.scheduleRunTimes", []), invalidPolicy],
  ["two times", withValueAt(dailyPolicy, "schedulePolicy.scheduleRunTimes", [time, time]), invalidPolicy],
  [
    "minute 15",
    withValueAt(dailyPolicy, "schedulePolicy.scheduleRunTimes", ["2024-01-01T22:15:00Z"]),
    invalidPolicy,
  ],
  [
    "seconds",
    withValueAt(dailyPolicy, "schedulePolicy.scheduleRunTimes", ["2024-01-01T22:00:01Z"]),
    invalidPolicy,
  ],
  [
    "hour 24",
    withValueAt(dailyPolicy, "schedulePolicy.scheduleRunTimes", ["2024-01-01T24:00:00Z"]),
    invalidPolicy,
  ],
  [
    "V2 hourly with a daily schedule too",
    withValueAt(hourly(4, 12, 7), "schedulePolicy.dailySchedule", { scheduleRunTimes: [time] }),
    invalidPolicy,
  ],

  [
    "half past",
    withValueAt(
      withValueAt(dailyPolicy, "schedulePolicy.scheduleRunTimes", ["22:30:00Z"]),
      "retentionPolicy.dailySchedule",
      daily(7, "1900-01-01T22:30:00+00:00"),
    ),
    accepted,
  ],
  [
    "retention at another time",
    withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(30, "2024-01-01T21:30:00Z")),
    invalidPolicy,
  ],
  [
    "retention on another date",
    withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(30, "2019-07-05T22:00:00Z")),
    accepted,
  ],
  [
    "retention without a time",
    withValueAt(dailyPolicy, "retentionPolicy.dailySchedule.retentionTimes", undefined),
    invalidPolicy,
  ],
  [
    "monthly retention at another time",
    withValueAt(everything, `${monthly}.retentionTimes`, ["2024-01-01T21:00:00Z"]),
    invalidPolicy,
  ],

  ["interval 5", hourly(5, 10, 7), invalidPolicy],
  ["interval 24, on which documentation and API disagree", hourly(24, 24, 7), invalidPolicy],
  ["window 24", hourly(4, 24, 7), accepted],
  ["window 28", hourly(4, 28, 7), invalidPolicy],
  ["window shorter than 4", hourly(4, 3, 7), invalidPolicy],
  ["window that is not a multiple of the interval, on which sources disagree", hourly(4, 23, 7), accepted],
  ["window shorter than the interval", hourly(8, 4, 7), invalidPolicy],
  [
    "window at a quarter past",
    withValueAt(hourly(4, 12, 7), "schedulePolicy.hourlySchedule.scheduleWindowStartTime", "08:15:00Z"),
    invalidPolicy,
  ],
  [
    "hourly, retention at another time",
    withValueAt(hourly(4, 12, 7), "retentionPolicy.dailySchedule.retentionTimes", [time]),
    accepted,
  ],

  ["no retention", withValueAt(dailyPolicy, "retentionPolicy", undefined), invalidPolicy],
  [
    "simple retention",
    withValueAt(dailyPolicy, "retentionPolicy.retentionPolicyType", "SimpleRetentionPolicy"),
    invalidPolicy,
  ],
  [
    "daily schedule without daily retention",
    withValueAt(everything, "retentionPolicy.dailySchedule", undefined),
    invalidPolicy,
  ],
  [
    "hourly schedule without daily retention",
    withValueAt(hourly(4, 12, 7), "retentionPolicy.dailySchedule", undefined),
    invalidPolicy,
  ],
  [
    "weekly schedule with daily retention",
    withValueAt(weekly, "retentionPolicy.dailySchedule", daily(30)),
    invalidPolicy,
  ],
  [
    "weekly schedule without weekly retention",
    withValueAt(weekly, "retentionPolicy.weeklySchedule", undefined),
    invalidPolicy,
  ],
  [
    "weekly retention on fewer days than the schedule",
    withValueAt(weekly, "retentionPolicy.weeklySchedule.daysOfTheWeek", ["Sunday"]),
    invalidPolicy,
  ],
  [
    "weekly retention on more days than the schedule",
    withValueAt(weekly, "retentionPolicy.weeklySchedule.daysOfTheWeek", [...weekend, "Monday"]),
    invalidPolicy,
  ],
  [
    "weekly schedule, monthly by date",
    withValueAt(weekly, monthly, retainFor(12, "Months", byDate({ date: 1, isLast: false }))),
    invalidPolicy,
  ],
  [
    "weekly schedule, monthly on another day",
    withValueAt(weekly, `${monthly}.retentionScheduleWeekly.daysOfTheWeek`, ["Monday"]),
    invalidPolicy,
  ],

  ["6 daily points", withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(6)), invalidPolicy],
  ["7 daily points", withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(7)), accepted],
  ["9999 daily points", withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(9999)), accepted],
  [
    "10000 daily points",
    withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(10000)),
    invalidPolicy,
  ],
  [
    "half a daily point",
    withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(7.5)),
    invalidPolicy,
  ],
  [
    "daily retention in weeks",
    withValueAt(dailyPolicy, "retentionPolicy.dailySchedule.retentionDuration.durationType", "Weeks"),
    invalidPolicy,
  ],
  [
    "5163 weeks on one day",
    withValueAt(
      everything,
      "retentionPolicy.weeklySchedule",
      retainFor(5163, "Weeks", { daysOfTheWeek: ["Sunday"] }),
    ),
    accepted,
  ],
  [
    "5164 weeks on one day, on which sources disagree",
    withValueAt(
      everything,
      "retentionPolicy.weeklySchedule",
      retainFor(5164, "Weeks", { daysOfTheWeek: ["Sunday"] }),
    ),
    accepted,
  ],
  [
    "0 weeks",
    withValueAt(everything, "retentionPolicy.weeklySchedule.retentionDuration.count", 0),
    invalidPolicy,
  ],
  ["1188 months", withValueAt(everything, `${monthly}.retentionDuration.count`, 1188), accepted],
  ["9999 months", withValueAt(everything, `${monthly}.retentionDuration.count`, 9999), accepted],
  ["10000 months", withValueAt(everything, `${monthly}.retentionDuration.count`, 10_000), invalidPolicy],
  ["99 years", withValueAt(everything, `${yearly}.retentionDuration.count`, 99), accepted],
  ["10000 years", withValueAt(everything, `${yearly}.retentionDuration.count`, 10_000), invalidPolicy],
  [
    "more than 9999 recovery points in total: no such rule of the service is known",
    withValueAt(everything, "retentionPolicy.dailySchedule", daily(9990)),
    accepted,
  ],

  [
    "weekly retention without days",
    withValueAt(everything, "retentionPolicy.weeklySchedule.daysOfTheWeek", undefined),
    invalidPolicy,
  ],
  [
    "monthly by date",
    withValueAt(
      everything,
      monthly,
      retainFor(12, "Months", byDate({ date: 1, isLast: false }, { date: 28 })),
    ),
    accepted,
  ],
  [
    "monthly on the last day",
    withValueAt(everything, monthly, retainFor(12, "Months", byDate({ date: 0, isLast: true }))),
    accepted,
  ],
  [
    "monthly on the 31st, on which sources disagree",
    withValueAt(everything, monthly, retainFor(12, "Months", byDate({ date: 31, isLast: false }))),
    accepted,
  ],
  [
    "monthly on the 32nd",
    withValueAt(everything, monthly, retainFor(12, "Months", byDate({ date: 32, isLast: false }))),
    invalidPolicy,
  ],
  [
    "monthly with a duplicate date",
    withValueAt(everything, monthly, retainFor(12, "Months", byDate({ date: 3 }, { date: 3 }))),
    invalidPolicy,
  ],
  [
    "monthly with two last days",
    withValueAt(
      everything,
      monthly,
      retainFor(12, "Months", byDate({ date: 0, isLast: true }, { isLast: true })),
    ),
    invalidPolicy,
  ],
  [
    "monthly with a date that is the last day",
    withValueAt(everything, monthly, retainFor(12, "Months", byDate({ date: 5, isLast: true }))),
    invalidPolicy,
  ],
  [
    "monthly without dates",
    withValueAt(everything, monthly, retainFor(12, "Months", byDate())),
    invalidPolicy,
  ],
  ["monthly without a format", withValueAt(everything, monthly, retainFor(12, "Months")), invalidPolicy],
  [
    "monthly in both formats: the format type decides",
    withValueAt(everything, monthly, retainFor(12, "Months", { ...byDate({ date: 1 }), ...byWeek })),
    accepted,
  ],
  [
    "monthly without weeks",
    withValueAt(everything, `${monthly}.retentionScheduleWeekly.weeksOfTheMonth`, []),
    invalidPolicy,
  ],
  [
    "monthly with a duplicate week",
    withValueAt(everything, `${monthly}.retentionScheduleWeekly.weeksOfTheMonth`, ["First", "First"]),
    invalidPolicy,
  ],
  [
    "monthly in a fifth week",
    withValueAt(everything, `${monthly}.retentionScheduleWeekly.weeksOfTheMonth`, ["Fifth"]),
    invalidPolicy,
  ],
  ["yearly without months", withValueAt(everything, `${yearly}.monthsOfYear`, undefined), invalidPolicy],
  [
    "yearly with a duplicate month",
    withValueAt(everything, `${yearly}.monthsOfYear`, ["May", "May"]),
    invalidPolicy,
  ],

  ["V1 instant restore 0", withValueAt(dailyPolicy, "instantRpRetentionRangeInDays", 0), invalidParameter],
  ["V1 instant restore 5", withValueAt(dailyPolicy, "instantRpRetentionRangeInDays", 5), accepted],
  ["V1 instant restore 6", withValueAt(dailyPolicy, "instantRpRetentionRangeInDays", 6), invalidParameter],
  [
    "V1 weekly instant restore omitted",
    withValueAt(weekly, "instantRpRetentionRangeInDays", undefined),
    accepted,
  ],
  ["V1 weekly instant restore 4", withValueAt(weekly, "instantRpRetentionRangeInDays", 4), invalidParameter],
  ["V2 instant restore 30", withValueAt(enhancedPolicy, "instantRpRetentionRangeInDays", 30), accepted],
  [
    "V2 instant restore 31",
    withValueAt(enhancedPolicy, "instantRpRetentionRangeInDays", 31),
    invalidParameter,
  ],
  [
    "V2 instant restore longer than the vault's retention",
    withValueAt(
      withValueAt(enhancedPolicy, "instantRpRetentionRangeInDays", 8),
      "retentionPolicy.dailySchedule",
      daily(7),
    ),
    invalidParameter,
  ],
  [
    "V2 weekly instant restore 4",
    withValueAt(weeklyV2, "instantRpRetentionRangeInDays", 4),
    invalidParameter,
  ],
  ["V2 weekly instant restore 20", withValueAt(weeklyV2, "instantRpRetentionRangeInDays", 20), accepted],
  [
    "V2 weekly instant restore 21, on which sources disagree",
    withValueAt(weeklyV2, "instantRpRetentionRangeInDays", 21),
    accepted,
  ],
  ["every 4 hours, instant restore 17", hourly(4, 12, 17), accepted],
  ["every 4 hours, instant restore 18", hourly(4, 12, 18), invalidParameter],
  ["every 6 hours, instant restore 22", hourly(6, 12, 22), accepted],
  ["every 6 hours, instant restore 23", hourly(6, 12, 23), invalidParameter],
  ["every 8 hours, instant restore 23, for which no limit is documented", hourly(8, 16, 23), accepted],
  ["every 12 hours, instant restore 30", hourly(12, 24, 30), accepted],

  [
    "V2 crash-consistent",
    withValueAt(enhancedPolicy, "snapshotConsistencyType", "OnlyCrashConsistent"),
    accepted,
  ],
  [
    "V2 with another consistency",
    withValueAt(enhancedPolicy, "snapshotConsistencyType", "Somehow"),
    invalidPolicy,
  ],
  [
    "V1 crash-consistent",
    withValueAt(dailyPolicy, "snapshotConsistencyType", "OnlyCrashConsistent"),
    invalidPolicy,
  ],
  [
    "snapshot group with only a suffix",
    withValueAt(dailyPolicy, "instantRPDetails", { azureBackupRGNameSuffix: "x" }),
    invalidPolicy,
  ],
  [
    "snapshot group with a prefix",
    withValueAt(dailyPolicy, "instantRPDetails", { azureBackupRGNamePrefix: "x" }),
    accepted,
  ],

  ["no tiering", tiered("DoNotTier", 0, "Invalid"), accepted],
  ["no tiering, with a duration", tiered("DoNotTier", 3, "Months"), invalidPolicy],
  ["tiering recommended", tiered("TierRecommended", 0, "Invalid"), accepted],
  ["tiering recommended, kept 9 months", tiered("TierRecommended", 0, "Invalid", keptMonths(9)), accepted],
  [
    "tiering recommended, kept 8 months",
    tiered("TierRecommended", 0, "Invalid", keptMonths(8)),
    invalidPolicy,
  ],
  [
    "tiering recommended, retention too short",
    tiered("TierRecommended", 0, "Invalid", dailyPolicy),
    invalidPolicy,
  ],
  ["tiering after 3 months", tiered("TierAfter", 3, "Months"), accepted],
  ["tiering after 90 days", tiered("TierAfter", 90, "Days"), accepted],
  ["tiering after 2 months", tiered("TierAfter", 2, "Months"), invalidPolicy],
  [
    "tiering after 3 months, no retention long enough",
    tiered("TierAfter", 3, "Months", dailyPolicy),
    invalidPolicy,
  ],
  ["tiering after 78 months, yearly kept 84 months", tiered("TierAfter", 78, "Months"), accepted],
  ["tiering after 79 months, yearly kept 84 months", tiered("TierAfter", 79, "Months"), invalidPolicy],
  ["tiering of a weekly V2 schedule", tiered("TierAfter", 3, "Months", weeklyV2), accepted],
  ["tiering of a weekly V1 schedule", tiered("TierAfter", 3, "Months", weekly), accepted],
  ["tiering with an unknown mode", tiered("Sometimes", 0, "Invalid"), invalidPolicy],
  [
    "tiering of another kind of recovery points",
    { ...everything, tieringPolicy: { LiveRP: { tieringMode: "DoNotTier" } } },
    invalidPolicy,
  ],
];

test.each(cases)("%s", (_, properties, code) => {
  const error = checkPolicy("nightly", properties);
  expect(error?.code).toBe(code);
  if (error) expect(error.status).toBe(400);
});

test.each([
  ["abc", true],
  ["A".repeat(150), true],
  ["a-1", true],
  ["ab", false],
  ["A".repeat(151), false],
  ["1ab", false],
  ["a b", false],
  ["a_b", true],
])("policy name %s", (name, allowed) => {
  expect(checkPolicy(name, dailyPolicy) === undefined).toBe(allowed);
});

const weeklyV2Days = "schedulePolicy.weeklySchedule.scheduleRunDays";

// Several rules can refuse the same policy. These cases check the message of each rule.
test.each<[string, Json]>([
  ["policyType is V3", withValueAt(dailyPolicy, "policyType", "V3")],
  [
    "policyType V1 needs",
    withValueAt(dailyPolicy, "schedulePolicy.schedulePolicyType", "SimpleSchedulePolicyV2"),
  ],
  [
    "policyType V1 has no hourlySchedule",
    withValueAt(dailyPolicy, "schedulePolicy.hourlySchedule", { interval: 4 }),
  ],
  [
    "policyType V2 needs",
    withValueAt(enhancedPolicy, "schedulePolicy.schedulePolicyType", "SimpleSchedulePolicy"),
  ],
  ["not Monthly", withValueAt(enhancedPolicy, "schedulePolicy.scheduleRunFrequency", "Monthly")],
  [
    "Sunday,Sunday has a duplicate",
    withValueAt(weekly, "schedulePolicy.scheduleRunDays", ["Sunday", "Sunday"]),
  ],
  ["scheduleRunDays is empty", withValueAt(weeklyV2, weeklyV2Days, [])],
  ["scheduleRunDays: Caturday", withValueAt(weeklyV2, weeklyV2Days, ["Caturday"])],
  ["not Hourly", withValueAt(everything, `${monthly}.retentionScheduleFormatType`, "Hourly")],
  [
    "monthlySchedule: daysOfTheWeek is empty",
    withValueAt(everything, `${monthly}.retentionScheduleWeekly.daysOfTheWeek`, []),
  ],
  ["durationType is Decades", tiered("TierAfter", 3, "Decades")],
  ["duration 0 and durationType Invalid", tiered("DoNotTier", 0, "Months")],
])("message: %s", (text, properties) => {
  expect(checkPolicy("nightly", properties)?.message).toContain(text);
});

test("the message names the value and the allowed values", () => {
  const error = checkPolicy("nightly", withValueAt(dailyPolicy, "instantRpRetentionRangeInDays", 6));
  expect(error?.message).toContain("InstantRpRetentionRangeInDays is 6: 1 to 5 days");
  expect(checkPolicy("nightly", withValueAt(dailyPolicy, "timeZone", "Mars"))?.message).toContain("NO_PARAM");
});

test.each([undefined, null, 3, "text", [], {}])(
  "without properties (%p) it is refused, without an exception",
  (properties) => {
    expect(checkPolicy("nightly", properties)?.code).toBe(invalidPolicy);
  },
);
