import fc from "fast-check";
import { checkPolicy } from "../../simulator/azure/policyCheck";
import { policyProperties } from "../../src/backupPolicy/arm";
import { vmBackupPolicyRules } from "../../src/backupPolicy/rules";
import { judge } from "../../src/core/rule";
import { goldenPolicies, nearlyValidPolicies } from "./policies";

describe("golden payloads", () => {
  it("are at least sixty", () => expect(goldenPolicies.length).toBeGreaterThanOrEqual(60));

  it.each(goldenPolicies)("%s", (_, policy) => {
    const payload = policyProperties(policy);
    expect(judge(vmBackupPolicyRules, policy).findings).toEqual([]);
    expect(checkPolicy("nightly", payload)).toBeUndefined();
    expect(payload).toMatchSnapshot();
  });
});

it("the API's own example of an hourly policy comes out field by field", () => {
  const sunday = { byWeekday: { days: ["Sunday"], weeks: ["First"] } } as const;
  const payload = policyProperties({
    tier: "Enhanced",
    timeZone: "India Standard Time",
    schedule: { hourly: { startTime: "08:00", intervalHours: 4, windowHours: 16 } },
    retention: {
      daily: { days: 180 },
      weekly: { weeks: 12, days: ["Sunday"] },
      monthly: { months: 60, ...sunday },
      yearly: { years: 10, months: ["January"], ...sunday },
    },
    instantRestoreDays: 30,
    crashConsistentOnly: true,
  });
  const at = "2020-01-01T08:00:00Z";
  const weekday = { retentionScheduleFormatType: "Weekly", retentionTimes: [at] };
  const retentionScheduleWeekly = { daysOfTheWeek: ["Sunday"], weeksOfTheMonth: ["First"] };
  const keep = (count: number, durationType: string) => ({ retentionDuration: { count, durationType } });
  expect(payload).toEqual({
    backupManagementType: "AzureIaasVM",
    timeZone: "India Standard Time",
    instantRpRetentionRangeInDays: 30,
    policyType: "V2",
    snapshotConsistencyType: "OnlyCrashConsistent",
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Hourly",
      hourlySchedule: { interval: 4, scheduleWindowDuration: 16, scheduleWindowStartTime: at },
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      dailySchedule: { retentionTimes: [at], ...keep(180, "Days") },
      weeklySchedule: { daysOfTheWeek: ["Sunday"], retentionTimes: [at], ...keep(12, "Weeks") },
      monthlySchedule: { ...weekday, retentionScheduleWeekly, ...keep(60, "Months") },
      yearlySchedule: {
        ...weekday,
        monthsOfYear: ["January"],
        retentionScheduleWeekly,
        ...keep(10, "Years"),
      },
    },
    tieringPolicy: { ArchivedRP: { tieringMode: "DoNotTier", duration: 0, durationType: "Invalid" } },
  });
});

it("what the rules accept, simulated Azure accepts; what they are certain to be wrong, it refuses", () => {
  let accepted = 0;
  const compare = (policy: Parameters<typeof policyProperties>[0]) => {
    const { findings } = judge(vmBackupPolicyRules, policy);
    const certain = findings.filter(({ conflict }) => conflict === undefined);
    const name = policy.policyName ?? "nightly";
    const refusal = checkPolicy(name, policyProperties(policy));
    if (findings.length === 0) accepted++;
    if (findings.length === 0 && refusal)
      throw new Error(`accepted by the rules, refused by Azure: ${refusal.message}`);
    if (certain.length > 0 && !refusal)
      throw new Error(`refused by the rules, accepted by Azure: ${JSON.stringify(certain)}`);
  };
  fc.assert(fc.property(nearlyValidPolicies, compare), { numRuns: 10_000 });
  expect(accepted).toBeGreaterThan(1_500);
});

it("no payload depends on the day it is made", () => {
  const [, policy] = goldenPolicies[0] as (typeof goldenPolicies)[number];
  const today = JSON.stringify(policyProperties(policy));
  jest.useFakeTimers({ now: new Date(Date.now() + 86_400_000) });
  expect(JSON.stringify(policyProperties(policy))).toBe(today);
  jest.useRealTimers();
});
