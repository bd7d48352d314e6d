// What Azure accepted and returned has no mandatory finding; a real fault in the same resource has one.
import fc from "fast-check";
import { backupPolicies } from "../../policies/pack";
import { judgeOf } from "../../src/assess/judging";
import { type Row, rowsInventory } from "../../src/core/rowsInventory";
import { requirements } from "../../src/requirements";
import { rowForms } from "../../src/rowForms";
import { set } from "../policies/compliant";
import { analyze } from "../policies/server";
import { recordedItems } from "./items";
import { recordedPolicies } from "./policies";
import type { Recorded } from "./resource";
import { recordedVaults } from "./vaults";

const recorded = [...recordedPolicies, ...recordedVaults, ...recordedItems];
const judge = judgeOf(requirements, {});
// A pack that remediates reports nothing about what it corrects.
const pack = backupPolicies({ "vault-soft-delete": "mandatory" });

interface Found {
  readonly requirement: string;
  readonly level: string;
  readonly path: string;
}

/** What an assessment of the resource in Azure finds. */
const live = (row: Row): readonly Found[] =>
  judge.judge(rowsInventory([structuredClone(row)], rowForms)).findings;

/** What the pack finds in a program that sends the same. */
async function sent({ token, row }: Recorded): Promise<Found[]> {
  const [resource] = rowsInventory([structuredClone(row)], rowForms).all();
  const props = JSON.parse(JSON.stringify(resource?.inputs));
  const found = await analyze(pack, { type: token, props });
  return found.map(({ policy, level, message }) => ({ requirement: policy, level, path: message }));
}

const mandatory = (found: readonly Found[]) => found.filter(({ level }) => level === "mandatory");

it.each(recorded)("$what: nothing mandatory, in Azure and in a program", async (one) => {
  expect(mandatory(live(one.row))).toEqual([]);
  expect(mandatory(await sent(one))).toEqual([]);
});

/** A copy with other letter case, and with numbers and booleans as text. Ids, times and free text stay as they are. */
function respelled(value: unknown, spell: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((element) => respelled(element, spell));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, respelled(inner, spell)]));
  if (typeof value === "string") return /^[A-Za-z0-9]+([ ,]+[A-Za-z]+)*$/.test(value) ? spell(value) : value;
  return typeof value === "number" || typeof value === "boolean" ? spell(String(value)) : value;
}

const places = (found: readonly Found[]) =>
  found.map(({ requirement, level, path }) => `${level} ${requirement} ${path}`).sort();

it("letter case, and numbers as text, change no finding", () => {
  const spelling = fc
    .array(fc.boolean(), { minLength: 1, maxLength: 8 })
    .map(
      (upper) => (text: string) =>
        [...text]
          .map((letter, i) => (upper[i % upper.length] ? letter.toUpperCase() : letter.toLowerCase()))
          .join(""),
    );
  fc.assert(
    fc.property(fc.constantFrom(...recorded), spelling, ({ row }, spell) => {
      const { identity } = row as { identity?: { type: string } };
      const other = {
        ...row,
        properties: respelled(row.properties, spell) as object,
        ...(identity && { identity: { ...identity, type: spell(identity.type) } }),
      };
      expect(places(live(other))).toEqual(places(live(row)));
    }),
    { numRuns: 500 },
  );
});

const named = (what: string) => {
  const one = recorded.find((candidate) => candidate.what === what);
  if (one === undefined) throw new Error(`nothing recorded is ${what}`);
  return one;
};
const changed = (what: string, changes: Readonly<Record<string, unknown>>): Recorded => {
  const one = structuredClone(named(what));
  for (const [path, value] of Object.entries(changes)) set(one.row as never, path.split("."), value);
  return one;
};

const [standard, hourly, weekly, used, key, healthy] = [
  "policy, read: DefaultPolicy of 2020",
  "policy, read: Enhanced hourly of 2026",
  "policy, read: Enhanced weekly",
  "vault, read: of 2025",
  "vault, read: encrypted with a key, without redundancy, of 2022",
  "item, write: protect",
];
const schedule = "properties.schedulePolicy";
const retention = "properties.retentionPolicy";
const soft = "properties.securitySettings.softDeleteSettings";

it.each<[string, string, Readonly<Record<string, unknown>>]>([
  ["a policy type that is none", standard, { "properties.policyType": "V3" }],
  ["another schedule's policy type", standard, { "properties.policyType": "v2" }],
  ["a zone that is none", standard, { "properties.timeZone": "Nowhere" }],
  ["an abbreviated zone", standard, { "properties.timeZone": "BST" }],
  ["a frequency that is none", standard, { [`${schedule}.scheduleRunFrequency`]: "Fortnightly" }],
  [
    "two times",
    standard,
    { [`${schedule}.scheduleRunTimes`]: ["2020-04-28T21:00:00Z", "2020-04-28T22:00:00Z"] },
  ],
  [
    "another time of retention",
    standard,
    { [`${retention}.dailySchedule.retentionTimes`]: ["2020-04-28T20:00:00Z"] },
  ],
  ["six days as text", standard, { [`${retention}.dailySchedule.retentionDuration.count`]: "6" }],
  [
    "a unit that is none",
    standard,
    { [`${retention}.dailySchedule.retentionDuration.durationType`]: "Hours" },
  ],
  ["no retention", standard, { [`${retention}.dailySchedule`]: null }],
  ["six days of snapshots", standard, { "properties.instantRpRetentionRangeInDays": 6 }],
  [
    "a window shorter than its interval",
    hourly,
    { [`${schedule}.hourlySchedule.interval`]: 8, [`${schedule}.hourlySchedule.scheduleWindowDuration`]: 6 },
  ],
  ["an interval that is none", hourly, { [`${schedule}.hourlySchedule.interval`]: "5" }],
  ["other days of retention", weekly, { [`${retention}.weeklySchedule.daysOfTheWeek`]: ["monday"] }],
  [
    "a week that is none",
    weekly,
    { [`${retention}.monthlySchedule.retentionScheduleWeekly.weeksOfTheMonth`]: ["Fifth"] },
  ],
  ["a tiering mode that is none", weekly, { "properties.tieringPolicy.ArchivedRP.tieringMode": "Sometimes" }],
  ["a misspelt tier", weekly, { "properties.tieringPolicy": { archivedRP: { tieringMode: "DoNotTier" } } }],
  [
    "archive after two months",
    weekly,
    {
      "properties.tieringPolicy.ArchivedRP": {
        tieringMode: "tierafter",
        duration: "2",
        durationType: "months",
      },
    },
  ],
  [
    "a redundancy that is none",
    used,
    { "properties.redundancySettings.standardTierStorageRedundancy": "LRS" },
  ],
  [
    "cross-region restore of a locally redundant vault",
    used,
    {
      "properties.redundancySettings": {
        standardTierStorageRedundancy: "locallyredundant",
        crossRegionRestore: "enabled",
      },
    },
  ],
  ["soft delete off", used, { [`${soft}.softDeleteState`]: "disabled" }],
  ["13 days", used, { [`${soft}.softDeleteRetentionPeriodInDays`]: "13" }],
  ["a key without an identity", key, { identity: { type: "none" } }],
  ["a policy's name in place of its id", healthy, { "properties.policyId": "DefaultPolicy" }],
  ["no policy of a protected item", healthy, { "properties.policyId": "" }],
  [
    "a policy of another vault",
    healthy,
    {
      "properties.policyId":
        "/subscriptions/s/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/other/backupPolicies/p",
    },
  ],
  [
    "the type of a classic VM",
    healthy,
    { "properties.protectedItemType": "Microsoft.ClassicCompute/virtualMachines" },
  ],
  [
    "another VM",
    healthy,
    {
      "properties.sourceResourceId":
        "/subscriptions/s/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/other",
    },
  ],
])("%s: one mandatory finding, in Azure and in a program", async (_, what, changes) => {
  const one = changed(what, changes);
  expect(mandatory(live(one.row))).not.toEqual([]);
  expect(mandatory(await sent(one))).not.toEqual([]);
});
