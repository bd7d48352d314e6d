import * as fc from "fast-check";
import { presets } from "../../src/backupPolicy/presets";
import { judge } from "../../src/core/rule";
import { vmsPerPolicy } from "../../src/protection/facts";
import { laterTime } from "../../src/regional/placement";
import { regionalBackupRules } from "../../src/regional/rules";
import { errorPaths, findingsOf, nightly, notePaths, settings, vmsIn } from "./settings";

const errorsOfSpread = (spread: object, changes: object = {}) =>
  errorPaths({ spread: { nightly: spread as never }, ...changes });

it.each<[string, () => string[], string[]]>([
  ["three policies", () => errorsOfSpread({ policies: 3 }), []],
  [
    "policies half an hour apart, until the end of the day",
    () => errorsOfSpread({ policies: 4, minutesApart: 30 }),
    [],
  ],
  [
    "policies that run beyond the end of the day",
    () => errorsOfSpread({ policies: 5, minutesApart: 30 }),
    ["spread.nightly.minutesApart"],
  ],
  [
    "policies a quarter of an hour apart",
    () => errorsOfSpread({ policies: 2, minutesApart: 15 }),
    ["spread.nightly.minutesApart"],
  ],
  [
    "policies that run backwards in time",
    () => errorsOfSpread({ policies: 2, minutesApart: -30 }),
    ["spread.nightly.minutesApart"],
  ],
  ["50 policies at the same time", () => errorsOfSpread({ policies: 50, minutesApart: 0 }), []],
  ["one policy, some minutes apart", () => errorsOfSpread({ minutesApart: 600 }), []],
  ["no policy", () => errorsOfSpread({ policies: 0 }), ["spread.nightly.policies"]],
  ["too many policies", () => errorsOfSpread({ policies: 51 }), ["spread.nightly.policies"]],
  ["an unknown policy", () => errorPaths({ spread: { nightli: { policies: 2 } } }), ["spread.nightli"]],
  [
    "a policy whose numbered name is taken",
    () =>
      errorsOfSpread(
        { policies: 2 },
        { policies: { nightly, "nightly-2": nightly }, defaultPolicy: "nightly" },
      ),
    ["spread.nightly"],
  ],
])("a spread over %s", (_, judged, paths) => expect(judged()).toEqual(paths));

it("the fix of a spread is accepted, and the last policy then runs on the day of the first", () => {
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
        const withMinutes = (minutes: number) =>
          settings({
            policies: { nightly: policy as never },
            spread: { nightly: { policies, minutesApart: minutes } },
          });
        const findings = (minutes: number) =>
          judge(regionalBackupRules, withMinutes(minutes)).findings.filter(({ path }) =>
            path.startsWith("spread"),
          );
        const [finding] = findings(minutesApart);
        const fixed = (finding?.fix?.value ?? minutesApart) as number;
        expect(findings(fixed)).toEqual([]);
        const { daily, weekly, hourly } = policy.schedule as {
          daily?: { time: string };
          weekly?: { time: string };
          hourly?: { startTime: string };
        };
        expect(
          laterTime(daily?.time ?? weekly?.time ?? hourly?.startTime ?? "", (policies - 1) * fixed),
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
  "for %i policies, the first at 22:00, %i minutes apart, the fix is %i minutes",
  (policies, minutesApart, value) => {
    const spread = settings({ spread: { nightly: { policies, minutesApart } } });
    expect(judge(regionalBackupRules, spread).findings.map(({ fix }) => fix?.value)).toEqual([value]);
  },
);

it("more VMs of a policy than one source allows are a note, not an error", () => {
  expect(notePaths({ vms: vmsIn(vmsPerPolicy.value) })).toEqual([]);
  expect(notePaths({ vms: vmsIn(vmsPerPolicy.value + 1) })).toEqual(["policies.nightly"]);
  expect(errorPaths({ vms: vmsIn(vmsPerPolicy.value + 1) })).toEqual([]);
});

it("VMs are counted for the policy that they have, in the vault that they are in", () => {
  const weekly = {
    schedule: { weekly: { time: "01:30", days: ["Sunday"] } },
    retention: { weekly: { weeks: 4 } },
  } as never;
  const halfOfThem = Object.fromEntries(
    Object.entries(vmsIn(150)).map(([key, vm], i) => [
      key,
      i % 2 === 0 ? { ...vm, policy: "weekly" } : { ...vm, vault: 1 },
    ]),
  );
  const policies = { nightly, weekly };
  expect(notePaths({ vms: halfOfThem, policies, defaultPolicy: "nightly" })).toEqual([]);
  expect(notePaths({ vms: { ...vmsIn(100), ...vmsIn(100, "northeurope") } })).toEqual([]);
});

it("the fix for a policy with too many VMs is the smallest spread that resolves the note", () => {
  const vms = vmsIn(950);
  const [note] = findingsOf({ vms });
  const policies = Number(/policies: (\d+)/.exec(note?.fix?.text ?? "")?.[1]);
  expect(notePaths({ vms, spread: { nightly: { policies } } })).toEqual([]);
  expect(notePaths({ vms, spread: { nightly: { policies: policies - 1 } } })).not.toEqual([]);
});
