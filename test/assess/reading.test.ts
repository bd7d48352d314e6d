// Estates with known truth, read in every way: whatever is shuffled, split, doubled or spelt otherwise, the verdicts stay. Whatever is
// not read makes them unknown, and unknown names it.
import fc from "fast-check";
import { newRowStore } from "../../cli/sources/rowStore";
import { assess } from "../../src/assess/assess";
import type { AssessedVm, VmVerdict } from "../../src/assess/assessment";
import { judgeOf } from "../../src/assess/judging";
import type { Row } from "../../src/core/rowsInventory";
import { wholeInventory } from "../../src/live/discover";
import { requirements } from "../../src/requirements";
import { recased } from "../support/letterCase";
import { diskRow, hoursAgo, itemRow, policyRow, stopped, subscriptionOf, vaultRow, vmRow } from "./estate";

interface Machine {
  readonly fate: Exclude<VmVerdict, "unknown" | "exempt"> | "deleted";
  readonly subscription: number;
  readonly vaultSubscription: number;
}

const machines = fc.array(
  fc.record({
    fate: fc.constantFrom("protected", "failing", "stopped", "deleted", "ready", "blocked"),
    subscription: fc.integer({ min: 1, max: 2 }),
    vaultSubscription: fc.integer({ min: 1, max: 3 }),
  }) as fc.Arbitrary<Machine>,
  { minLength: 1, maxLength: 5 },
);

const propertiesOf: Readonly<Record<string, object>> = {
  protected: {},
  failing: { lastBackupTime: hoursAgo(300), lastRecoveryPoint: hoursAgo(300) },
  stopped,
  deleted: { ...stopped, isScheduledForDeferredDelete: true },
};
const coreOs = {
  storageProfile: { imageReference: { publisher: "CoreOS", offer: "CoreOS", sku: "Stable" } },
};

/** The rows of the printed query. A fresh backup of another VM tells when they were read. */
function rowsOf(estate: readonly Machine[]): Row[] {
  const clock = [
    vmRow("clock"),
    diskRow("clock"),
    itemRow("clock", { properties: { lastRecoveryPoint: hoursAgo(1) } }),
  ];
  const vaults = [1, 2, 3].flatMap((subscription) => [
    vaultRow("safe", { subscription }),
    policyRow("safe", { subscription }),
  ]);
  const own = estate.flatMap(({ fate, subscription, vaultSubscription }, i) => {
    const name = `vm${i}`;
    const properties = propertiesOf[fate];
    const item =
      properties &&
      itemRow(name, { subscription, vaultPlace: { subscription: vaultSubscription }, properties });
    return [
      vmRow(name, { subscription, properties: fate === "blocked" ? coreOs : {} }),
      diskRow(name, { subscription }),
      ...(item ? [item] : []),
    ];
  });
  const containers = [1, 2, 3].map((subscription) => ({
    ...{ id: `/subscriptions/${subscriptionOf(subscription)}`, name: "bank", properties: {} },
    type: "microsoft.resources/subscriptions",
  }));
  return [...containers, ...clock, ...vaults, ...own].map((row) => ({ ...row, inventory: wholeInventory }));
}

function assessed(files: readonly (readonly Row[])[]): Map<string, AssessedVm> {
  const judge = judgeOf(requirements, {}, () => "2026-11-29");
  const store = newRowStore();
  // Rows of small files and of large ones, which are packed.
  for (const [i, row] of files.flat().entries()) store.add(row, i % 2 === 0);
  const vms = [...store.sources(undefined)].flatMap((source) => assess(source, judge).vms);
  return new Map(vms.map((vm) => [vm.name.toLowerCase(), vm]));
}

const truthOf = ({ fate }: Machine): VmVerdict => (fate === "deleted" ? "stopped" : fate);

/** Files with the rows in some order, some of them twice, and in other letters. */
const reading = (rows: readonly Row[]) =>
  fc.record({
    order: fc.shuffledSubarray(
      rows.map((_, i) => i),
      { minLength: rows.length },
    ),
    files: fc.integer({ min: 1, max: 3 }),
    twice: fc.array(fc.nat({ max: rows.length - 1 }), { maxLength: 3 }),
    letters: fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.toUpperCase(),
      (text) => text.toLowerCase(),
    ),
  });

interface Reading {
  readonly order: readonly number[];
  readonly files: number;
  readonly twice: readonly number[];
  readonly letters: (text: string) => string;
}

function filesOf(rows: readonly Row[], { order, files, twice, letters }: Reading): Row[][] {
  const read: Row[][] = Array.from({ length: files }, () => []);
  for (const [n, i] of [...order, ...twice].entries()) {
    const row = rows[i] as Row;
    // The name of a subscription's segment stays: Azure itself writes it in small letters.
    const id = row.id.replace(/^(\/subscriptions)(.*)$/, (_, start, rest) => start + letters(rest));
    const properties = recased(row.properties, letters) as Row["properties"];
    read[n % files]?.push({ ...row, id, type: letters(row.type), properties });
  }
  return read.filter((file) => file.length > 0);
}

const everyEstate = machines.chain((estate) => {
  const rows = rowsOf(estate);
  return reading(rows).map((how) => ({ estate, rows, how }));
});

it("the verdicts do not depend on the order, the files, the letters, or on rows that come twice", () =>
  fc.assert(
    fc.property(everyEstate, ({ estate, rows, how }) => {
      const found = assessed(filesOf(rows, how));
      estate.forEach((machine, i) => {
        expect([i, found.get(`vm${i}`)?.verdict]).toEqual([i, truthOf(machine)]);
      });
    }),
    { numRuns: 80 },
  ));

/** Ways to read less, each with what an unknown verdict must name. */
const losses: readonly [name: string, lose: (rows: readonly Row[]) => Row[], named: RegExp][] = [
  [
    "the mark of the printed query",
    (rows) => rows.map(({ inventory: _, ...row }) => row as Row),
    /do not say/,
  ],
  ["a subscription", (rows) => hidden(rows, 3), /do not say/],
  ["the subscription of some VMs", (rows) => hidden(rows, 2), /do not say/],
  [
    "all items",
    (rows) => rows.filter(({ type }) => !/protecteditems/.test(type)).map(unmarked),
    /do not say/,
  ],
  ["all disks", (rows) => rows.filter(({ type }) => !/disks/.test(type)).map(unmarked), /do not say/],
  ["the tags", (rows) => rows.map(({ tags: _, ...row }) => row as Row), /^tags of/],
  ["sizes of disks", (rows) => rows.map((row) => withoutProperty(row, "diskSizeGB")), /^diskSizeGB of/],
  [
    "the systems of VMs",
    (rows) => rows.map((row) => withoutProperty(row, "storageProfile")),
    /^storageProfile of/,
  ],
  [
    "states of items",
    (rows) => rows.map((row) => withoutProperty(row, "protectionState")),
    /^protectionState of/,
  ],
  [
    "results of backups",
    (rows) => rows.map((row) => withoutProperty(row, "lastBackupStatus")),
    /^lastBackupStatus of/,
  ],
  [
    "VMs of items",
    (rows) => rows.map((row) => withoutProperty(row, "sourceResourceId")),
    /^sourceResourceId of/,
  ],
];

const unmarked = ({ inventory: _, ...row }: Row): Row => row as Row;
const hidden = (rows: readonly Row[], subscription: number): Row[] =>
  rows.filter(({ id }) => !id.includes(subscriptionOf(subscription))).map(unmarked);

function withoutProperty(row: Row, property: string): Row {
  const { [property]: _, ...properties } = (row.properties ?? {}) as Record<string, unknown>;
  return { ...row, properties };
}

it.each(losses)("without %s a verdict stays or becomes unknown, and unknown names it", (_, lose, named) =>
  fc.assert(
    fc.property(everyEstate, ({ estate, rows, how }) => {
      const left = lose(rows);
      const order = how.order.filter((i) => i < left.length);
      const found = assessed(filesOf(left, { ...how, order, twice: [] }));
      estate.forEach((machine, i) => {
        const vm = found.get(`vm${i}`);
        if (vm === undefined || vm.verdict === truthOf(machine)) return;
        expect([i, vm.verdict]).toEqual([i, "unknown"]);
        expect(vm.notRead?.map(({ what }) => what).join("\n")).toMatch(new RegExp(named.source, "m"));
      });
    }),
    { numRuns: 25 },
  ),
);
