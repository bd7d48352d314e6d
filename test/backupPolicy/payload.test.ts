import fc from "fast-check";
import { type BackupPolicy, policyProperties } from "../../src/backupPolicy/arm";
import type { ProtectionPolicy } from "../../src/backupPolicy/payload/fromArm";
import { onPayloads, protectionPolicyRules } from "../../src/backupPolicy/payload/rules";
import { daylightSavingNote, minimumRetention } from "../../src/backupPolicy/requirementRules";
import { vmBackupPolicyRules } from "../../src/backupPolicy/rules";
import { formatFinding } from "../../src/core/format";
import { judge, type Rule, UnknownValue } from "../../src/core/rule";
import { pathsOf } from "../support/boundaries";

const payload = (subject: object): ProtectionPolicy =>
  ({ policyName: "nightly", properties: policyProperties(subject as BackupPolicy) }) as ProtectionPolicy;
/** A deep copy with some fields replaced, by path; undefined removes one. */
const change = (policy: ProtectionPolicy, changes: Record<string, unknown>): ProtectionPolicy => {
  const copy = structuredClone(policy);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    const last = keys.pop() as string;
    const owner = keys.reduce<Record<string, unknown>>(
      (o, key) => o[key] as Record<string, unknown>,
      copy as never,
    );
    if (value === undefined) delete owner[last];
    else owner[last] = value;
  }
  return copy;
};

const point = { byWeekday: { days: ["Sunday"], weeks: ["First"] } };
const daily = payload({
  tier: "Standard",
  schedule: { daily: { time: "22:30" } },
  retention: {
    daily: { days: 30 },
    weekly: { weeks: 12, days: ["Sunday"] },
    monthly: { months: 12, ...point },
    yearly: { years: 7, months: ["January"], byDate: { days: [1], lastDay: true } },
  },
});
const weekly = payload({
  tier: "Standard",
  schedule: { weekly: { time: "22:30", days: ["Sunday"] } },
  retention: { weekly: { weeks: 12 }, monthly: { months: 12, ...point } },
});
const v2 = (schedule: object, retention: object) => payload({ tier: "Enhanced", schedule, retention });
const enhanced = v2({ daily: { time: "22:30" } }, { daily: { days: 30 }, monthly: { months: 12, ...point } });
const enhancedWeekly = v2({ weekly: { time: "22:30", days: ["Sunday"] } }, { weekly: { weeks: 12 } });
const hourly = v2(
  { hourly: { startTime: "08:00", intervalHours: 4, windowHours: 12 } },
  { daily: { days: 30 } },
);
const archived = payload({
  tier: "Standard",
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: 30 }, monthly: { months: 24, ...point } },
  archive: { afterMonths: 6 },
});

const paths = (policy: unknown) => pathsOf(protectionPolicyRules, policy);

it.each([
  ["daily", daily],
  ["weekly", weekly],
  ["Enhanced daily", enhanced],
  ["Enhanced weekly", enhancedWeekly],
  ["hourly", hourly],
  ["archived", archived],
  ["a policy without a policy type", change(daily, { "properties.policyType": undefined })],
  [
    "a policy that only its schedule shows to be Enhanced",
    change(enhanced, { "properties.policyType": undefined }),
  ],
  [
    "a timestamp with +00:00 instead of Z",
    change(daily, {
      "properties.retentionPolicy.dailySchedule.retentionTimes": ["2018-01-24T22:30:00.000+00:00"],
    }),
  ],
  [
    "other retention times on an hourly schedule",
    change(hourly, { "properties.retentionPolicy.dailySchedule.retentionTimes": ["2020-01-01T22:00:00Z"] }),
  ],
  [
    "a policy for file shares",
    { properties: { backupManagementType: "AzureStorage", schedulePolicy: {} } } as ProtectionPolicy,
  ],
  ["an empty payload", {}],
])("accepts %s", (_, policy) => expect(judge(protectionPolicyRules, policy).findings).toEqual([]));

const schedule = "properties.schedulePolicy";
const retention = "properties.retentionPolicy";
it.each<[path: string, policy: ProtectionPolicy]>([
  [
    `${schedule}.schedulePolicyType`,
    change(daily, { [`${schedule}.schedulePolicyType`]: "LogSchedulePolicy" }),
  ],
  [
    `${schedule}.schedulePolicyType`,
    change(hourly, { "properties.policyType": "V1", [`${schedule}.scheduleRunFrequency`]: "Hourly" }),
  ],
  [`${schedule}.scheduleRunFrequency`, change(daily, { [`${schedule}.scheduleRunFrequency`]: "Monthly" })],
  [
    `${schedule}.scheduleRunFrequency`,
    change(daily, { [`${schedule}.scheduleRunFrequency`]: "constructor" }),
  ],
  [`${schedule}.dailySchedule`, change(enhanced, { [`${schedule}.dailySchedule`]: undefined })],
  [`${schedule}.hourlySchedule`, change(hourly, { [`${schedule}.hourlySchedule`]: undefined })],
  [
    `${retention}.retentionPolicyType`,
    change(daily, { [`${retention}.retentionPolicyType`]: "SimpleRetentionPolicy" }),
  ],
  [
    `${schedule}.scheduleRunTimes`,
    change(daily, { [`${schedule}.scheduleRunTimes`]: ["2020-01-01T22:30:00Z", "2020-01-01T23:30:00Z"] }),
  ],
  [`${schedule}.scheduleRunTimes`, change(daily, { [`${schedule}.scheduleRunTimes`]: [] })],
  [
    `${retention}.weeklySchedule.retentionTimes`,
    change(daily, { [`${retention}.weeklySchedule.retentionTimes`]: ["2020-01-01T21:30:00Z"] }),
  ],
  [
    `${retention}.monthlySchedule.retentionTimes`,
    change(enhanced, { [`${retention}.monthlySchedule.retentionTimes`]: [] }),
  ],
  [
    `${schedule}.weeklySchedule.scheduleRunTimes`,
    change(enhancedWeekly, { [`${schedule}.weeklySchedule.scheduleRunTimes`]: undefined }),
  ],
  [
    `${schedule}.hourlySchedule.scheduleWindowStartTime`,
    change(hourly, { [`${schedule}.hourlySchedule.scheduleWindowStartTime`]: "2020-01-01T08:00:30Z" }),
  ],
  [
    `${schedule}.hourlySchedule.scheduleWindowStartTime`,
    change(hourly, { [`${schedule}.hourlySchedule.scheduleWindowStartTime`]: "2020-01-01T08:00:00+02:00" }),
  ],
  [
    `${retention}.dailySchedule.retentionDuration.durationType`,
    change(daily, { [`${retention}.dailySchedule.retentionDuration.durationType`]: "Weeks" }),
  ],
  [
    `${retention}.yearlySchedule.retentionDuration.durationType`,
    change(daily, { [`${retention}.yearlySchedule.retentionDuration.durationType`]: "Months" }),
  ],
  [
    `${retention}.monthlySchedule.retentionScheduleFormatType`,
    change(daily, { [`${retention}.monthlySchedule.retentionScheduleFormatType`]: undefined }),
  ],
  [
    `${retention}.yearlySchedule.retentionScheduleDaily.daysOfTheMonth[1].date`,
    change(daily, {
      [`${retention}.yearlySchedule.retentionScheduleDaily.daysOfTheMonth`]: [
        { date: 1, isLast: false },
        { date: 31, isLast: true },
      ],
    }),
  ],
  [
    `${retention}.weeklySchedule.daysOfTheWeek`,
    change(weekly, { [`${retention}.weeklySchedule.daysOfTheWeek`]: [] }),
  ],
  // Findings of the rules on policies in this library's terms, with the payload's paths.
  ["policyName", change(daily, { policyName: "1-policy" })],
  ["properties.policyType", change(daily, { "properties.policyType": "Invalid" })],
  ["properties.timeZone", change(daily, { "properties.timeZone": "Europe/Pariis" })],
  [
    "properties.instantRpRetentionRangeInDays",
    change(daily, { "properties.instantRpRetentionRangeInDays": 6 }),
  ],
  [
    "properties.instantRPDetails.azureBackupRGNamePrefix",
    change(daily, { "properties.instantRPDetails": { azureBackupRGNamePrefix: "a.b" } }),
  ],
  [
    "properties.instantRPDetails.azureBackupRGNameSuffix",
    change(daily, {
      "properties.instantRPDetails": { azureBackupRGNamePrefix: "a", azureBackupRGNameSuffix: "b/" },
    }),
  ],
  [
    "properties.snapshotConsistencyType",
    change(daily, { "properties.snapshotConsistencyType": "OnlyCrashConsistent" }),
  ],
  [
    `${retention}.dailySchedule.retentionDuration.count`,
    change(daily, { [`${retention}.dailySchedule.retentionDuration.count`]: 6 }),
  ],
  [
    `${retention}.weeklySchedule.retentionDuration.count`,
    change(weekly, { [`${retention}.weeklySchedule.retentionDuration.count`]: 5164 }),
  ],
  [
    `${retention}.yearlySchedule.monthsOfYear`,
    change(daily, { [`${retention}.yearlySchedule.monthsOfYear`]: [] }),
  ],
  [
    `${retention}.monthlySchedule.retentionScheduleWeekly.weeksOfTheMonth[0]`,
    change(daily, { [`${retention}.monthlySchedule.retentionScheduleWeekly.weeksOfTheMonth`]: ["Fifth"] }),
  ],
  [
    `${retention}.yearlySchedule.retentionScheduleDaily.daysOfTheMonth[0]`,
    change(daily, {
      [`${retention}.yearlySchedule.retentionScheduleDaily.daysOfTheMonth`]: [{ date: 31, isLast: false }],
    }),
  ],
  [
    `${retention}.dailySchedule`,
    change(weekly, {
      [`${retention}.dailySchedule`]: structuredClone(daily.properties?.retentionPolicy?.dailySchedule),
    }),
  ],
  [`${schedule}.hourlySchedule.interval`, change(hourly, { [`${schedule}.hourlySchedule.interval`]: 5 })],
  [
    "properties.tieringPolicy.ArchivedRP.duration",
    change(archived, { "properties.tieringPolicy.ArchivedRP.duration": 19 }),
  ],
])("%s is refused: %#", (path, policy) => {
  expect(paths(policy)).toContain(path);
});

it("reports a schedule at a quarter past once, at the schedule", () => {
  const times = { [`${schedule}.scheduleRunTimes`]: ["2020-01-01T22:15:00Z"] };
  expect(paths(change(weekly, times))).toEqual([`${schedule}.scheduleRunTimes`]);
  const v2Times = { [`${schedule}.dailySchedule.scheduleRunTimes`]: ["2020-01-01T22:15:00Z"] };
  expect(paths(change(enhanced, v2Times))).toEqual([`${schedule}.dailySchedule.scheduleRunTimes`]);
});

it("names only fields of the payload in its findings", () => {
  const ours =
    /\b(byWeekday|byDate|lastDay|intervalHours|windowHours|instantRestoreDays|afterMonths|crashConsistentOnly|Enhanced)\b|\b(schedule|retention)\.\w|\btier\b/;
  const days = ["Sunday", "Funday"];
  const broken = fc.record({
    policyName: fc.constantFrom("ok-name", "1"),
    tier: fc.constantFrom("Standard", "Enhanced", undefined),
    timeZone: fc.constantFrom("UTC", "Nowhere"),
    schedule: fc.constantFrom<object>(
      { daily: { time: "22:15" } },
      { daily: { time: "22:30" } },
      { weekly: { time: "22:30", days } },
      { hourly: { startTime: "8:01", intervalHours: 5, windowHours: 30 } },
      { hourly: { startTime: "08:00", intervalHours: 4, windowHours: 10 } },
    ),
    retention: fc.record(
      {
        daily: fc.record({ days: fc.constantFrom(1, 30, 9_999, 20_000) }),
        weekly: fc.record({
          weeks: fc.constantFrom(0, 12, 5_163),
          days: fc.constantFrom(days, ["Monday"], []),
        }),
        monthly: fc.record({ months: fc.constantFrom(0, 12), byDate: fc.constant({ days: [1, 1, 31] }) }),
        yearly: fc.record({
          years: fc.constantFrom(0, 99, 100),
          months: fc.constantFrom(["January"], []),
          byWeekday: fc.constant({ days, weeks: [] }),
        }),
      },
      { requiredKeys: [] },
    ),
    instantRestoreDays: fc.constantFrom(undefined, 0, 5, 31),
    instantRestoreResourceGroup: fc.constantFrom(undefined, { prefix: "", suffix: "." }),
    archive: fc.constantFrom(undefined, { afterMonths: 1 }, { afterMonths: 12 }, { recommended: true }),
    crashConsistentOnly: fc.boolean(),
  });
  fc.assert(
    fc.property(broken, (subject) => {
      for (const finding of judge(protectionPolicyRules, payload(subject)).findings) {
        expect(finding.path).toMatch(/^(policyName$|properties\.)/);
        expect(formatFinding({ ...finding, source: undefined })).not.toMatch(ours);
      }
    }),
    { numRuns: 100 },
  );
});

it("has as many findings for a payload as for the policy that the payload is made of", () => {
  const valid = fc.record({
    tier: fc.constantFrom("Standard", "Enhanced"),
    schedule: fc.constantFrom<object>(
      { daily: { time: "22:30" } },
      { weekly: { time: "03:00", days: ["Sunday", "Monday"] } },
    ),
    retention: fc.record(
      {
        daily: fc.record({ days: fc.integer({ min: 1, max: 40 }) }),
        weekly: fc.record({
          weeks: fc.integer({ min: 0, max: 20 }),
          days: fc.constantFrom(["Sunday", "Monday"], ["Friday"]),
        }),
        monthly: fc.record({
          months: fc.integer({ min: 0, max: 30 }),
          byWeekday: fc.constantFrom(point.byWeekday, { days: ["Friday"], weeks: ["Last"] }),
        }),
        yearly: fc.record({
          years: fc.integer({ min: 0, max: 100 }),
          months: fc.constant(["May"]),
          byDate: fc.constantFrom({ days: [1, 28] }, { days: [30], lastDay: true }),
        }),
      },
      { requiredKeys: [] },
    ),
    instantRestoreDays: fc.integer({ min: 0, max: 31 }),
    archive: fc.constantFrom(undefined, { afterMonths: 3 }, { recommended: true }),
  });
  fc.assert(
    fc.property(valid, (subject) => {
      const ofSubject = judge(vmBackupPolicyRules, subject as never).findings.length;
      expect(judge(protectionPolicyRules, payload(subject)).findings.length).toBe(ofSubject);
    }),
    { numRuns: 60 },
  );
});

const hide = (policy: ProtectionPolicy, path: string): ProtectionPolicy => {
  const copy = structuredClone(policy);
  const keys = path.split(".");
  const last = keys.pop() as string;
  const owner = keys.reduce<object>((o, key) => (o as never)[key], copy);
  Object.defineProperty(owner, last, {
    get: () => {
      throw new UnknownValue(path);
    },
    enumerable: true,
  });
  return copy;
};

describe("unknown fields", () => {
  const invalid = change(daily, { [`${retention}.dailySchedule.retentionDuration.count`]: 6 });

  it.each([
    "policyName",
    "properties.timeZone",
    "properties.instantRpRetentionRangeInDays",
    `${retention}.monthlySchedule`,
    `${retention}.yearlySchedule.retentionDuration.count`,
  ])("%s hides no finding of another field, and is in the verdict", (path) => {
    const verdict = judge(protectionPolicyRules, hide(invalid, path));
    expect(verdict.findings.map((finding) => finding.path)).toContain(
      `${retention}.dailySchedule.retentionDuration.count`,
    );
    expect(verdict.unknown).toBeInstanceOf(UnknownValue);
  });
});

it.each([
  [`${retention}.monthlySchedule.retentionScheduleWeekly`, undefined, `${retention}.monthlySchedule`],
  [
    `${retention}.monthlySchedule.retentionScheduleWeekly.daysOfTheWeek`,
    ["Funday"],
    `${retention}.monthlySchedule.retentionScheduleWeekly.daysOfTheWeek[0]`,
  ],
  [
    `${retention}.monthlySchedule`,
    { retentionScheduleFormatType: "Daily", retentionScheduleDaily: { daysOfTheMonth: [] } },
    `${retention}.monthlySchedule.retentionScheduleDaily`,
  ],
])(
  "a finding of one kind of retention (%s) is reported while another kind is unknown",
  (path, value, found) => {
    const verdict = judge(
      protectionPolicyRules,
      hide(change(daily, { [path]: value }), `${retention}.yearlySchedule`),
    );
    expect(verdict.findings.map((finding) => finding.path)).toContain(found);
  },
);

it("reports points without a form once", () => {
  const path = `${retention}.monthlySchedule.retentionScheduleFormatType`;
  expect(paths(change(daily, { [path]: undefined }))).toEqual([path]);
});

it("reports a schedule without a frequency once", () => {
  expect(paths(change(daily, { [`${schedule}.scheduleRunFrequency`]: undefined }))).toEqual([
    `${schedule}.scheduleRunFrequency`,
  ]);
});

describe("minimum retention", () => {
  const rules = (days: number): Rule<ProtectionPolicy>[] => [...onPayloads(minimumRetention(days))];
  it("counts daily points in days", () => {
    expect(pathsOf(rules(30), daily)).toEqual([]);
    expect(pathsOf(rules(31), daily)).toEqual([`${retention}.dailySchedule.retentionDuration.count`]);
  });
  it("counts weekly points in weeks", () => {
    expect(pathsOf(rules(84), weekly)).toEqual([]);
    const [finding] = judge(rules(85), weekly).findings;
    expect(finding).toMatchObject({
      path: `${retention}.weeklySchedule.retentionDuration.count`,
      fix: { text: "set it to 13 or more", value: 13 },
    });
    expect(finding && formatFinding(finding)).toContain(
      "count is 12; this requirement accepts 13 or more, so that every backup is kept for at least 85 days. Fix: set it to 13 or more.",
    );
  });
  it.each([6, 6.5])("leaves a count of %d, below Azure's own minimum, to backup-policy-valid", (days) => {
    const invalid = change(daily, { [`${retention}.dailySchedule.retentionDuration.count`]: days });
    expect(pathsOf(rules(7), invalid)).toEqual([]);
    const reported = paths(invalid).filter((path) => path.includes("dailySchedule"));
    expect(reported).toEqual([`${retention}.dailySchedule.retentionDuration.count`]);
  });
  it("reports such a count too if it demands more than Azure", () => {
    const invalid = change(daily, { [`${retention}.dailySchedule.retentionDuration.count`]: 6 });
    expect(pathsOf(rules(8), invalid)).toHaveLength(1);
  });
  it("ignores a policy without retention", () => {
    expect(pathsOf(rules(30), change(daily, { [`${retention}.dailySchedule`]: undefined }))).toEqual([]);
  });
});

describe("daylight saving", () => {
  const rule = onPayloads(daylightSavingNote);
  it("has a note that claims only what a source says", () => {
    const [finding] = judge(rule, change(daily, { "properties.timeZone": "Romance Standard Time" })).findings;
    expect(finding?.path).toBe("properties.timeZone");
    expect(finding?.kind).toBe("note");
    expect(finding && formatFinding(finding)).toMatch(
      /In Romance Standard Time, a backup set for 22:30 may run an hour earlier or later/,
    );
  });
  it.each(["UTC", "India Standard Time", "Nowhere"])("has no note in %s", (timeZone) => {
    expect(pathsOf(rule, change(daily, { "properties.timeZone": timeZone }))).toEqual([]);
  });
  it.each<[string, ProtectionPolicy]>([
    ["no frequency", change(daily, { [`${schedule}.scheduleRunFrequency`]: undefined })],
    ["no time", change(daily, { [`${schedule}.scheduleRunTimes`]: [5] })],
    ["no days", change(weekly, { [`${schedule}.scheduleRunDays`]: [] })],
    ["an endless interval", change(hourly, { [`${schedule}.hourlySchedule.interval`]: 0 })],
    ["an endless window", change(hourly, { [`${schedule}.hourlySchedule.scheduleWindowDuration`]: 1e5 })],
  ])("has no note for a schedule with %s", (_, wrong) => {
    expect(pathsOf(rule, change(wrong, { "properties.timeZone": "Romance Standard Time" }))).toEqual([]);
    expect(pathsOf(rule, change(weekly, { "properties.timeZone": "Romance Standard Time" }))).toHaveLength(1);
  });
  it("has no note for an invalid schedule", () => {
    const wrong = change(hourly, {
      [`${schedule}.hourlySchedule.interval`]: 0,
      "properties.timeZone": "Romance Standard Time",
    });
    expect(pathsOf(rule, wrong)).toEqual([]);
  });
});
