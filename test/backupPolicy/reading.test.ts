// A payload is judged as Azure reads it.
import fc from "fast-check";
import { hourlyIntervals, hourlyWindow } from "../../src/backupPolicy/facts";
import {
  isV2,
  isVmPolicy,
  type ProtectionPolicy,
  policyFromArm,
} from "../../src/backupPolicy/payload/fromArm";
import { protectionPolicyRules } from "../../src/backupPolicy/payload/rules";
import { tierChange } from "../../src/backupPolicy/payload/tierChange";
import { windowIsValid } from "../../src/backupPolicy/schedule";
import { asBoolean, asChoice, asNumber, readingOf } from "../../src/core/reading";
import { judge } from "../../src/core/rule";

const time = "2020-01-01T22:00:00Z";
const payload = (properties: object): ProtectionPolicy =>
  ({
    policyName: "nightly",
    properties: { backupManagementType: "AzureIaasVM", ...properties },
  }) as ProtectionPolicy;
const standard = {
  instantRpRetentionRangeInDays: 2,
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicy",
    scheduleRunFrequency: "Daily",
    scheduleRunTimes: [time],
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: { retentionTimes: [time], retentionDuration: { count: 30, durationType: "Days" } },
  },
};
const certain = (properties: object) =>
  judge(protectionPolicyRules, payload(properties)).findings.filter(({ conflict }) => conflict === undefined);

it.each([undefined, null, "", "V1", "v1"])(
  "policyType %j with a Standard schedule is Standard",
  (policyType) => {
    expect(isV2(payload({ ...standard, policyType }))).toBe(false);
    expect(policyFromArm(payload({ ...standard, policyType })).tier).toBe("Standard");
    expect(certain({ ...standard, policyType })).toEqual([]);
  },
);

it("the tier changes from a policy without a policy type too", () => {
  const before = payload(standard);
  const after = payload({
    policyType: "v2",
    schedulePolicy: { schedulePolicyType: "SimpleSchedulePolicyV2" },
  });
  expect(tierChange({ before, after })).toContain("Enhanced");
  expect(tierChange({ before: after, after: before })).toContain("Standard");
  expect(tierChange({ before, after: before })).toBeUndefined();
});

it("SimpleRetentionPolicy is advice, and blocks through no other rule", () => {
  const retentionPolicy = {
    retentionPolicyType: "simpleretentionpolicy",
    retentionDuration: { count: 30, durationType: "Days" },
  };
  const { findings } = judge(protectionPolicyRules, payload({ ...standard, retentionPolicy }));
  expect(findings.map(({ path, conflict }) => [path, conflict !== undefined])).toEqual([
    ["properties.retentionPolicy.retentionPolicyType", true],
  ]);
});

it("an Enhanced weekly policy with archive, in days or months, blocks through no rule", () => {
  const kept = (count: number, durationType: string) => ({
    retentionTimes: [time],
    retentionDuration: { count, durationType },
  });
  const weekly = (duration: number, durationType: string) => ({
    policyType: "V2",
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Weekly",
      weeklySchedule: { scheduleRunDays: ["Sunday"], scheduleRunTimes: [time] },
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      weeklySchedule: { ...kept(52, "Weeks"), daysOfTheWeek: ["Sunday"] },
      yearlySchedule: {
        ...kept(3, "Years"),
        monthsOfYear: ["March"],
        retentionScheduleFormatType: "Weekly",
        retentionScheduleWeekly: { daysOfTheWeek: ["Sunday"], weeksOfTheMonth: ["First"] },
      },
    },
    tieringPolicy: { ArchivedRP: { tieringMode: "TierAfter", duration, durationType } },
  });
  expect(certain(weekly(90, "Days"))).toEqual([]);
  expect(certain(weekly(3, "Months"))).toEqual([]);
  expect(certain(weekly(89, "Days"))).toHaveLength(1);
});

it("names the misspelt tier archivedRP", () => {
  const [finding] = certain({ ...standard, tieringPolicy: { archivedRP: { tieringMode: "DoNotTier" } } });
  expect(finding).toMatchObject({
    kind: "unknownName",
    path: "properties.tieringPolicy.archivedRP",
    fix: { text: "Did you mean ArchivedRP?" },
  });
});

it("a window shorter than its interval is certain; one that is no multiple is not", () => {
  for (const intervalHours of hourlyIntervals.value)
    for (let windowHours = hourlyWindow.min; windowHours <= hourlyWindow.max; windowHours++) {
      const schedule = { hourly: { startTime: "08:00", intervalHours, windowHours } };
      const found = judge([windowIsValid], { schedule } as never).findings.map(
        ({ conflict }) => conflict === undefined,
      );
      expect(found).toEqual(windowHours % intervalHours === 0 ? [] : [windowHours < intervalHours]);
    }
});

it.each(["AzureStorage", "azureworkload", "AzureSql", undefined])(
  "a policy of %s is not judged as one for VMs",
  (workload) => {
    const policy = { properties: { backupManagementType: workload } } as ProtectionPolicy;
    expect(isVmPolicy(policy)).toBe(false);
    expect(judge(protectionPolicyRules, policy).findings).toEqual([]);
  },
);

describe("the readings", () => {
  it("of a choice: Azure's spelling, nothing, or the value as it is", () => {
    const read = asChoice(["Enabled", "Disabled"]);
    expect(["enabled", "DISABLED", "", null, undefined, "on", 1].map(read)).toEqual([
      ...["Enabled", "Disabled", undefined, undefined, undefined, "on", 1],
    ]);
  });
  it("of a number: digits, and nothing else", () => {
    fc.assert(
      fc.property(fc.integer(), (number) => {
        expect(asNumber(String(number))).toBe(number);
      }),
    );
    const others = ["7 days", "0x7", "1e3", " 7", "", "7.5"];
    expect(others.map(asNumber)).toEqual(others);
  });
  it("of a boolean", () => {
    expect(["true", "False", "yes", 1, null].map(asBoolean)).toEqual([true, false, "yes", 1, undefined]);
  });
  it("of a payload: on demand, and the same object each time", () => {
    const reading = readingOf<Record<string, unknown>>({ state: asChoice(["On"]) });
    const given = {
      part: Object.freeze({ state: "on" }),
      list: [{ state: "ON" }],
      get unknown(): unknown {
        throw new Error("unknown");
      },
    };
    const read = reading(given);
    expect(reading(read)).toBe(read);
    expect(reading(given)).toBe(read);
    expect(read.list).toBe(read.list);
    expect((read.list as { state: string }[])[0]?.state).toBe("On");
    expect((read.part as { state: string }).state).toBe("on");
    expect(() => read.unknown).toThrow("unknown");
  });
});
