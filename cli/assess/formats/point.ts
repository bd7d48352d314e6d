import type { AssessedVm } from "../../../src/assess/assessment";
import type { NewestPoint, PointImmutability } from "../../../src/protection/points";

/** The newest recovery point of a VM in words, by column. Empty: it was not asked for. */
export interface PointTexts {
  readonly time: string;
  readonly tier: string;
  readonly threatStatus: string;
  readonly immutableUntil: string;
}

const empty: PointTexts = { time: "", tier: "", threatStatus: "", immutableUntil: "" };

export function pointTexts({ newestPoint: point }: AssessedVm): PointTexts {
  if (point === undefined) return empty;
  if (point.state !== "found") return { ...empty, time: `${point.state}: ${point.why}` };
  return {
    time: point.time,
    tier: point.tiers.join(", ") || "unknown",
    threatStatus: point.threatStatus ?? "unknown",
    immutableUntil: immutableText(point.immutability),
  };
}

function immutableText(immutability: PointImmutability): string {
  if (immutability.state === "immutable") return immutability.until;
  return immutability.state === "notImmutable" ? "not immutable" : `unknown: ${immutability.why}`;
}

/** Whether the report has recovery points. */
export const hasPoints = (vms: readonly AssessedVm[]): boolean =>
  vms.some(({ newestPoint }) => newestPoint !== undefined);

/** VMs with a point, those without a healthy one first, then the oldest. */
export const vmsByPoint = (vms: readonly AssessedVm[]): AssessedVm[] =>
  vms.filter(({ newestPoint }) => newestPoint !== undefined).sort((a, b) => order(a) - order(b));

const order = ({ newestPoint: point }: AssessedVm): number => {
  const rank: Readonly<Record<NewestPoint["state"], number>> = { none: -2, unknown: -1, found: 0 };
  if (point === undefined || point.state !== "found") return rank[point?.state ?? "none"];
  return Date.parse(point.time);
};
