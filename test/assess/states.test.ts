// The verdict on a VM by what Azure answers of its items, and by what was read.
import { assess } from "../../src/assess/assess";
import { backupRowsBySubscription, isBackupRow } from "../../src/assess/backupRows";
import { type JudgingOptions, judgeOf } from "../../src/assess/judging";
import { sourceOfRows } from "../../src/assess/rowSources";
import type { Coverage } from "../../src/core/coverage";
import { subscriptionIn } from "../../src/core/resourceId";
import type { Row } from "../../src/core/rowsInventory";
import { requirements } from "../../src/requirements";
import {
  diskRow,
  hoursAgo,
  itemRow,
  now,
  policyRow,
  stopped,
  subscriptionOf,
  vaultRow,
  vmRow,
} from "./estate";

const complete: Coverage = { gapIn: () => undefined, asOf: now };

/** The assessments of subscriptions, the first of which is the one of the VMs. */
function assessAll(rows: readonly Row[], options: JudgingOptions = {}, coverage = complete) {
  const judge = judgeOf(requirements, options, () => "2026-11-29");
  const backups = backupRowsBySubscription(rows.filter(isBackupRow));
  const ids = [...new Set(rows.map(({ id }) => subscriptionIn(id)))].sort();
  return ids.map((id) =>
    assess(
      sourceOfRows(
        id,
        rows.filter((row) => !isBackupRow(row) && subscriptionIn(row.id) === id),
        backups.of(id),
        coverage,
        (other) => ids.includes(other),
      ),
      judge,
    ),
  );
}

const estate = [vmRow("web"), diskRow("web"), vaultRow("safe"), policyRow("safe")];
const verdictOf = (items: readonly Row[], rows: readonly Row[] = estate, coverage = complete) =>
  assessAll([...rows, ...items], {}, coverage)[0]?.vms[0];

const details = [{ code: 400239, title: "UserErrorGuestAgentStatusUnavailable", message: "No agent." }];

const neverBackedUp = {
  ...{ lastBackupStatus: "", lastBackupTime: "2001-01-01T00:00:00Z", lastRecoveryPoint: null },
};
const point = (hours: number) => ({ lastBackupTime: hoursAgo(hours), lastRecoveryPoint: hoursAgo(hours) });
const pending = { protectionState: "IRPending", ...neverBackedUp };

it.each<[string, Row[], string, RegExp?]>([
  ["no item", [], "ready"],
  ["a healthy item", [itemRow("web")], "protected"],
  ["a pending first backup", [itemRow("web", { properties: pending })], "protected"],
  ["a stopped item", [itemRow("web", { properties: stopped })], "stopped"],
  ["a suspended item", [itemRow("web", { properties: { protectionState: "BackupsSuspended" } })], "stopped"],
  [
    "a soft-deleted item",
    [itemRow("web", { properties: { ...stopped, isScheduledForDeferredDelete: true } })],
    "stopped",
  ],
  [
    "a failed backup",
    [itemRow("web", { properties: { lastBackupStatus: "Failed" } })],
    "failing",
    /last backup failed/,
  ],
  [
    "ActionRequired",
    [itemRow("web", { properties: { healthStatus: "ActionRequired", healthDetails: details } })],
    "failing",
    /UserErrorGuestAgentStatusUnavailable: No agent\./,
  ],
  [
    "no recovery point",
    [itemRow("web", { properties: { ...neverBackedUp } })],
    "failing",
    /no recovery point/,
  ],
  ["a point of two days ago", [itemRow("web", { properties: point(49) })], "failing", /49 hours old/],
  ["a point of yesterday", [itemRow("web", { properties: point(47) })], "protected"],
])("a VM with %s is %s", (...[, items, verdict, why]) => {
  const vm = verdictOf(items);
  expect(vm?.verdict).toBe(verdict);
  if (why) expect(vm?.failure).toMatch(why);
});

it("the policy says how old a point may be: with two days a week, five days and the margin", () => {
  const weekly = [
    vmRow("web"),
    diskRow("web"),
    vaultRow("safe"),
    policyRow("safe", { days: ["Sunday", "Friday"] }),
  ];
  const verdict = (hours: number) =>
    verdictOf([itemRow("web", { properties: point(hours) })], weekly)?.verdict;
  expect([verdict(143), verdict(145)]).toEqual(["protected", "failing"]);
});

it("without the policy, a point is recent or too old only if it is so for every policy, and unknown in between", () => {
  const rows = [vmRow("web"), diskRow("web"), vaultRow("safe")];
  const verdict = (hours: number) => verdictOf([itemRow("web", { properties: point(hours) })], rows)?.verdict;
  expect([47, 49, 191, 193].map(verdict)).toEqual(["protected", "unknown", "unknown", "failing"]);
});

it("the margin is a setting, and without the time of the reading no age is judged", () => {
  const rows = [...estate, itemRow("web", { properties: point(30) })];
  const margin = { "backups-are-recent": { marginHours: 5 } };
  expect(assessAll(rows, margin)[0]?.vms[0]?.verdict).toBe("failing");
  expect(assessAll(rows, margin, { gapIn: () => undefined })[0]?.vms[0]?.verdict).toBe("protected");
});

it("a running item wins over a stopped one in any order, and the stopped one is only noted", () => {
  const items = [itemRow("web"), itemRow("web", { vault: "old", properties: stopped })];
  for (const rows of [items, [...items].reverse()]) {
    const [assessment] = assessAll([...estate, vaultRow("old"), ...rows]);
    expect(assessment?.vms[0]).toMatchObject({ verdict: "protected", protection: { vaultName: "safe" } });
    expect(assessment?.inSeveralVaults).toEqual([]);
    const found = assessment?.vms[0]?.findings.filter(({ requirement }) => requirement === "vm-in-one-vault");
    expect(found?.map(({ level }) => level)).toEqual(["advisory"]);
  }
});

it("a vault of another subscription protects a VM, and counts its items there", () => {
  const vaultPlace = { subscription: 2 };
  const rows = [
    vmRow("web"),
    diskRow("web"),
    vaultRow("safe", vaultPlace),
    policyRow("safe", vaultPlace),
    itemRow("web", { vaultPlace }),
  ];
  const [first, second] = assessAll(rows);
  expect(first?.vms[0]).toMatchObject({ verdict: "protected", protection: { vaultName: "safe" } });
  expect([first?.vaults, first?.withoutVm, second?.withoutVm]).toEqual([[], [], []]);
  expect(second?.vaults.map(({ items }) => items)).toEqual([1]);
  expect(second?.findings.filter(({ resource }) => /protectedItems/i.test(resource.id))).toEqual([]);
});

it("an item has no VM if its VM's subscription was read completely and has none, or if Azure says so", () => {
  const of = (properties: object, subscription: number) =>
    assessAll([...estate, itemRow("gone", { subscription, properties })])[0]?.withoutVm.map(
      ({ vmName }) => vmName,
    );
  expect(of({}, 1)).toEqual(["gone"]);
  // Nothing was read of that subscription.
  expect(of({}, 7)).toEqual([]);
  const gone = { healthDetails: [{ code: 400136, title: "UserErrorVmNotFoundV2" }] };
  expect(of(gone, 7)).toEqual(["gone"]);
});

it("vaults of the same name in two groups are two vaults", () => {
  const [twin] = [{ group: "test" }];
  const rows = [
    ...estate,
    vaultRow("safe", twin),
    itemRow("web", { vaultPlace: twin }),
    policyRow("safe", twin),
  ];
  const [assessment] = assessAll(rows);
  expect(assessment?.vaults.map(({ resourceGroup, items }) => [resourceGroup, items]).sort()).toEqual([
    ["backup", 0],
    ["test", 1],
  ]);
});

it("an exempt VM needs no backup; an exempt support limit is no support", () => {
  const exempt = (policy: string) => ({
    exemptions: [
      { policy, match: { name: "web" }, reason: "OPS-1412: rebuilt nightly", expires: "2099-12-31" },
    ],
  });
  expect(assessAll(estate, exempt("vm-is-protected"))[0]?.vms[0]?.verdict).toBe("exempt");
  const old = { imageReference: { publisher: "CoreOS", offer: "CoreOS", sku: "Stable" } };
  const coreOs = [vmRow("web", { properties: { storageProfile: old } }), diskRow("web"), vaultRow("safe")];
  expect(assessAll(coreOs, exempt("vm-os-supported"))[0]?.vms[0]?.verdict).toBe("blocked");
});

it.each([
  ["databricks-rg-9", {}, "Azure Databricks"],
  ["app", { imageReference: { publisher: "azureopenshift" } }, "Azure Red Hat OpenShift"],
])("a VM in %s of a service is left out", (group, storageProfile, service) => {
  const [assessment] = assessAll([...estate, vmRow("node", { group, properties: { storageProfile } })]);
  expect(assessment?.vms.map(({ name }) => name)).toEqual(["web"]);
  expect(assessment?.managed.map((vm) => vm.service)).toEqual([service]);
});

describe("what was not read makes a verdict unknown, which names it", () => {
  const without = (type: RegExp): Coverage => ({
    asOf: now,
    gapIn: (asked) => (type.test(asked) ? { what: `all of ${asked}`, fix: "Read it" } : undefined),
  });

  it.each<[string, Row[], Row[], Coverage, RegExp]>([
    ["the items", [], estate, without(/protectedItems$/), /protectedItems/],
    ["the disks", [], estate.filter(({ type }) => !/disks/.test(type)), without(/disks$/), /disks/],
    ["the extensions", [], estate, without(/extensions$/), /extensions/],
    [
      "the properties of the VM",
      [],
      [{ ...vmRow("web"), properties: null }, diskRow("web")],
      complete,
      /virtualMachines/,
    ],
    ["the tags", [], [withoutKey(vmRow("web"), "tags"), diskRow("web")], complete, /^tags of/],
    [
      "the VM's disks",
      [],
      [vmRow("web", { properties: { storageProfile: undefined } })],
      complete,
      /storageProfile of/,
    ],
    [
      "the state of an item",
      [itemRow("web", { properties: { protectionState: undefined } })],
      estate,
      complete,
      /protectionState of/,
    ],
    [
      "the last backup",
      [itemRow("web", { properties: { lastBackupStatus: undefined } })],
      estate,
      complete,
      /lastBackupStatus of/,
    ],
    [
      "the VM of an item",
      [itemRow("web", { properties: { sourceResourceId: undefined } })],
      estate,
      complete,
      /sourceResourceId of/,
    ],
  ])("%s", (_, items, rows, coverage, what) => {
    const vm = verdictOf(items, rows, coverage);
    expect(vm?.verdict).toBe("unknown");
    expect(vm?.notRead?.map((gap) => gap.what).join()).toMatch(what);
  });

  it("an item that was read protects, whatever else was not read", () =>
    expect(verdictOf([itemRow("web")], estate, without(/./))?.verdict).toBe("protected"));

  it("no vault in the region is a claim that needs all vaults", () => {
    const rows = [vmRow("web"), diskRow("web"), vaultRow("far")].map((row) =>
      /vaults$/.test(row.type) ? { ...row, location: "northeurope" } : row,
    );
    const found = (coverage: Coverage) =>
      assessAll(rows, {}, coverage)[0]?.vms[0]?.findings.filter(
        ({ requirement }) => requirement === "one-vault-per-region",
      ).length;
    expect([found(complete), found(without(/vaults$/))]).toEqual([1, 0]);
  });
});

function withoutKey(row: Row, key: string): Row {
  const { [key]: _, ...rest } = row;
  return rest as Row;
}

it("the subscription of the test rows is a GUID", () =>
  expect(subscriptionOf(1)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));

it.each<[object | undefined, object]>([
  // Azure answers null for a vault that never had one.
  [undefined, { immutability: "Disabled" }],
  [{ immutabilitySettings: null }, { immutability: "Disabled" }],
  [{ immutabilitySettings: { state: "locked" } }, { immutability: "Locked" }],
  [
    {
      immutabilitySettings: {
        state: "Unlocked",
        configuration: { type: "TimeBased", durationInDays: 45 },
      },
    },
    { immutability: "Unlocked", immutabilityDays: 45 },
  ],
])("a vault with %j has %j", (securitySettings, expected) => {
  const [one] = assessAll([vmRow("web"), vaultRow("safe", { properties: { securitySettings } })]);
  const { immutability, immutabilityDays } = one?.vaults[0] ?? {};
  expect({ immutability, ...(immutabilityDays && { immutabilityDays }) }).toEqual(expected);
});
