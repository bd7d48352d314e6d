import { vmBackupPolicyRules } from "../../src/backupPolicy/rules";
import { type Finding, isError } from "../../src/core/finding";
import { judge, type Rule } from "../../src/core/rule";
import { backupFirewallRuleRules } from "../../src/network/firewall/rules";
import { proxyExceptionRules, proxyInboundRules } from "../../src/network/proxy/rules";
import { backupNsgRuleRules, backupServiceTagRulesRules } from "../../src/network/securityRule/rules";
import { vaultRules } from "../../src/vault/rules";

type Tree = Record<string, unknown>;

const daily = {
  policyName: "nightly",
  tier: "Enhanced",
  timeZone: "UTC",
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: 30 }, weekly: { weeks: 12, days: ["Sunday"] } },
  instantRestore: { days: 5 },
};
const hourly = { ...daily, schedule: { hourly: { startTime: "08:00", intervalHours: 4, windowHours: 12 } } };
const nsg = { ruleName: "backup", region: "westeurope" };
const vault = {
  vaultName: "bank",
  location: "westeurope",
  storageRedundancy: "GeoRedundant",
  softDelete: { retentionDays: 14 },
  immutability: "Locked",
  publicNetworkAccess: "Enabled",
};

const subjects: Readonly<Record<string, readonly [rules: readonly Rule<never>[], valid: Tree]>> = {
  vault: [vaultRules, vault],
  "daily policy": [vmBackupPolicyRules, daily],
  "hourly policy": [vmBackupPolicyRules, hourly],
  "rule of a security group": [backupNsgRuleRules, { ...nsg, priority: 200 }],
  "service tag rules": [backupServiceTagRulesRules, { ...nsg, priority: 200 }],
  "way to a proxy": [proxyExceptionRules, { ruleName: "p", proxyAddress: "10.0.0.5", proxyPort: 3128 }],
  "way into a proxy": [proxyInboundRules, { ruleName: "p", proxyPort: 3128, priority: 200 }],
  firewall: [
    backupFirewallRuleRules,
    { groupName: "g", priority: 200, sources: { addresses: ["10.0.0.0/24"] } },
  ],
};

/** Paths of every plain value. */
const leaves = (tree: unknown, path: readonly string[] = []): (readonly string[])[] =>
  typeof tree === "object" && tree !== null && !Array.isArray(tree)
    ? Object.entries(tree).flatMap(([key, value]) => leaves(value, [...path, key]))
    : [path];

const get = (tree: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Tree | undefined)?.[key], tree);

const set = (tree: Tree, [key = "", ...rest]: readonly string[], value: unknown): Tree => ({
  ...tree,
  [key]: rest.length === 0 ? value : set((tree[key] ?? {}) as Tree, rest, value),
});

/** What people write in place of a value. */
function mistakesFor(value: unknown): unknown[] {
  if (typeof value === "number") return [-1, 0, 1, 1e9, value + 0.4, String(value), ` ${value} `, null, true];
  if (Array.isArray(value)) return [[...value, ...value], [], null];
  const text = String(value);
  return [text.toUpperCase(), text.toLowerCase(), ` ${text} `, text.slice(0, -1), "", 5];
}

const errorsOf = (rules: readonly Rule<never>[], subject: Tree): Finding[] =>
  judge(rules, subject as never).findings.filter(isError);

const cases = Object.entries(subjects).flatMap(([name, [rules, valid]]) =>
  leaves(valid).flatMap((path) =>
    mistakesFor(get(valid, path)).map(
      (value) => [name, path.join("."), value, rules, set(valid, path, value)] as const,
    ),
  ),
);

it("every subject is accepted without its mistakes", () => {
  for (const [rules, valid] of Object.values(subjects)) expect(errorsOf(rules, valid)).toEqual([]);
});

it.each(cases)("%s: %s of %j is accepted once its fix is followed", (_, __, ___, rules, wrong) => {
  for (const { path, fix, rule } of errorsOf(rules, wrong)) {
    if (fix === undefined || !("value" in fix) || path.includes("[")) continue;
    const corrected = set(wrong, path.split("."), fix.value);
    expect(errorsOf(rules, corrected).filter((left) => left.rule === rule && left.path === path)).toEqual([]);
  }
});

it("most mistakes get a value that corrects them", () => {
  const withValue = cases.filter(([, , , rules, wrong]) =>
    errorsOf(rules, wrong).some(({ fix }) => fix !== undefined && "value" in fix),
  );
  expect(withValue.length).toBeGreaterThan(80);
});

it.each([
  ["10:30 PM", "22:30"],
  ["10:30pm", "22:30"],
  ["2230", "22:30"],
  ["22h30", "22:30"],
  ["22.30", "22:30"],
  ["22:30:00Z", "22:30"],
  ["22:45", "22:30"],
  ["9:00", "09:00"],
  ["12:00 AM", "00:00"],
])("a time of %j keeps its clock time: %s", (time, meant) => {
  const [found] = errorsOf(vmBackupPolicyRules as never, { ...daily, schedule: { daily: { time } } });
  expect(found?.fix?.value).toBe(meant);
});

it.each([["Paris", "Europe/Paris"]])("a zone of %j keeps its place: %s", (timeZone, meant) => {
  const [found] = errorsOf(vmBackupPolicyRules as never, { ...daily, timeZone });
  expect(found?.fix?.value).toBe(meant);
});

it.each(["Lock", "nlocked", "Enabled"])("no immutability is guessed from %j", (immutability) => {
  const [found] = errorsOf(vaultRules as never, { ...vault, immutability });
  expect(found?.fix ?? {}).not.toHaveProperty("value");
});
