import Table from "cli-table3";
import type { AssessedVm } from "../../src/assess/assessment";
import type { Cost, Estimate, Span } from "../../src/cost/estimate";
import { archiveBilling, instanceSizes, reservedCapacity } from "../../src/cost/facts";
import type { Reserved } from "../../src/cost/reserved";
import { printable } from "../failure";
import { counted } from "../format";
import type { VmCost } from "./perVm";
import type { Redundancy, Term } from "./priceList";

export interface RegionCost {
  readonly region: string;
  readonly estimate: Estimate;
  readonly cost: Cost;
  /** The blocks of reserved capacity in the cost. Absent: `--reserved` was not given. */
  readonly reserved?: Reserved["blocks"];
}

/** What `cost --format json` prints. Prices and costs are in one currency, and per month. */
export interface CostReport {
  /** Of this format. It changes only if a field is removed or changes its meaning. */
  readonly version: 1;
  /** Code of the currency, e.g. EUR. */
  readonly currency: string;
  readonly regions: readonly RegionCost[];
  readonly vms: readonly VmCost[];
  readonly total: Span;
  /** The assumptions of the estimate, a sentence each. */
  readonly assumptions: readonly string[];
}

/** Options of the command that the assumptions name, as the user wrote them. */
export interface EstimateOptions {
  readonly churn: string;
  readonly used: string;
  readonly policy: string;
  /** Omitted: that of the vaults. */
  readonly redundancy?: Redundancy;
  /** Omitted: no capacity is reserved. */
  readonly reserved?: Term;
}

export const totalOf = (costs: readonly RegionCost[]): Span => ({
  low: costs.reduce((sum, { cost }) => sum + cost.total.low, 0),
  high: costs.reduce((sum, { cost }) => sum + cost.total.high, 0),
});

/** What an estimate does not know of its VMs and vaults. */
interface Doubts {
  readonly withoutSize: readonly AssessedVm[];
  readonly unsure: number;
  /** The redundancy of each region, with its reason. */
  readonly redundancies: readonly string[];
  /** Whether the policy lets Azure choose the points for the archive tier. */
  readonly recommendsArchive: boolean;
}

/** The assumptions of an estimate, a sentence each. */
export function assumptionTexts(
  { churn, used, policy, reserved }: EstimateOptions,
  costs: readonly RegionCost[],
  { withoutSize, unsure, redundancies, recommendsArchive }: Doubts,
): string[] {
  return [
    `At steady state, when the oldest recovery points expire: ${costs[0]?.estimate.recoveryPointsPerVm} recovery points per VM (policy ${policy}).`,
    `Storage: ${redundancies.join("; ")}.`,
    ...(hasArchive(costs)
      ? [
          `Archive tier: each point in it is a full copy (${archiveBilling.source}). A point deleted within ${archiveBilling.earlyDeletionDays} days of its move is billed for the rest of them, which is not included.`,
        ]
      : []),
    ...(recommendsArchive
      ? [
          "Which points Azure recommends for the archive tier is not known in advance: all of them are calculated in the standard tier.",
        ]
      : []),
    ...(reserved === undefined ? [] : [reservedText(costs, reserved)]),
    `${churn} % of the data changes in a day, at random; the disks are ${used} % full; no compression.`,
    `A VM counts as half an instance up to ${instanceSizes.smallGB} GB, as one instance up to ${instanceSizes.unitGB} GB, and as one more for each further ${instanceSizes.unitGB} GB (${instanceSizes.source}).`,
    ...(costs.every(({ cost }) => cost.snapshots.high === 0)
      ? ["Snapshots are not included: the price list has no price for them."]
      : []),
    ...(unsure > 0
      ? [`${counted(unsure, "VM")} of which it was not read whether something protects them: run assess.`]
      : []),
    ...(withoutSize.length > 0
      ? [
          `The total is without ${counted(withoutSize.length, "VM")} whose disks have unknown sizes: ${namesOf(withoutSize)}.`,
        ]
      : []),
    "Restores, discounts and taxes are not included.",
  ];
}

const hasArchive = (costs: readonly RegionCost[]): boolean =>
  costs.some(({ estimate: { archiveGB } }) => archiveGB.high > 0);

function reservedText(costs: readonly RegionCost[], term: Term): string {
  const bought = costs.flatMap(({ region, reserved = [] }) =>
    reserved.map(({ count, gb }) => `${region} ${count} x ${gb / 1024} TiB`),
  );
  const what =
    bought.length > 0
      ? `${bought.join(", ")}, which the low end of the range fills`
      : "nothing, because no region fills a block that is cheaper than the same storage without a reservation";
  return `Reserved for ${reservedCapacity.terms[term].months} months: ${what}. What a block does not use is lost (${reservedCapacity.source}).`;
}

const maxNames = 5;
const namesOf = (vms: readonly AssessedVm[]): string => {
  const names = vms.slice(0, maxNames).map(({ name }) => printable(name));
  return `${names.join(", ")}${vms.length > maxNames ? ", …" : ""}`;
};

/** A table for a terminal, with the total and the assumptions below. */
export function costTable(
  costs: readonly RegionCost[],
  currency: string,
  assumptions: readonly string[],
): string {
  const table = new Table({
    head: ["region", "VMs", "instances", "vault GB", "snapshot GB", `${currency}/month`],
    colAligns: ["left", "right", "right", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const { region, estimate: regionEstimate, cost } of costs) {
    table.push([
      region,
      regionEstimate.vms,
      formatRange(regionEstimate.instances, 1),
      formatRange(regionEstimate.storageGB),
      formatRange(regionEstimate.snapshotGB),
      formatRange(cost.total),
    ]);
    if (regionEstimate.archiveGB.high > 0)
      table.push(["  archive", "", "", formatRange(regionEstimate.archiveGB), "", ""]);
  }
  const lines = [
    table.toString(),
    `Total: ${currency} ${formatRange(totalOf(costs))} per month.`,
    ...assumptions.map((text) => `- ${text}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** A range, or one number if both ends are equal after rounding. */
function formatRange({ low, high }: Span, digits = 0): string {
  const [from, to] = [low, high].map((value) =>
    value.toLocaleString("en-GB", { maximumFractionDigits: digits }),
  );
  return from === to ? `${from}` : `${from} - ${to}`;
}
