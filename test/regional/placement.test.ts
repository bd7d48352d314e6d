import * as fc from "fast-check";
import {
  laterSchedule,
  laterTime,
  policyNameOf,
  regionOfKey,
  spreadPolicyNames,
  spreadPolicyOf,
  vaultKeyOf,
  vaultKeysOf,
  vaultNameIn,
} from "../../src/regional/placement";

it("names the vaults of a region", () => {
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

it("the region of a vault's key has no number", () =>
  expect(["West Europe", "westeurope-2", "eastus2", "eastus2-12"].map(regionOfKey)).toEqual([
    "westeurope",
    "westeurope",
    "eastus2",
    "eastus2",
  ]));

it.each<[string, Parameters<typeof policyNameOf>, string | undefined]>([
  [
    "its own policy",
    [
      { policy: "own", tags: { backup: "b" } },
      { names: ["a"], policyTag: "backup", defaultPolicy: "c" },
    ],
    "own",
  ],
  [
    "the policy of its tag, in any letter case",
    [{ tags: { Backup: "b" } }, { names: ["a"], policyTag: "backup", defaultPolicy: "c" }],
    "b",
  ],
  [
    "the default policy",
    [{ tags: { other: "b" } }, { names: ["a"], policyTag: "backup", defaultPolicy: "c" }],
    "c",
  ],
  ["the only policy", [{}, { names: ["a"] }], "a"],
  ["no policy, if there are several", [{}, { names: ["a", "b"] }], undefined],
])("a VM has %s", (_, [vm, choice], name) => expect(policyNameOf(vm, choice)).toBe(name));

it("an additional policy takes its share of the VMs and moves no other; a new VM moves none", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      (keys, n) => {
        const before = spreadPolicyNames("nightly", { policies: n });
        const after = spreadPolicyNames("nightly", { policies: n + 1 });
        for (const key of keys)
          expect([spreadPolicyOf(key, before), `nightly-${n + 1}`]).toContain(spreadPolicyOf(key, after));
      },
    ),
  );
  const names = Array.from({ length: 900 }, (_, i) =>
    spreadPolicyOf(`vm${i}`, spreadPolicyNames("nightly", { policies: 3 })),
  );
  for (const name of ["nightly", "nightly-2", "nightly-3"])
    expect(Math.abs(names.filter((one) => one === name).length - 300)).toBeLessThan(60);
});

it.each([
  [undefined, 1],
  [0, 1],
  [1, 1],
  [3, 3],
  [50, 50],
  [51, 1],
  [2.9, 2],
])("a spread over %s policies has %i names", (policies, count) =>
  expect(spreadPolicyNames("nightly", policies === undefined ? {} : { policies })).toHaveLength(count),
);

it.each([
  ["00:00", 0, "00:00"],
  ["09:05", 175, "12:00"],
  ["22:30", 60, "23:30"],
  ["22:59", 60, "23:59"],
  ["23:00", 60, undefined],
  ["23:30", 30, undefined],
  ["00:30", -60, undefined],
])("%s and %i minutes are %s", (time, minutes, later) => expect(laterTime(time, minutes)).toBe(later));

it("a later schedule runs on the same days", () => {
  expect(laterSchedule({ weekly: { time: "01:00", days: ["Sunday"] } }, 90)).toEqual({
    weekly: { time: "02:30", days: ["Sunday"] },
  });
  expect(laterSchedule({ hourly: { startTime: "08:00", intervalHours: 4 } }, 30)).toEqual({
    hourly: { startTime: "08:30", intervalHours: 4 },
  });
});

it("a schedule that would run on another day, or is not valid, stays as it is", () => {
  expect(laterSchedule({ daily: { time: "23:30" } }, 60)).toEqual({ daily: { time: "23:30" } });
  expect(laterSchedule({ daily: { time: 5 } }, 60)).toEqual({ daily: { time: 5 } });
  expect(laterSchedule(undefined, 60)).toEqual({});
});
