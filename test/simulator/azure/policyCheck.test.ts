import type { Json } from "../../../simulator/azure/json";
import { checkPolicy } from "../../../simulator/azure/policyCheck";
import { daily, dailyPolicy, enhancedPolicy, withValueAt } from "./bodies";

const time = "2024-01-01T22:00:00Z";
const weekend = ["Saturday", "Sunday"];
const everyFirst = { daysOfTheWeek: ["Sunday"], weeksOfTheMonth: ["First"] };

const kept = (count: number, durationType: string, more: Json = {}): Json => ({
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
  weeklySchedule: kept(12, "Weeks", { daysOfTheWeek: weekend }),
  monthlySchedule: kept(12, "Months", byWeek),
  yearlySchedule: kept(7, "Years", { ...byWeek, monthsOfYear: ["January"] }),
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
    weeklySchedule: kept(12, "Weeks", { daysOfTheWeek: ["Sunday", "Saturday"] }),
    monthlySchedule: kept(12, "Months", byWeek),
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
  withValueAt(dailyPolicy, "retentionPolicy.monthlySchedule", kept(count, "Months", byWeek));

const shape = "BMSUserErrorInvalidPolicyInput";
const parameter = "UserErrorInvalidRequestParameter";
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
  ["no management type", withValueAt(dailyPolicy, "backupManagementType", undefined), shape],
  ["policy type V3", withValueAt(dailyPolicy, "policyType", "V3"), shape],

  ["time zone UTC", withValueAt(dailyPolicy, "timeZone", "UTC"), accepted],
  ["no time zone", withValueAt(dailyPolicy, "timeZone", undefined), accepted],
  ["IANA time zone", withValueAt(dailyPolicy, "timeZone", "Europe/Paris"), parameter],
  ["misspelt time zone", withValueAt(dailyPolicy, "timeZone", "Europe/Pariis"), parameter],
  ["time zone that is no text", withValueAt(dailyPolicy, "timeZone", 3), parameter],
  [
    "time zone named like a property of objects",
    withValueAt(dailyPolicy, "timeZone", "constructor"),
    parameter,
  ],

  ["V1 hourly", withValueAt(dailyPolicy, "schedulePolicy.scheduleRunFrequency", "Hourly"), shape],
  ["V1 with the schedule of V2", { ...dailyPolicy, schedulePolicy: enhancedPolicy.schedulePolicy }, shape],
  ["V2 with the schedule of V1", { ...enhancedPolicy, schedulePolicy: dailyPolicy.schedulePolicy }, shape],
  ["no schedule", withValueAt(dailyPolicy, "schedulePolicy", undefined), shape],
  ["daily schedule with days", withValueAt(dailyPolicy, "schedulePolicy.scheduleRunDays", ["Monday"]), shape],
  ["weekly schedule without days", withValueAt(weekly, "schedulePolicy.scheduleRunDays", []), shape],
  [
    "weekly schedule with a day twice",
    withValueAt(weekly, "schedulePolicy.scheduleRunDays", ["Sunday", "Sunday"]),
    shape,
  ],
  [
    "weekly schedule with a day that is none",
    withValueAt(weekly, "schedulePolicy.scheduleRunDays", ["Caturday"]),
    shape,
  ],
  ["no time", withValueAt(dailyPolicy, "schedulePolicy.scheduleRunTimes", []), shape],
  ["two times", withValueAt(dailyPolicy, "schedulePolicy.scheduleRunTimes", [time, time]), shape],
  ["minute 15", withValueAt(dailyPolicy, "schedulePolicy.scheduleRunTimes", ["2024-01-01T22:15:00Z"]), shape],
  ["seconds", withValueAt(dailyPolicy, "schedulePolicy.scheduleRunTimes", ["2024-01-01T22:00:01Z"]), shape],
  ["hour 24", withValueAt(dailyPolicy, "schedulePolicy.scheduleRunTimes", ["2024-01-01T24:00:00Z"]), shape],
  [
    "V2 hourly with a daily schedule too",
    withValueAt(hourly(4, 12, 7), "schedulePolicy.dailySchedule", { scheduleRunTimes: [time] }),
    shape,
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
    shape,
  ],
  [
    "retention on another date",
    withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(30, "2019-07-05T22:00:00Z")),
    accepted,
  ],
  [
    "retention without a time",
    withValueAt(dailyPolicy, "retentionPolicy.dailySchedule.retentionTimes", undefined),
    shape,
  ],
  [
    "monthly retention at another time",
    withValueAt(everything, `${monthly}.retentionTimes`, ["2024-01-01T21:00:00Z"]),
    shape,
  ],

  ["interval 5", hourly(5, 10, 7), shape],
  ["interval 24, which documents and API disagree on", hourly(24, 24, 7), shape],
  ["window 24", hourly(4, 24, 7), accepted],
  ["window 28", hourly(4, 28, 7), shape],
  ["window shorter than 4", hourly(4, 3, 7), shape],
  ["window no multiple of the interval, which sources disagree on", hourly(4, 23, 7), accepted],
  ["window shorter than the interval", hourly(8, 4, 7), shape],
  [
    "window at a quarter past",
    withValueAt(hourly(4, 12, 7), "schedulePolicy.hourlySchedule.scheduleWindowStartTime", "08:15:00Z"),
    shape,
  ],
  [
    "hourly, retention at another time",
    withValueAt(hourly(4, 12, 7), "retentionPolicy.dailySchedule.retentionTimes", [time]),
    accepted,
  ],

  ["no retention", withValueAt(dailyPolicy, "retentionPolicy", undefined), shape],
  [
    "simple retention",
    withValueAt(dailyPolicy, "retentionPolicy.retentionPolicyType", "SimpleRetentionPolicy"),
    shape,
  ],
  [
    "daily schedule without daily retention",
    withValueAt(everything, "retentionPolicy.dailySchedule", undefined),
    shape,
  ],
  [
    "hourly schedule without daily retention",
    withValueAt(hourly(4, 12, 7), "retentionPolicy.dailySchedule", undefined),
    shape,
  ],
  [
    "weekly schedule with daily retention",
    withValueAt(weekly, "retentionPolicy.dailySchedule", daily(30)),
    shape,
  ],
  [
    "weekly schedule without weekly retention",
    withValueAt(weekly, "retentionPolicy.weeklySchedule", undefined),
    shape,
  ],
  [
    "weekly retention on fewer days than the schedule",
    withValueAt(weekly, "retentionPolicy.weeklySchedule.daysOfTheWeek", ["Sunday"]),
    shape,
  ],
  [
    "weekly retention on more days than the schedule",
    withValueAt(weekly, "retentionPolicy.weeklySchedule.daysOfTheWeek", [...weekend, "Monday"]),
    shape,
  ],
  [
    "weekly schedule, monthly by date",
    withValueAt(weekly, monthly, kept(12, "Months", byDate({ date: 1, isLast: false }))),
    shape,
  ],
  [
    "weekly schedule, monthly on another day",
    withValueAt(weekly, `${monthly}.retentionScheduleWeekly.daysOfTheWeek`, ["Monday"]),
    shape,
  ],

  ["6 daily points", withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(6)), shape],
  ["7 daily points", withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(7)), accepted],
  ["9999 daily points", withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(9999)), accepted],
  ["10000 daily points", withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(10000)), shape],
  ["half a point", withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(7.5)), shape],
  [
    "daily retention in weeks",
    withValueAt(dailyPolicy, "retentionPolicy.dailySchedule.retentionDuration.durationType", "Weeks"),
    shape,
  ],
  [
    "5163 weeks on one day",
    withValueAt(
      everything,
      "retentionPolicy.weeklySchedule",
      kept(5163, "Weeks", { daysOfTheWeek: ["Sunday"] }),
    ),
    accepted,
  ],
  [
    "5164 weeks on one day, which sources disagree on",
    withValueAt(
      everything,
      "retentionPolicy.weeklySchedule",
      kept(5164, "Weeks", { daysOfTheWeek: ["Sunday"] }),
    ),
    accepted,
  ],
  ["0 weeks", withValueAt(everything, "retentionPolicy.weeklySchedule.retentionDuration.count", 0), shape],
  ["1188 months", withValueAt(everything, `${monthly}.retentionDuration.count`, 1188), accepted],
  ["9999 months", withValueAt(everything, `${monthly}.retentionDuration.count`, 9999), accepted],
  ["10000 months", withValueAt(everything, `${monthly}.retentionDuration.count`, 10_000), shape],
  ["99 years", withValueAt(everything, `${yearly}.retentionDuration.count`, 99), accepted],
  ["10000 years", withValueAt(everything, `${yearly}.retentionDuration.count`, 10_000), shape],
  [
    "more than 9999 recovery points in all: no rule of the service is known",
    withValueAt(everything, "retentionPolicy.dailySchedule", daily(9990)),
    accepted,
  ],

  [
    "weekly retention without days",
    withValueAt(everything, "retentionPolicy.weeklySchedule.daysOfTheWeek", undefined),
    shape,
  ],
  [
    "monthly by date",
    withValueAt(everything, monthly, kept(12, "Months", byDate({ date: 1, isLast: false }, { date: 28 }))),
    accepted,
  ],
  [
    "monthly on the last day",
    withValueAt(everything, monthly, kept(12, "Months", byDate({ date: 0, isLast: true }))),
    accepted,
  ],
  [
    "monthly on the 31st, which sources disagree on",
    withValueAt(everything, monthly, kept(12, "Months", byDate({ date: 31, isLast: false }))),
    accepted,
  ],
  [
    "monthly on the 32nd",
    withValueAt(everything, monthly, kept(12, "Months", byDate({ date: 32, isLast: false }))),
    shape,
  ],
  [
    "monthly with a date twice",
    withValueAt(everything, monthly, kept(12, "Months", byDate({ date: 3 }, { date: 3 }))),
    shape,
  ],
  [
    "monthly with two last days",
    withValueAt(everything, monthly, kept(12, "Months", byDate({ date: 0, isLast: true }, { isLast: true }))),
    shape,
  ],
  [
    "monthly with a date that is the last day",
    withValueAt(everything, monthly, kept(12, "Months", byDate({ date: 5, isLast: true }))),
    shape,
  ],
  ["monthly without dates", withValueAt(everything, monthly, kept(12, "Months", byDate())), shape],
  ["monthly without a form", withValueAt(everything, monthly, kept(12, "Months")), shape],
  [
    "monthly in both forms: the type says which one counts",
    withValueAt(everything, monthly, kept(12, "Months", { ...byDate({ date: 1 }), ...byWeek })),
    accepted,
  ],
  [
    "monthly without weeks",
    withValueAt(everything, `${monthly}.retentionScheduleWeekly.weeksOfTheMonth`, []),
    shape,
  ],
  [
    "monthly with a week twice",
    withValueAt(everything, `${monthly}.retentionScheduleWeekly.weeksOfTheMonth`, ["First", "First"]),
    shape,
  ],
  [
    "monthly in a fifth week",
    withValueAt(everything, `${monthly}.retentionScheduleWeekly.weeksOfTheMonth`, ["Fifth"]),
    shape,
  ],
  ["yearly without months", withValueAt(everything, `${yearly}.monthsOfYear`, undefined), shape],
  ["yearly with a month twice", withValueAt(everything, `${yearly}.monthsOfYear`, ["May", "May"]), shape],

  ["V1 instant restore 0", withValueAt(dailyPolicy, "instantRpRetentionRangeInDays", 0), parameter],
  ["V1 instant restore 5", withValueAt(dailyPolicy, "instantRpRetentionRangeInDays", 5), accepted],
  ["V1 instant restore 6", withValueAt(dailyPolicy, "instantRpRetentionRangeInDays", 6), parameter],
  [
    "V1 weekly instant restore not given",
    withValueAt(weekly, "instantRpRetentionRangeInDays", undefined),
    accepted,
  ],
  ["V1 weekly instant restore 4", withValueAt(weekly, "instantRpRetentionRangeInDays", 4), parameter],
  ["V2 instant restore 30", withValueAt(enhancedPolicy, "instantRpRetentionRangeInDays", 30), accepted],
  ["V2 instant restore 31", withValueAt(enhancedPolicy, "instantRpRetentionRangeInDays", 31), parameter],
  [
    "V2 instant restore longer than the vault keeps",
    withValueAt(
      withValueAt(enhancedPolicy, "instantRpRetentionRangeInDays", 8),
      "retentionPolicy.dailySchedule",
      daily(7),
    ),
    parameter,
  ],
  ["V2 weekly instant restore 4", withValueAt(weeklyV2, "instantRpRetentionRangeInDays", 4), parameter],
  ["V2 weekly instant restore 20", withValueAt(weeklyV2, "instantRpRetentionRangeInDays", 20), accepted],
  [
    "V2 weekly instant restore 21, which sources disagree on",
    withValueAt(weeklyV2, "instantRpRetentionRangeInDays", 21),
    accepted,
  ],
  ["every 4 hours, instant restore 17", hourly(4, 12, 17), accepted],
  ["every 4 hours, instant restore 18", hourly(4, 12, 18), parameter],
  ["every 6 hours, instant restore 22", hourly(6, 12, 22), accepted],
  ["every 6 hours, instant restore 23", hourly(6, 12, 23), parameter],
  ["every 8 hours, instant restore 23: not documented", hourly(8, 16, 23), accepted],
  ["every 12 hours, instant restore 30", hourly(12, 24, 30), accepted],

  [
    "V2 crash-consistent",
    withValueAt(enhancedPolicy, "snapshotConsistencyType", "OnlyCrashConsistent"),
    accepted,
  ],
  ["V2 consistent in another way", withValueAt(enhancedPolicy, "snapshotConsistencyType", "Somehow"), shape],
  ["V1 crash-consistent", withValueAt(dailyPolicy, "snapshotConsistencyType", "OnlyCrashConsistent"), shape],
  [
    "snapshot group with a suffix alone",
    withValueAt(dailyPolicy, "instantRPDetails", { azureBackupRGNameSuffix: "x" }),
    shape,
  ],
  [
    "snapshot group with a prefix",
    withValueAt(dailyPolicy, "instantRPDetails", { azureBackupRGNamePrefix: "x" }),
    accepted,
  ],

  ["no tiering", tiered("DoNotTier", 0, "Invalid"), accepted],
  ["no tiering, with a duration", tiered("DoNotTier", 3, "Months"), shape],
  ["tiering recommended", tiered("TierRecommended", 0, "Invalid"), accepted],
  ["tiering recommended, kept 9 months", tiered("TierRecommended", 0, "Invalid", keptMonths(9)), accepted],
  ["tiering recommended, kept 8 months", tiered("TierRecommended", 0, "Invalid", keptMonths(8)), shape],
  ["tiering recommended, kept too short", tiered("TierRecommended", 0, "Invalid", dailyPolicy), shape],
  ["tiering after 3 months", tiered("TierAfter", 3, "Months"), accepted],
  ["tiering after 90 days", tiered("TierAfter", 90, "Days"), accepted],
  ["tiering after 2 months", tiered("TierAfter", 2, "Months"), shape],
  ["tiering after 3 months, nothing kept long enough", tiered("TierAfter", 3, "Months", dailyPolicy), shape],
  ["tiering after 78 months, yearly kept 84 months", tiered("TierAfter", 78, "Months"), accepted],
  ["tiering after 79 months, yearly kept 84 months", tiered("TierAfter", 79, "Months"), shape],
  ["tiering of a weekly V2 schedule", tiered("TierAfter", 3, "Months", weeklyV2), accepted],
  ["tiering of a weekly V1 schedule", tiered("TierAfter", 3, "Months", weekly), accepted],
  ["tiering without a known mode", tiered("Sometimes", 0, "Invalid"), shape],
  [
    "tiering of something else",
    { ...everything, tieringPolicy: { LiveRP: { tieringMode: "DoNotTier" } } },
    shape,
  ],
];

test.each(cases)("%s", (_, properties, code) => {
  const refused = checkPolicy("nightly", properties);
  expect(refused?.code).toBe(code);
  if (refused) expect(refused.status).toBe(400);
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

// Several rules can refuse one policy: these hold each rule to its own words.
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
])("refused with: %s", (words, properties) => {
  expect(checkPolicy("nightly", properties)?.message).toContain(words);
});

test("the refusal names the value and what is allowed", () => {
  const refused = checkPolicy("nightly", withValueAt(dailyPolicy, "instantRpRetentionRangeInDays", 6));
  expect(refused?.message).toContain("InstantRpRetentionRangeInDays is 6: 1 to 5 days");
  expect(checkPolicy("nightly", withValueAt(dailyPolicy, "timeZone", "Mars"))?.message).toContain("NO_PARAM");
});

test.each([undefined, null, 3, "text", [], {}])(
  "nothing at all (%p) is refused, not a crash",
  (properties) => {
    expect(checkPolicy("nightly", properties)?.code).toBe(shape);
  },
);
