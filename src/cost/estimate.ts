import { type BackupPolicy, instantRestoreDaysOf, isEnhanced } from "../backupPolicy/arm";
import { recoveryPointTiers } from "../backupPolicy/recoveryPoints";
import { instanceSizes } from "./facts";

/** A range, for a number that cannot be known exactly. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** Assumptions about the data of the VMs. */
export interface Assumptions {
  /** Share of a VM's data that changes in a day, 0 to 1. */
  readonly churnPerDay: Span;
  /** Share of its disks that contains data, 0 to 1. */
  readonly used: Span;
}

/** A VM, as far as the estimate needs it. */
export interface EstimatedVm {
  /** Total size of its disks. */
  readonly diskGB: number;
}

/** Prices in a region, in one currency. */
export interface Prices {
  /** Of a protected instance of up to 500 GB, per month. */
  readonly instancePerMonth: number;
  /** Of a GB in the vault, per month. */
  readonly storagePerGBMonth: number;
  /** Of a GB in the archive tier, per month. Undefined: the cost has no archive. */
  readonly archivePerGBMonth?: number;
  /** Of a GB in a snapshot, per month. Undefined: the cost has no snapshots. */
  readonly snapshotPerGBMonth?: number;
}

/** The backups of VMs at steady state. */
export interface Estimate {
  readonly vms: number;
  /** Billed units of protected instances, in halves. */
  readonly instances: Span;
  readonly recoveryPointsPerVm: number;
  /** In the standard tier of the vault. */
  readonly storageGB: Span;
  /** In its archive tier, where each point is a full copy. */
  readonly archiveGB: Span;
  readonly snapshotGB: Span;
}

/** The cost of an estimate, per month. */
export interface Cost {
  readonly instances: Span;
  readonly storage: Span;
  readonly archive: Span;
  readonly snapshots: Span;
  readonly total: Span;
}

/** Billed units of a VM with an amount of data in GB. */
export const instanceUnits = (gb: number): number =>
  gb <= instanceSizes.smallGB ? instanceSizes.smallUnits : Math.max(1, Math.ceil(gb / instanceSizes.unitGB));

/**
 * Size of a VM's recovery points in the standard tier, as a share of its data: the oldest point in full, and for each newer point the data
 * that changed since the previous one. The model assumes that changes hit blocks at random, so some blocks change more than once.
 */
export function storedShare(policy: BackupPolicy, churnPerDay: number): number {
  const ages = recoveryPointTiers(policy).standard;
  if (ages.length === 0) return 0;
  const gaps = ages.slice(1).map((age, i) => age - (ages[i] as number));
  return gaps.reduce((sum, days) => sum + 1 - (1 - churnPerDay) ** days, 1);
}

/**
 * Size of a VM's snapshots for instant restore, as a share of its data: what changes in their days and, with an Enhanced policy, the first
 * snapshot in full. The first one of a Standard policy is free ({@link snapshotBilling}).
 */
export const snapshotShare = (policy: BackupPolicy, churnPerDay: number): number =>
  (isEnhanced(policy) ? 1 : 0) + churnPerDay * instantRestoreDaysOf(policy);

/** A function, which must be increasing, at both ends of a range. */
const mapSpan = (span: Span, of: (value: number) => number): Span => ({
  low: of(span.low),
  high: of(span.high),
});
const sum = (spans: readonly Span[]): Span => ({
  low: spans.reduce((total, { low }) => total + low, 0),
  high: spans.reduce((total, { high }) => total + high, 0),
});
const times = (a: Span, b: Span): Span => ({ low: a.low * b.low, high: a.high * b.high });

/** Estimates the backups of VMs at steady state, when points expire as fast as new ones are created. */
export function estimate(
  vms: readonly EstimatedVm[],
  policy: BackupPolicy,
  { churnPerDay, used }: Assumptions,
): Estimate {
  const dataGB = vms.map(({ diskGB }) => mapSpan(used, (share) => diskGB * share));
  const totalGB = sum(dataGB);
  const { standard, archive } = recoveryPointTiers(policy);
  const snapshots = mapSpan(churnPerDay, (churn) => snapshotShare(policy, churn));
  return {
    vms: vms.length,
    instances: sum(dataGB.map((gb) => mapSpan(gb, instanceUnits))),
    recoveryPointsPerVm: standard.length + archive.length,
    storageGB: times(
      totalGB,
      mapSpan(churnPerDay, (churn) => storedShare(policy, churn)),
    ),
    archiveGB: mapSpan(totalGB, (gb) => gb * archive.length),
    snapshotGB: times(totalGB, snapshots),
  };
}

/**
 * The cost of an estimate, per month.
 *
 * @param storagePerGBMonth Price of a GB at both ends of the range. Omitted: the price of storage that is not reserved.
 */
export function costOf(
  { instances, storageGB, archiveGB, snapshotGB }: Estimate,
  prices: Prices,
  storagePerGBMonth: Span = { low: prices.storagePerGBMonth, high: prices.storagePerGBMonth },
): Cost {
  const parts = {
    instances: mapSpan(instances, (units) => units * prices.instancePerMonth),
    storage: times(storageGB, storagePerGBMonth),
    archive: mapSpan(archiveGB, (gb) => gb * (prices.archivePerGBMonth ?? 0)),
    snapshots: mapSpan(snapshotGB, (gb) => gb * (prices.snapshotPerGBMonth ?? 0)),
  };
  return { ...parts, total: sum(Object.values(parts)) };
}
