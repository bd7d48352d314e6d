import { sameText } from "../core/values";
import type { NewestPoint, PointImmutability } from "../protection/points";
import { restoreTiers, tierNames, unknownThreats } from "./facts";
import {
  type AzurePoint,
  type RecoveryPoint,
  recoveryPointOf,
  timeInUtc,
  whyNotHealthy,
} from "./recoveryPoint";

/** The newest healthy point among all recovery points of an item. What Azure does not say of it is unknown. */
export function newestPoint(points: readonly AzurePoint[], nowMs: number): NewestPoint {
  if (points.length === 0) return { state: "none", why: "it has no recovery point" };
  const judged = points.map((azure) => ({ azure, point: recoveryPointOf(azure) }));
  const healthy = judged.filter(({ point }) => whyNotHealthy(point, nowMs) === undefined);
  if (healthy.some(({ point }) => Number.isNaN(Date.parse(point.time))))
    return { state: "unknown", why: "Azure does not say the time of a recovery point" };
  const [newest] = healthy.sort((a, b) => Date.parse(b.point.time) - Date.parse(a.point.time));
  if (newest === undefined) {
    const reasons = new Set(judged.map(({ point }) => whyNotHealthy(point, nowMs)));
    return {
      state: "none",
      why: `none of its ${points.length} recovery points is healthy: ${[...reasons].join("; ")}`,
    };
  }
  const { azure, point } = newest;
  return {
    state: "found",
    ...{ name: point.name, time: point.time },
    tiers: tierNames.filter((name) => isIn(point, name)),
    threatStatus: unknownThreats.some((one) => sameText(one, point.threatStatus ?? ""))
      ? null
      : (point.threatStatus ?? null),
    immutability: immutabilityOf(azure),
  };
}

const isIn = ({ tiers }: RecoveryPoint, name: (typeof tierNames)[number]): boolean =>
  tiers.some(
    ({ type, status }) =>
      sameText(type, restoreTiers[name]) && restoreTiers.restorable.some((one) => sameText(one, status)),
  );

interface ImmutableProperties {
  readonly isImmutable?: boolean | null;
  readonly expiryTime?: string | null;
}

/** Azure's own word on the point: that its vault is immutable says nothing of a point without an expiry. */
function immutabilityOf({ properties = {} }: AzurePoint): PointImmutability {
  const { immutabilityProperties } = (properties.recoveryPointProperties ?? {}) as {
    readonly immutabilityProperties?: ImmutableProperties | null;
  };
  const { isImmutable, expiryTime } = immutabilityProperties ?? {};
  if (isImmutable === false) return { state: "notImmutable" };
  if (isImmutable !== true) return { state: "unknown", why: "Azure does not say whether it is immutable" };
  return expiryTime
    ? { state: "immutable", until: timeInUtc(expiryTime) }
    : { state: "unknown", why: "it is immutable, and Azure does not say until when" };
}
