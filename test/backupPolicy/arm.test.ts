import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { load } from "js-yaml";
import { checkPolicy } from "../../simulator/azure/policyCheck";
import { type BackupPolicy, policyProperties } from "../../src/backupPolicy/arm";
import { vmBackupPolicyRules } from "../../src/backupPolicy/rules";
import { judge } from "../../src/core/rule";
import { runs } from "../support/runs";
import { type GoldenPolicy, goldenPolicies, nearlyValidPolicies } from "./policies";

type Blocks = Readonly<Record<string, object>>;

/** The parts of payloads.yaml, written by hand. */
const golden = load(readFileSync(join(__dirname, "payloads.yaml"), "utf8")) as {
  readonly every: object;
  readonly schedules: Readonly<Record<string, { backupTime: string; retentionPolicy: Blocks }>>;
  readonly retentions: Readonly<Record<string, Blocks>>;
  readonly extras: Readonly<Record<string, object>>;
};

/** One payload of the parts. @throws Error if payloads.yaml has no part of a name. */
function goldenPayload({ schedule, retention, extras }: GoldenPolicy): object {
  const [base, points, others] = [
    golden.schedules[schedule],
    golden.retentions[retention],
    golden.extras[extras],
  ];
  if (!base || !points || !others)
    throw new Error(`payloads.yaml lacks a part of ${schedule}, ${retention}, ${extras}`);
  const { backupTime, retentionPolicy, ...rest } = base;
  const blocks = Object.entries({ ...retentionPolicy, ...points });
  return {
    ...{ ...golden.every, ...rest, ...others },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      ...Object.fromEntries(
        blocks.map(([name, block]) => [name, { ...block, retentionTimes: [backupTime] }]),
      ),
    },
  };
}

describe("golden payloads", () => {
  it("are at least sixty, and use every part of payloads.yaml", () => {
    expect(goldenPolicies.length).toBeGreaterThanOrEqual(60);
    const used = (part: "schedule" | "retention" | "extras") =>
      new Set(goldenPolicies.map((one) => one[part]));
    expect(used("schedule")).toEqual(new Set(Object.keys(golden.schedules)));
    expect(used("retention")).toEqual(new Set(Object.keys(golden.retentions)));
    expect(used("extras")).toEqual(new Set(Object.keys(golden.extras)));
  });

  it.each(goldenPolicies)("$schedule, $retention, $extras", (one) => {
    const payload = policyProperties(one.policy);
    expect(judge(vmBackupPolicyRules, one.policy).findings).toEqual([]);
    expect(checkPolicy("nightly", payload)).toBeUndefined();
    expect(payload).toStrictEqual(goldenPayload(one));
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

const { policy: nightly } = goldenPolicies[0] as GoldenPolicy;

it.each<[string, Partial<BackupPolicy>, object]>([
  ["archiving after six months", { archive: { afterMonths: 6 } }, archived("TierAfter", 6, "Months")],
  [
    "archiving as Azure recommends",
    { archive: { recommended: true } },
    archived("TierRecommended", 0, "Invalid"),
  ],
  ["crash consistency", { crashConsistentOnly: true }, { snapshotConsistencyType: "OnlyCrashConsistent" }],
  [
    "a resource guard's operation request",
    { resourceGuardOperationRequests: ["/request"] },
    { resourceGuardOperationRequests: ["/request"] },
  ],
  [
    "a resource group without a suffix",
    { instantRestoreResourceGroup: { prefix: "snapshots" } },
    { instantRPDetails: { azureBackupRGNamePrefix: "snapshots" } },
  ],
])("%s changes its own field of a payload, and no other", (_, argument, changed) => {
  const payload = policyProperties({ ...nightly, ...argument });
  expect(payload).toStrictEqual({ ...policyProperties(nightly), ...changed });
});

function archived(tieringMode: string, duration: number, durationType: string) {
  return { tieringPolicy: { ArchivedRP: { tieringMode, duration, durationType } } };
}

it("simulated Azure accepts what the rules accept, and refuses what they are certain about", () => {
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
  fc.assert(fc.property(nearlyValidPolicies, compare), { numRuns: runs(10_000) });
  expect(accepted).toBeGreaterThan(runs(1_500));
});

it("no payload depends on the day it is made", () => {
  const today = JSON.stringify(policyProperties(nightly));
  jest.useFakeTimers({ now: new Date(Date.now() + 86_400_000) });
  expect(JSON.stringify(policyProperties(nightly))).toBe(today);
  jest.useRealTimers();
});
