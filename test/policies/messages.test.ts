import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { backupPolicies } from "../../policies/pack";
import { type BackupPolicy, policyProperties } from "../../src/backupPolicy/arm";
import { MonthOfYear } from "../../src/backupPolicy/facts";
import { types } from "../support/tokens";
import { set } from "./compliant";
import { analyzeAlone, findingOf } from "./server";
import { violatingProps, violationOptions, violations } from "./violations";

/** Every message of the resource policies, as an operator reads it: the golden text is beside this file. UPDATE_GOLDEN=1 rewrites it. */
function expectGolden(lines: readonly string[], file: string): void {
  const path = join(__dirname, file);
  const found = [...new Set(lines)];
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, `${found.join("\n")}\n`);
  expect(found).toEqual(readFileSync(path, "utf8").trimEnd().split("\n"));
}

const policies = backupPolicies(violationOptions);
const reported = async (type: string, props: object, only?: string): Promise<string[]> =>
  (await analyzeAlone(policies, { type, name: "it", props: JSON.parse(JSON.stringify(props)) }))
    .filter(({ policy }) => only === undefined || policy === only)
    .map(({ policy, message }) => `${policy} | ${findingOf(message)}`);

it("reports every violation", async () => {
  const lines: string[] = [];
  for (const violation of violations)
    lines.push(...(await reported(violation.type, violatingProps(violation), violation.policy)));
  expectGolden(lines, "messages.txt");
});

const point = { byWeekday: { days: ["Sunday"], weeks: ["First"] } };
const daily = {
  tier: "Standard",
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: 30 } },
};
const weekly = {
  tier: "Standard",
  schedule: { weekly: { time: "22:30", days: ["Sunday", "Wednesday"] } },
  retention: { weekly: { weeks: 12 } },
};
const hourly = {
  tier: "Enhanced",
  schedule: { hourly: { startTime: "08:00", intervalHours: 4, windowHours: 12 } },
  retention: { daily: { days: 30 } },
};
const keep = (base: { retention: object }, retention: object) => ({
  ...base,
  retention: { ...base.retention, ...retention },
});
const hours = (change: object) => ({
  ...hourly,
  schedule: { hourly: { ...hourly.schedule.hourly, ...change } },
});
const days = (list: string[], base: object = weekly) => ({
  ...base,
  schedule: { weekly: { time: "22:30", days: list } },
});
const enhanced = { tier: "Enhanced" };

/** Policies that each break a rule, in this library's terms. */
const wrong: object[] = [
  { ...daily, schedule: { daily: { time: "22:15" } } },
  { ...weekly, ...enhanced, schedule: { weekly: { time: "22:45", days: ["Sunday", "Wednesday"] } } },
  days([]),
  days(["Sunday", "Sunday"]),
  days(["Funday"], { ...weekly, ...enhanced }),
  hours({ startTime: "08:01" }),
  hours({ intervalHours: 5 }),
  hours({ windowHours: 10 }),
  hours({ windowHours: 25 }),
  hours({ intervalHours: undefined, windowHours: undefined }),
  { ...daily, timeZone: "UTC+99" },
  keep(daily, { daily: { days: 6 } }),
  keep(daily, { daily: {} }),
  keep(weekly, { weekly: { weeks: 6000 } }),
  keep(daily, { monthly: { months: 0, ...point } }),
  keep(daily, { yearly: { years: 100, months: ["May"], ...point } }),
  { ...daily, retention: { weekly: { weeks: 4, days: ["Sunday"] } } },
  { ...hourly, retention: {} },
  keep(weekly, { daily: { days: 30 } }),
  { ...weekly, retention: {} },
  keep(weekly, { weekly: { weeks: 4, days: ["Monday"] } }),
  keep(daily, { weekly: { weeks: 4, days: [] } }),
  keep(daily, { monthly: { months: 12, byWeekday: { days: [], weeks: [] } } }),
  keep(daily, { monthly: { months: 12, byWeekday: { days: ["Funday"], weeks: ["Fifth"] } } }),
  keep(daily, { monthly: { months: 12, byDate: { days: [] } } }),
  keep(daily, { monthly: { months: 12, byDate: { days: [31] } } }),
  keep(daily, { yearly: { years: 7, months: ["May"], byDate: { days: [1, 1] } } }),
  keep(weekly, { monthly: { months: 12, byDate: { days: [1] } } }),
  keep(weekly, { monthly: { months: 12, byWeekday: { days: ["Friday"], weeks: ["First"] } } }),
  {
    ...keep(weekly, {
      yearly: { years: 3, months: ["May"], byWeekday: { days: ["Friday"], weeks: ["First"] } },
    }),
    ...enhanced,
  },
  keep(daily, { yearly: { years: 7, months: [], ...point } }),
  keep(daily, {
    daily: { days: 9999 },
    yearly: { years: 99, months: Object.values(MonthOfYear), byDate: { lastDay: true } },
  }),
  { ...daily, instantRestoreDays: 6 },
  { ...weekly, instantRestoreDays: 4 },
  { ...hourly, instantRestoreDays: 18 },
  { ...keep(daily, { daily: { days: 10 } }), ...enhanced, instantRestoreDays: 20 },
  { ...keep(weekly, { weekly: { weeks: 1 } }), ...enhanced, instantRestoreDays: 20 },
  { ...daily, instantRestoreResourceGroup: { prefix: "", suffix: "a." } },
  { ...daily, crashConsistentOnly: true },
  { ...keep(daily, { monthly: { months: 12, ...point } }), archive: { afterMonths: 2 } },
  { ...keep(daily, { monthly: { months: 12, ...point } }), archive: { afterMonths: 7 } },
  { ...keep(daily, { monthly: { months: 8, ...point } }), archive: { recommended: true } },
  { ...keep(weekly, { monthly: { months: 12, ...point } }), ...enhanced, archive: { afterMonths: 3 } },
];

/** What a payload can express and this library's terms cannot. */
const payloads: object[] = [
  { "properties.policyType": "V3" },
  { "properties.policyType": "V1", "properties.schedulePolicy.schedulePolicyType": "SimpleSchedulePolicyV2" },
  { "properties.schedulePolicy.scheduleRunFrequency": "Hourly" },
  { "properties.timeZone": "Europe/Paris" },
  { "properties.retentionPolicy.dailySchedule.retentionTimes": ["2020-01-01T21:30:00Z"] },
  { "properties.tieringPolicy.ArchivedRP": { tieringMode: "TierAfter" } },
  { "properties.instantRpRetentionRangeInDays": { days: 5 } },
  {
    "properties.retentionPolicy.monthlySchedule": {
      retentionTimes: ["2020-01-01T22:30:00Z"],
      retentionDuration: { count: 12, durationType: "Months" },
    },
  },
];

it("reports every error of a backup policy", async () => {
  const lines: string[] = [];
  for (const subject of wrong) {
    const props = { policyName: "nightly", properties: policyProperties(subject as BackupPolicy) };
    lines.push(...(await reported(types.policy, props, "backup-policy-valid")));
  }
  for (const changes of payloads) {
    const props = { policyName: "nightly", properties: policyProperties(daily as BackupPolicy) };
    for (const [path, value] of Object.entries(changes)) set(props, path.split("."), value);
    lines.push(...(await reported(types.policy, props, "backup-policy-valid")));
  }
  expectGolden(lines, "policyMessages.txt");
});
