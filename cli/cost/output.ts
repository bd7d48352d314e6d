import Table from "cli-table3";
import type { AssessedVm } from "../../src/assess/assessment";
import type { Cost, Estimate, Span } from "../../src/cost/estimate";
import { instanceSizes } from "../../src/cost/facts";
import { printable } from "../failure";
import { counted } from "../format";
import type { VmCost } from "./perVm";
import type { Redundancy } from "./prices";

export interface RegionCost {
  readonly region: string;
  readonly estimate: Estimate;
  readonly cost: Cost;
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
  /** The sentence about regions without a price. Empty: none. */
  readonly withoutPrice: string;
}

/** Why the cost of regions whose vaults have cross-region restore is not known. */
export const crossRegionText = (regions: readonly string[]): string =>
  `The cost is unknown where vaults have cross-region restore: ${regions.join(", ")}. No source gives the meter of its storage. Add --redundancy for the cost without it, or a price per GB with --prices.`;

/** The assumptions of an estimate, a sentence each. */
export function assumptionTexts(
  { churn, used, policy }: EstimateOptions,
  costs: readonly RegionCost[],
  { withoutSize, unsure, redundancies, withoutPrice }: Doubts,
): string[] {
  return [
    `At steady state, when the oldest recovery points expire: ${costs[0]?.estimate.recoveryPointsPerVm} recovery points per VM (policy ${policy}).`,
    `Storage: ${redundancies.join("; ")}.`,
    ...(withoutPrice === "" ? [] : [withoutPrice]),
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
    "Restores, archive tier, discounts and taxes are not included.",
  ];
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
  for (const { region, estimate: regionEstimate, cost } of costs)
    table.push([
      region,
      regionEstimate.vms,
      formatRange(regionEstimate.instances, 1),
      formatRange(regionEstimate.storageGB),
      formatRange(regionEstimate.snapshotGB),
      formatRange(cost.total),
    ]);
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
