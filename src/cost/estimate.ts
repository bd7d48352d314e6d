import type { BackupPolicy } from "../backupPolicy/arm";
import { recoveryPointAges } from "../backupPolicy/recoveryPoints";
import { instanceSizes } from "./facts";

/** From a least to a greatest number: what nobody knows exactly is never told as one. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** What an estimate takes for granted. */
export interface Assumptions {
  /** Share of a VM's data that changes in a day, 0 to 1. */
  readonly churnPerDay: Span;
  /** Share of its disks that holds data, 0 to 1. */
  readonly used: Span;
}

/** What a VM is reckoned from. */
export interface EstimatedVm {
  /** Size of its disks. */
  readonly diskGB: number;
}

/** Prices of a region, in one currency. */
export interface Prices {
  /** Of a protected instance of up to 500 GB, a month. */
  readonly instancePerMonth: number;
  /** Of data in the vault. */
  readonly storagePerGBMonth: number;
  /** Of a snapshot beside the VM. Undefined: snapshots are left out. */
  readonly snapshotPerGBMonth?: number;
}

/** Backups of some VMs at steady state. */
export interface Estimate {
  readonly vms: number;
  /** Units of protected instances, half ones among them. */
  readonly instances: Span;
  readonly recoveryPointsPerVm: number;
  readonly storageGB: Span;
  readonly snapshotGB: Span;
}

/** Cost of an estimate, a month. */
export interface Cost {
  readonly instances: Span;
  readonly storage: Span;
  readonly snapshots: Span;
  readonly total: Span;
}

/** Units as which a VM with so much data is billed. */
export const instanceUnits = (gb: number): number =>
  gb <= instanceSizes.smallGB ? instanceSizes.smallUnits : Math.max(1, Math.ceil(gb / instanceSizes.unitGB));

/**
 * Share of a VM's data that its recovery points take up in the vault: the oldest one whole, and of each newer one what changed since
 * the one before. Changes hit blocks at random, so of two days' changes some fall on the same blocks.
 */
export function storedShare(policy: BackupPolicy, churnPerDay: number): number {
  const ages = recoveryPointAges(policy);
  if (ages.length === 0) return 0;
  const gaps = ages.slice(1).map((age, i) => age - (ages[i] as number));
  return gaps.reduce((sum, days) => sum + 1 - (1 - churnPerDay) ** days, 1);
}

const across = (span: Span, of: (value: number) => number): Span => ({
  low: of(span.low),
  high: of(span.high),
});
const sum = (spans: readonly Span[]): Span => ({
  low: spans.reduce((total, { low }) => total + low, 0),
  high: spans.reduce((total, { high }) => total + high, 0),
});
const times = (a: Span, b: Span): Span => ({ low: a.low * b.low, high: a.high * b.high });

/** What the backups of VMs take up once the oldest points expire as fast as new ones come. */
export function estimate(
  vms: readonly EstimatedVm[],
  policy: BackupPolicy,
  { churnPerDay, used }: Assumptions,
): Estimate {
  const data = vms.map(({ diskGB }) => across(used, (share) => diskGB * share));
  const all = sum(data);
  const snapshots = across(churnPerDay, (churn) => churn * (policy.instantRestoreDays ?? 0));
  return {
    vms: vms.length,
    instances: sum(data.map((gb) => across(gb, instanceUnits))),
    recoveryPointsPerVm: recoveryPointAges(policy).length,
    storageGB: times(
      all,
      across(churnPerDay, (churn) => storedShare(policy, churn)),
    ),
    snapshotGB: times(all, snapshots),
  };
}

/** What that costs, a month. */
export function costOf({ instances, storageGB, snapshotGB }: Estimate, prices: Prices): Cost {
  const parts = {
    instances: across(instances, (units) => units * prices.instancePerMonth),
    storage: across(storageGB, (gb) => gb * prices.storagePerGBMonth),
    snapshots: across(snapshotGB, (gb) => gb * (prices.snapshotPerGBMonth ?? 0)),
  };
  return { ...parts, total: sum(Object.values(parts)) };
}
