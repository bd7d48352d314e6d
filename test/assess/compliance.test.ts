// The controls of frameworks, from Azure's rows.
import fc from "fast-check";
import { assess } from "../../src/assess/assess";
import { backupRowsBySubscription, isBackupRow } from "../../src/assess/backupRows";
import { type ControlState, controlResults } from "../../src/assess/controls";
import { withDrills } from "../../src/assess/drills";
import { type JudgingOptions, judgeOf } from "../../src/assess/judging";
import { sourceOfRows } from "../../src/assess/rowSources";
import { requirementsOf } from "../../src/compliance/controls";
import { type FrameworkName, frameworks } from "../../src/compliance/facts";
import type { Coverage } from "../../src/core/coverage";
import type { Row } from "../../src/core/rowsInventory";
import type { DrillEvidence } from "../../src/protection/drills";
import { assessedRequirements } from "../../src/requirements";
import { diskRow, itemRow, now, policyRow, stopped, subscriptionOf, vaultRow, vmId, vmRow } from "./estate";

const complete: Coverage = { gapIn: () => undefined, asOf: now };
const gap = { what: "other rows", fix: "Read them" };

interface Read {
  readonly rows: readonly Row[];
  readonly options?: JudgingOptions;
  readonly coverage?: Coverage;
  readonly drills?: DrillEvidence;
}

const names = Object.keys(frameworks) as FrameworkName[];
const answered = names.flatMap(requirementsOf);
/** The others cost time and answer no control. */
const needed = assessedRequirements.filter(({ name }) => answered.includes(name));

function assessed({ rows, options = {}, coverage = complete, drills }: Read) {
  const judge = judgeOf(needed, options, () => now.slice(0, 10));
  const id = subscriptionOf(1);
  const source = sourceOfRows(
    id,
    rows.filter((row) => !isBackupRow(row)),
    backupRowsBySubscription(rows.filter(isBackupRow)).of(id),
    coverage,
    () => true,
  );
  const subscriptions = [assess(drills === undefined ? source : withDrills(source, drills), judge, answered)];
  return (name: FrameworkName) =>
    controlResults(frameworks[name], { subscriptions, gaps: [] }, judge.settingsOf);
}

const resultsOf = (name: FrameworkName, read: Read) => assessed(read)(name);

const statesOf = (name: FrameworkName, read: Read): Record<string, ControlState> =>
  Object.fromEntries(resultsOf(name, read).map(({ control, state }) => [control.id, state]));

/** The states of the controls of all frameworks. */
function allStates(read: Read): Record<string, ControlState> {
  const of = assessed(read);
  return Object.fromEntries(
    names.flatMap((name) => of(name).map(({ control, state }) => [`${name}:${control.id}`, state])),
  );
}

const privateAndImmutable = {
  publicNetworkAccess: "Disabled",
  securitySettings: {
    softDeleteSettings: { softDeleteState: "AlwaysON", softDeleteRetentionPeriodInDays: 14 },
    immutabilitySettings: { state: "Unlocked" },
  },
};
const vault = vaultRow("safe", { properties: privateAndImmutable });
const web = [vmRow("web"), diskRow("web")];
const good = [...web, vault, policyRow("safe"), itemRow("web")];
const drill = (succeeded: boolean, endedAt: string, name = "web") => ({
  vmId: vmId(name),
  outcome: succeeded ? ("passed" as const) : ("failed" as const),
  endedAt,
});
const evidence = (...drills: DrillEvidence["drills"]): DrillEvidence => ({ drills, readAt: now });
const drilled = evidence(drill(true, "2026-11-01T00:00:00Z"));

const unprotected = { "BR-1": "notMet", "BR-2": "notMet", "BR-4": "notMet" };
const mcsb = (states: Partial<Record<"BR-1" | "BR-2" | "BR-4", ControlState>>) => ({
  ...{ "BR-1": "met", "BR-2": "met", "BR-4": "met" },
  ...states,
});

const exempt = (policy: string) => ({
  exemptions: [{ policy, match: { name: "web" }, reason: "OPS-1: until spring", expires: "2027-03-31" }],
});
const itemWith = (properties: object) => [...web, vault, policyRow("safe"), itemRow("web", { properties })];

it.each<[string, Read, object]>([
  ["a VM that is backed up, protected and drilled", { rows: good }, {}],
  ["no item", { rows: [...web, vault] }, unprotected],
  ["a stopped item", { rows: itemWith(stopped) }, { "BR-1": "notMet" }],
  ["a failed backup", { rows: itemWith({ lastBackupStatus: "Failed" }) }, { "BR-1": "notMet" }],
  [
    "no backup yet",
    {
      rows: itemWith({
        protectionState: "IRPending",
        lastBackupStatus: "",
        lastBackupTime: "2001-01-01T00:00:00Z",
        lastRecoveryPoint: null,
      }),
    },
    { "BR-1": "notAnswered" },
  ],
  ["no policy row", { rows: [...web, vault, itemRow("web")] }, { "BR-1": "notAnswered" }],
  ["no vault row", { rows: [...web, policyRow("safe"), itemRow("web")] }, { "BR-2": "notAnswered" }],
  [
    "a vault without immutability",
    { rows: [...web, vaultRow("safe"), policyRow("safe"), itemRow("web")] },
    { "BR-2": "notMet" },
  ],
  [
    "an unknown time of reading",
    { rows: good, coverage: { gapIn: () => undefined } },
    { "BR-1": "notAnswered" },
  ],
  [
    "VMs that may be missing",
    { rows: good, coverage: { ...complete, gapIn: () => gap } },
    { "BR-1": "notAnswered", "BR-2": "notAnswered", "BR-4": "notAnswered" },
  ],
  [
    "no VM",
    { rows: [vault, policyRow("safe")] },
    { "BR-1": "notAnswered", "BR-2": "notAnswered", "BR-4": "notAnswered" },
  ],
  [
    "a VM that needs no backup",
    {
      rows: [...good, vmRow("web", { group: "lab" })].filter((row) => row.id !== vmId("web")),
      options: exempt("vm-is-protected"),
    },
    { "BR-1": "notAnswered", "BR-2": "notAnswered", "BR-4": "notAnswered" },
  ],
  [
    "a disabled requirement",
    { rows: good, options: { "backups-are-recent": "disabled" } },
    { "BR-1": "notAnswered" },
  ],
  [
    "a setting that is weaker than the control",
    { rows: good, options: { "vault-immutability": { states: ["Unlocked", "Disabled"] } } },
    { "BR-2": "notAnswered" },
  ],
  [
    "evidence that may lack drills",
    { rows: good, drills: { ...evidence(), gap } },
    { "BR-4": "notAnswered" },
  ],
  ["evidence without a drill", { rows: good, drills: evidence() }, { "BR-4": "notMet" }],
  [
    "a drill of another VM",
    { rows: good, drills: evidence(drill(true, "2026-11-01T00:00:00Z", "queue")) },
    { "BR-4": "notMet" },
  ],
  [
    "an old drill",
    { rows: good, drills: evidence(drill(true, "2026-08-01T00:00:00Z")) },
    { "BR-4": "notMet" },
  ],
  [
    "a drill that failed after one that succeeded",
    {
      rows: good,
      drills: evidence(drill(true, "2026-11-01T00:00:00Z"), drill(false, "2026-11-02T00:00:00Z")),
    },
    { "BR-4": "notMet" },
  ],
  [
    "a drill that succeeded after one that failed",
    {
      rows: good,
      drills: evidence(drill(true, "2026-11-03T00:00:00Z"), drill(false, "2026-11-02T00:00:00Z")),
    },
    {},
  ],
])("%s", (_, read, states) => {
  expect(statesOf("mcsb", { drills: drilled, ...read })).toEqual(mcsb(states));
});

it("without evidence of drills, the control is not answered", () =>
  expect(statesOf("mcsb", { rows: good })).toEqual(mcsb({ "BR-4": "notAnswered" })));

it("a control that asks for a sample is not missed by a VM without a drill, but by a failed one", () => {
  const rows = [...good, vmRow("queue"), diskRow("queue"), itemRow("queue")];
  const stateWith = (...drills: DrillEvidence["drills"]) =>
    statesOf("cis8", { rows, drills: evidence(...drills) })["11.5"];
  const recent = drill(true, "2026-11-01T00:00:00Z");
  expect(stateWith(recent)).toBe("notAnswered");
  expect(stateWith(recent, drill(true, "2026-11-01T00:00:00Z", "queue"))).toBe("met");
  expect(stateWith(recent, drill(false, "2026-11-01T00:00:00Z", "queue"))).toBe("notMet");
  expect(
    statesOf("cis8", { rows: good, drills: drilled, options: { "vm-restore-drilled": { days: 200 } } })[
      "11.5"
    ],
  ).toBe("notAnswered");
});

it("a VM that something exempts does not miss a control, and is shown as exempt", () => {
  const rows = [...good, vmRow("lab"), diskRow("lab")];
  const options = {
    exemptions: [
      {
        policy: "vm-is-protected",
        match: { name: "lab" },
        reason: "OPS-1: until spring",
        expires: "2027-03-31",
      },
    ],
  };
  const [backups] = resultsOf("mcsb", { rows, options, drills: drilled });
  expect([backups?.state, ...(backups?.vms ?? []).map(({ vm, state }) => `${vm.name} ${state}`)]).toEqual([
    "met",
    "lab exempt",
    "web met",
  ]);
});

/** Estates of VMs with and without items, in vaults that meet the requirements and that do not. */
const estates = fc
  .array(
    fc.record({
      item: fc.constantFrom("none", "healthy", "failed", "stopped", "old"),
      vault: fc.constantFrom("safe", "open"),
      drill: fc.constantFrom("none", "good", "failed"),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((vms) => {
    const rows: Row[] = [vault, policyRow("safe"), vaultRow("open"), policyRow("open")];
    const drills: DrillEvidence["drills"][number][] = [];
    for (const [i, vm] of vms.entries()) {
      const name = `vm${i}`;
      rows.push(vmRow(name), diskRow(name));
      const properties = {
        healthy: {},
        failed: { lastBackupStatus: "Failed" },
        stopped,
        old: { lastRecoveryPoint: "2026-11-26T00:00:00Z", lastBackupTime: "2026-11-26T00:00:00Z" },
      };
      if (vm.item !== "none") rows.push(itemRow(name, { vault: vm.vault, properties: properties[vm.item] }));
      if (vm.drill !== "none") drills.push(drill(vm.drill === "good", "2026-11-01T00:00:00Z", name));
    }
    return { rows, drills };
  });

it("dropping data changes a control of any framework only to not answered", () => {
  fc.assert(
    fc.property(
      estates,
      fc.infiniteStream(fc.constantFrom("keep", "keep", "drop", "bare")),
      ({ rows, drills }, choices) => {
        const whole = allStates({ rows, drills: evidence(...drills) });
        const types = new Set<string>();
        const part = rows.flatMap((row): Row[] => {
          const choice = choices.next().value;
          if (choice === "drop") types.add(row.type);
          if (choice === "keep") return [row];
          return choice === "bare" ? [{ ...row, properties: undefined } as unknown as Row] : [];
        });
        const kept = drills.filter(() => choices.next().value === "keep");
        const seen = allStates({
          rows: part,
          drills: { ...evidence(...kept), ...(kept.length < drills.length && { gap }) },
          coverage: { asOf: now, gapIn: (type) => (types.has(type.toLowerCase()) ? gap : undefined) },
        });
        const allowed = Object.entries(seen).map(([key, state]) => [
          key,
          state === "notAnswered" ? state : whole[key],
        ]);
        expect(seen).toEqual(Object.fromEntries(allowed));
      },
    ),
    { numRuns: 60 },
  );
});
