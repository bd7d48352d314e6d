import { backupPolicies } from "../../policies/pack";
import { types } from "../support/tokens";
import { set } from "./compliant";
import { existing } from "./existing";
import { analyze } from "./server";

const policies = backupPolicies({ "backup-policy-valid": "mandatory" });
const body = (what: string) => {
  const found = existing.find((one) => one.what === `policy: ${what}, as Azure answers`);
  return structuredClone(found?.props) as Record<string, unknown>;
};
const schedule = "properties.schedulePolicy";
const retention = "properties.retentionPolicy";

it.each<[string, string, Record<string, unknown>]>([
  ["a policy's name with _", "Standard daily", { policyName: "nightly_30" }],
  [
    "a window that is no multiple",
    "Enhanced hourly",
    { [`${schedule}.hourlySchedule.scheduleWindowDuration`]: 23 },
  ],
  [
    "an interval of 24 hours",
    "Enhanced hourly",
    {
      [`${schedule}.hourlySchedule.interval`]: 24,
      [`${schedule}.hourlySchedule.scheduleWindowDuration`]: 24,
    },
  ],
  [
    "Enhanced weekly snapshots of 21 days",
    "Enhanced weekly, archived after months",
    { "properties.instantRpRetentionRangeInDays": 21 },
  ],
  [
    "the 31st day",
    "Standard with every kind of retention",
    { [`${retention}.monthlySchedule.retentionScheduleDaily.daysOfTheMonth`]: [{ date: 31, isLast: false }] },
  ],
  [
    "SimpleRetentionPolicy",
    "Standard daily",
    { [`${retention}.retentionPolicyType`]: "SimpleRetentionPolicy" },
  ],
  ["a retired zone", "Standard weekly", { "properties.timeZone": "Mid-Atlantic Standard Time" }],
  [
    "more than 99 years",
    "Standard with every kind of retention",
    { [`${retention}.yearlySchedule.retentionDuration.count`]: 100 },
  ],
  [
    "a time without a Z",
    "Standard daily",
    { [`${schedule}.scheduleRunTimes`]: ["23:00"], [`${retention}.dailySchedule.retentionTimes`]: ["23:00"] },
  ],
])("%s is reported as advice, and never blocks", async (_, what, changes) => {
  const props = body(what);
  for (const [path, value] of Object.entries(changes)) set(props, path.split("."), value);
  const found = await analyze(policies, { type: types.policy, props });
  const valid = found.filter(({ policy }) => policy === "backup-policy-valid");
  expect(valid.map(({ level }) => level)).toEqual(["advisory"]);
  expect(valid[0]?.message).toMatch(/\nit:\s[\s\S]*\nSources\s+disagree: [\s\S]*\nSee https:/);
});

it("a certain error beside an uncertain one blocks", async () => {
  const props = body("Standard daily");
  set(props, ["policyName"], "nightly_30");
  set(props, ["properties", "timeZone"], "Nowhere");
  const found = await analyze(policies, { type: types.policy, props });
  expect(found.map(({ level }) => level).sort()).toEqual(["advisory", "mandatory"]);
});

it("for 23:00 the same clock time is advised", async () => {
  const props = body("Standard daily");
  set(props, `${schedule}.scheduleRunTimes`.split("."), ["02:00"]);
  set(props, `${retention}.dailySchedule.retentionTimes`.split("."), ["02:00"]);
  const [finding] = await analyze(policies, { type: types.policy, props });
  expect(finding?.message).toContain('Fix: write "2020-01-01T02:00:00Z"');
});
