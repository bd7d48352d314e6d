import * as fc from "fast-check";
import { presets } from "../../src";
import { judge } from "../../src/core/rule";
import { vmsPerPolicy, vmsPerVault } from "../../src/protection/facts";
import { recordVaults, refuseOtherVault } from "../../src/regional/vaultChanges";
import {
  laterSchedule,
  laterTime,
  policyNameOf,
  regionOfKey,
  sharerOf,
  sharersOf,
  vaultKeyOf,
  vaultKeysOf,
  vaultNameIn,
} from "../../src/regional/placement";
import { acrossRegionsRules, regionalBackupRules, regionalVmRules } from "../../src/regional/rules";
import type { RegionalSettings } from "../../src/regional/settings";

const nightly = presets.dailyForAMonth as never;
const vmId = (name: string, subscription = "s", group = "bank") =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
const web = { vmId: vmId("web"), location: "West Europe" };
const settings = (more: Partial<RegionalSettings> = {}): RegionalSettings => ({
  vaultNamePrefix: "bank",
  policies: { nightly },
  vms: { web },
  ...more,
});
const found = (more: Partial<RegionalSettings>, kind = "fault") =>
  judge([...regionalBackupRules, ...acrossRegionsRules], settings(more))
    .findings.filter((finding) => finding.kind === kind)
    .map(({ path }) => path)
    .sort();
const many = (count: number, location = "westeurope") =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${location}${i}`, { vmId: vmId(`${location}${i}`), location }]),
  );

it.each<[string, Partial<RegionalSettings>, string[]]>([
  ["one VM and one policy", {}, []],
  ["no policy", { policies: {} }, ["policies"]],
  [
    "a policy that Azure refuses",
    { policies: { nightly: { ...presets.dailyForAMonth, tier: "Basic" } as never } },
    ["policies.nightly.tier"],
  ],
  ["a policy without a name for Azure", { policies: { n: nightly } }, ["policies.n.policyName"]],
  ["several policies and no choice", { policies: { nightly, weekly: nightly } }, ["vms.web.policy"]],
  ["several policies and a default", { policies: { nightly, weekly: nightly }, defaultPolicy: "weekly" }, []],
  ["a default that is none", { defaultPolicy: "nightli" }, ["defaultPolicy"]],
  ["a VM's policy that is none", { vms: { web: { ...web, policy: "weekly" } } }, ["vms.web.policy"]],
  [
    "a VM's own policy",
    { policies: { nightly, weekly: nightly }, vms: { web: { ...web, policy: "weekly" } } },
    [],
  ],
  ["a prefix that makes no name", { vaultNamePrefix: "1" }, ["vaultNamePrefix"]],
  [
    "a prefix that is too long with the longest region",
    {
      vaultNamePrefix: "b".repeat(40),
      vms: { web, de: { vmId: vmId("de"), location: "germanywestcentral" } },
    },
    ["vaultNamePrefix"],
  ],
  [
    "the same, where that vault exists",
    {
      vaultNamePrefix: "b".repeat(36),
      vms: { web, de: { vmId: vmId("de"), location: "germanywestcentral" } },
      existingVaults: { "Germany West Central": {} },
    },
    [],
  ],
  [
    "settings that no vault takes",
    { vault: { storageRedundancy: "ZoneRedundant", crossRegionRestore: true } },
    ["vault.crossRegionRestore"],
  ],
  ["an existing vault in no region", { existingVaults: { westeuorpe: {} } }, ["existingVaults.westeuorpe"]],
  ["a VM twice in a region", { vms: { web, again: { ...web, location: "westeurope" } } }, ["vms.again.vmId"]],
  [
    "VMs of one name in two regions",
    { vms: { web, far: { vmId: vmId("web", "t"), location: "northeurope" } } },
    [],
  ],
  [
    "a previous key that is there",
    { vms: { web, api: { vmId: vmId("api"), location: "westeurope", previousKey: "web" } } },
    ["vms.api.previousKey"],
  ],
])("%s", (_, more, paths) => expect(found(more)).toEqual(paths));

it("a region has as many VMs as a vault takes, and each region its own", () => {
  expect(found({ vms: many(vmsPerVault.value) })).toEqual([]);
  expect(found({ vms: many(vmsPerVault.value + 1) })).toEqual(["vms"]);
  expect(found({ vms: { ...many(vmsPerVault.value), ...many(1, "northeurope") } })).toEqual([]);
});

it("more VMs than one source gives a policy are told, not refused", () => {
  expect(found({ vms: many(vmsPerPolicy.value) }, "notice")).toEqual([]);
  expect(found({ vms: many(vmsPerPolicy.value + 1) }, "notice")).toEqual(["policies.nightly"]);
});

it("a VM is in a region and has an id", () => {
  const paths = judge(regionalVmRules, { vmId: "web", location: "westeuorpe" }).findings.map(
    ({ path }) => path,
  );
  expect(paths.sort()).toEqual(["location", "vmId"]);
});

it("names what a region gets", () => {
  expect(vaultNameIn("bank", "West Europe")).toBe("bank-westeurope");
  expect(vaultKeyOf({ location: "West Europe", vault: 2 })).toBe("westeurope-2");
  expect(
    vaultKeysOf({
      a: { location: "West Europe" },
      b: { location: "northeurope" },
      c: { location: "westeurope", vault: 1 },
      d: {},
      e: { location: "westeurope", vault: 2 },
    }),
  ).toEqual(["northeurope", "westeurope", "westeurope-2"]);
});

it.each<[string, Parameters<typeof policyNameOf>, string | undefined]>([
  [
    "its own",
    [
      { policy: "own", tags: { backup: "b" } },
      { names: ["a"], policyTag: "backup", defaultPolicy: "c" },
    ],
    "own",
  ],
  [
    "its tag's, whatever the tag's letters",
    [{ tags: { Backup: "b" } }, { names: ["a"], policyTag: "backup", defaultPolicy: "c" }],
    "b",
  ],
  ["the default", [{ tags: { other: "b" } }, { names: ["a"], policyTag: "backup", defaultPolicy: "c" }], "c"],
  ["the only one", [{}, { names: ["a"] }], "a"],
  ["none of several", [{}, { names: ["a", "b"] }], undefined],
])("a VM has the policy that is %s", (_, [vm, choice], name) => expect(policyNameOf(vm, choice)).toBe(name));

it("a policy more takes its share of the VMs and moves no other; a VM that comes moves none", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      (keys, n) => {
        const before = sharersOf("nightly", { policies: n });
        const after = sharersOf("nightly", { policies: n + 1 });
        for (const key of keys)
          expect([sharerOf(key, before), `nightly-${n + 1}`]).toContain(sharerOf(key, after));
      },
    ),
  );
  const spread = Array.from({ length: 900 }, (_, i) =>
    sharerOf(`vm${i}`, sharersOf("nightly", { policies: 3 })),
  );
  for (const name of ["nightly", "nightly-2", "nightly-3"])
    expect(Math.abs(spread.filter((one) => one === name).length - 300)).toBeLessThan(60);
});

it.each([
  [undefined, 1],
  [0, 1],
  [1, 1],
  [3, 3],
  [50, 50],
  [51, 1],
  [2.9, 2],
])("%s policies share as %i", (policies, count) =>
  expect(sharersOf("nightly", policies === undefined ? {} : { policies })).toHaveLength(count),
);

it("a key's region is without its number", () =>
  expect(["West Europe", "westeurope-2", "eastus2", "eastus2-12"].map(regionOfKey)).toEqual([
    "westeurope",
    "westeurope",
    "eastus2",
    "eastus2",
  ]));

it.each([
  ["00:00", 0, "00:00"],
  ["09:05", 175, "12:00"],
  ["22:59", 60, "23:59"],
  ["23:00", 60, undefined],
  ["00:30", -60, undefined],
])("%s and %i minutes are %s", (time, minutes, later) => expect(laterTime(time, minutes)).toBe(later));

it("what would run on another day stays, and what is no schedule is left alone", () => {
  expect(laterSchedule({ daily: { time: "23:30" } }, 60)).toEqual({ daily: { time: "23:30" } });
  expect(laterSchedule({ daily: { time: 5 } }, 60)).toEqual({ daily: { time: 5 } });
  expect(laterSchedule(undefined, 60)).toEqual({});
});

it("whoever follows the fix of a spread is accepted, and the last policy runs on the day of the first", () => {
  const schedules = [
    { schedule: { daily: { time: "22:00" } }, retention: { daily: { days: 30 } } },
    { schedule: { weekly: { time: "01:30", days: ["Sunday"] } }, retention: { weekly: { weeks: 4 } } },
    {
      ...presets.everyFourHours,
      schedule: { hourly: { startTime: "08:00", intervalHours: 4, windowHours: 12 } },
    },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...schedules),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: -100, max: 2000 }),
      (policy, policies, minutesApart) => {
        const given = (apart: number) =>
          settings({
            policies: { nightly: policy as never },
            spread: { nightly: { policies, minutesApart: apart } },
          });
        const findings = (apart: number) =>
          judge(regionalBackupRules, given(apart)).findings.filter(({ path }) => path.startsWith("spread"));
        const [fault] = findings(minutesApart);
        const kept = (fault?.fix.value ?? minutesApart) as number;
        expect(findings(kept)).toEqual([]);
        const { daily, weekly, hourly } = policy.schedule as {
          daily?: { time: string };
          weekly?: { time: string };
          hourly?: { startTime: string };
        };
        expect(
          laterTime(daily?.time ?? weekly?.time ?? hourly?.startTime ?? "", (policies - 1) * kept),
        ).toBeDefined();
      },
    ),
  );
});

it.each([
  [3, 90, 30],
  [2, 45, 60],
  [2, 500, 90],
  [5, 30, 0],
  [2, -30, 0],
])(
  "of %i policies at ten in the evening, %i minutes apart, the fix is %i",
  (policies, minutesApart, value) => {
    const given = settings({ spread: { nightly: { policies, minutesApart } } });
    expect(judge(regionalBackupRules, given).findings.map(({ fix }) => fix.value)).toEqual([value]);
  },
);

it("a spread that runs at one time may be as wide as it likes, and one policy apart from none", () => {
  expect(spreadOf({ policies: 50, minutesApart: 0 })).toEqual([]);
  expect(spreadOf({ minutesApart: 600 })).toEqual([]);
  expect(spreadOf({ policies: 2, minutesApart: -30 })).toEqual(["spread.nightly.minutesApart"]);
});

it("VMs count for the policy that they have, in the vault that they are in", () => {
  const weekly = {
    schedule: { weekly: { time: "01:30", days: ["Sunday"] } },
    retention: { weekly: { weeks: 4 } },
  } as never;
  const half = Object.fromEntries(
    Object.entries(many(150)).map(([key, vm], i) => [
      key,
      i % 2 === 0 ? { ...vm, policy: "weekly" } : { ...vm, vault: 1 },
    ]),
  );
  const policies = { nightly, weekly };
  expect(found({ vms: half, policies, defaultPolicy: "nightly" }, "notice")).toEqual([]);
  expect(found({ vms: { ...many(100), ...many(100, "northeurope") } }, "notice")).toEqual([]);
});

it("a later schedule stays on its day", () => {
  expect([laterTime("22:30", 60), laterTime("23:30", 30)]).toEqual(["23:30", undefined]);
  expect(laterSchedule({ weekly: { time: "01:00", days: ["Sunday"] } }, 90)).toEqual({
    weekly: { time: "02:30", days: ["Sunday"] },
  });
  expect(laterSchedule({ hourly: { startTime: "08:00", intervalHours: 4 } }, 30)).toEqual({
    hourly: { startTime: "08:30", intervalHours: 4 },
  });
});

const spreadOf = (own: object, more: object = {}) => found({ spread: { nightly: own as never }, ...more });

it.each<[string, () => string[], string[]]>([
  ["over three policies", () => spreadOf({ policies: 3 }), []],
  ["half an hour apart, until the end of the day", () => spreadOf({ policies: 4, minutesApart: 30 }), []],
  [
    "beyond the end of the day",
    () => spreadOf({ policies: 5, minutesApart: 30 }),
    ["spread.nightly.minutesApart"],
  ],
  [
    "by quarters of an hour",
    () => spreadOf({ policies: 2, minutesApart: 15 }),
    ["spread.nightly.minutesApart"],
  ],
  ["over none", () => spreadOf({ policies: 0 }), ["spread.nightly.policies"]],
  ["over very many", () => spreadOf({ policies: 51 }), ["spread.nightly.policies"]],
  ["of no policy", () => found({ spread: { nightli: { policies: 2 } } }), ["spread.nightli"]],
  [
    "with a name that is taken",
    () =>
      spreadOf({ policies: 2 }, { policies: { nightly, "nightly-2": nightly }, defaultPolicy: "nightly" }),
    ["spread.nightly"],
  ],
])("VMs spread %s", (_, judged, paths) => expect(judged()).toEqual(paths));

it("what preview says of a policy with too many VMs is done by following it", () => {
  const vms = many(950);
  const [notice] = judge([...regionalBackupRules, ...acrossRegionsRules], settings({ vms })).findings;
  const policies = Number(/policies: (\d+)/.exec(notice?.fix.text ?? "")?.[1]);
  expect(found({ vms, spread: { nightly: { policies } } }, "notice")).toEqual([]);
  expect(found({ vms, spread: { nightly: { policies: policies - 1 } } }, "notice")).not.toEqual([]);
});

it.each<[string, Partial<RegionalSettings>, string[]]>([
  [
    "an override of a region",
    { vaultOverrides: { "West Europe": { storageRedundancy: "ZoneRedundant" } } },
    [],
  ],
  ["an override in no region", { vaultOverrides: { westeuorpe: {} } }, ["vaultOverrides.westeuorpe"]],
  [
    "an override that Azure refuses",
    { vault: { crossRegionRestore: true }, vaultOverrides: { westeurope: { storageRedundancy: "None" } } },
    ["vaultOverrides.westeurope.storageRedundancy"],
  ],
  [
    "settings that an override makes wrong",
    {
      vault: { crossRegionRestore: true },
      vaultOverrides: { westeurope: { storageRedundancy: "ZoneRedundant" } },
    },
    ["vault.crossRegionRestore"],
  ],
  [
    "a fault of every vault, once",
    { vault: { storageRedundancy: "None" }, vms: { web, far: { ...web, location: "northeurope" } } },
    ["vault.storageRedundancy"],
  ],
  ["a lock that is not meant", { vault: { immutability: "Locked" } }, ["vault.immutability"]],
  ["a vault's number", { vms: { web: { ...web, vault: 2 } } }, []],
  [
    "two VMs of one name in Pulumi",
    { vms: { "2-web": web, web: { ...web, vmId: vmId("other"), vault: 2 } } },
    ["vms.web"],
  ],
  [
    "a tag that names no policy",
    { policyTag: "backup", vms: { web: { ...web, tags: { backup: "nightli" } } } },
    ["vms.web.tags.backup"],
  ],
  [
    "adoption without a subscription",
    { adopt: { keys: ["web"], subscriptionId: "" } },
    ["adopt.subscriptionId"],
  ],
  ["adoption of what is not there", { adopt: { keys: ["wbe"], subscriptionId: "1" } }, ["adopt.keys[0]"]],
  [
    "adoption of what would be deleted",
    { adopt: { keys: ["web"], subscriptionId: "1" }, onDestroy: "Delete" },
    ["onDestroy"],
  ],
  [
    "a first backup kept for no day",
    { initialBackup: { retentionDays: 0 } },
    ["initialBackup.retentionDays"],
  ],
])("%s is judged", (_, more, paths) => expect(found(more)).toEqual(paths));

it.each([0, 1.5, 100])("a vault's number is none: %s", (vault) =>
  expect(judge(regionalVmRules, { ...web, vault }).findings.map(({ path }) => path)).toEqual(["vault"]),
);

describe("a protected VM and its vault", () => {
  const change = (before: object, after: object, items: object = { web: "/item" }) =>
    refuseOtherVault({
      urn: "",
      before: { vms: recordVaults({ web: { ...web, ...before } }) },
      after: { vms: recordVaults({ web: { ...web, ...after } }) },
      outputs: { protectedItemIds: items },
    });
  it.each<[string, object, object, boolean]>([
    ["another number", {}, { vault: 2 }, true],
    ["another region", {}, { location: "northeurope" }, true],
    ["another spelling of the region", {}, { location: "westeurope" }, false],
    ["the first number", {}, { vault: 1 }, false],
    ["another VM elsewhere", {}, { vmId: vmId("other"), location: "northeurope" }, false],
  ])("%s", (_, before, after, refused) => expect(change(before, after) !== undefined).toBe(refused));
  it("one whose protection failed may go", () => expect(change({}, { vault: 2 }, {})).toBeUndefined());
});
