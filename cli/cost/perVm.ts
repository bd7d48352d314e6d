import type { AssessedVm } from "../../src/assess/assessment";
import type { BackupPolicy } from "../../src/backupPolicy/arm";
import {
  type Assumptions,
  type Cost,
  costOf,
  type Estimate,
  estimate,
  type Span,
} from "../../src/cost/estimate";
import { csvLine } from "../csv";
import type { PriceList } from "./priceList";

/** The estimate of one VM. */
export interface VmCost extends Pick<AssessedVm, "id" | "name" | "resourceGroup" | "location" | "diskGB"> {
  readonly currency: string;
  /** Null: the size of a disk is not known. */
  readonly estimate: Estimate | null;
  /** Null: the size of a disk is not known. */
  readonly cost: Cost | null;
}

/** The prices of a region, and what a GB costs on average if some of it is reserved. */
export interface RegionPrices {
  readonly prices: PriceList;
  readonly storagePerGBMonth: Span;
}

export const hasKnownSize = ({ disksWithoutSize = 0, diskGB }: AssessedVm): boolean =>
  disksWithoutSize === 0 && diskGB > 0;

/** @param region Undefined: no VM of the region has known sizes, so no prices were read. */
export function costOfVm(
  vm: AssessedVm,
  policy: BackupPolicy,
  assumptions: Assumptions,
  region: RegionPrices | undefined,
  currency: string,
): VmCost {
  const { id, name, resourceGroup, location, diskGB } = vm;
  const isKnown = hasKnownSize(vm) && region !== undefined;
  const ofVm = isKnown ? estimate([vm], policy, assumptions) : null;
  const cost = isKnown && ofVm !== null ? costOf(ofVm, region.prices, region.storagePerGBMonth) : null;
  return { id, name, resourceGroup, location, diskGB, currency, estimate: ofVm, cost };
}

const columns: readonly (readonly [name: string, value: (vm: VmCost) => unknown])[] = [
  ["resourceGroup", (vm) => vm.resourceGroup],
  ["vm", (vm) => vm.name],
  ["location", (vm) => vm.location],
  ["diskGB", (vm) => vm.diskGB],
  ["currency", (vm) => vm.currency],
  ["instancesLow", (vm) => vm.cost?.instances.low],
  ["instancesHigh", (vm) => vm.cost?.instances.high],
  ["storageLow", (vm) => vm.cost?.storage.low],
  ["storageHigh", (vm) => vm.cost?.storage.high],
  ["archiveLow", (vm) => vm.cost?.archive.low],
  ["archiveHigh", (vm) => vm.cost?.archive.high],
  ["snapshotsLow", (vm) => vm.cost?.snapshots.low],
  ["snapshotsHigh", (vm) => vm.cost?.snapshots.high],
  ["totalLow", (vm) => vm.cost?.total.low],
  ["totalHigh", (vm) => vm.cost?.total.high],
  ["id", (vm) => vm.id],
];

/** CSV with a line for each VM. The costs of a VM with a disk of unknown size are empty. */
export const vmLines = (vms: readonly VmCost[]): string =>
  [columns.map(([name]) => name), ...vms.map((vm) => columns.map(([, value]) => value(vm)))]
    .map(csvLine)
    .join("");
