import { sameText } from "../core/values";
import { restoreTiers, unhealthyThreats } from "./facts";

/** A recovery point, as far as a drill needs it. */
export interface RecoveryPoint {
  readonly name: string;
  /** As ISO 8601. */
  readonly time: string;
  /** E.g. AppConsistent. Empty: Azure does not say it. */
  readonly consistency: string;
  readonly tiers: readonly { readonly type: string; readonly status: string }[];
  /** As ISO 8601. Undefined: Azure does not say it. */
  readonly expiryTime?: string;
  /** Undefined: this version of Azure's API does not say it. */
  readonly threatStatus?: string;
  readonly osType?: string;
  readonly vmSize?: string;
  readonly isEncrypted: boolean;
  readonly isSoftDeleted: boolean;
}

export const tierChoices = ["any", "snapshot", "vault"] as const;
export type TierChoice = (typeof tierChoices)[number];

/** Which recovery point a drill restores. */
export interface PointChoice {
  readonly pick: "latest" | "random";
  /** Oldest age. Undefined: any. */
  readonly withinMs?: number;
  readonly tier: TierChoice;
  /** It is restored from the secondary region, to which only the copy in the vault is replicated. */
  readonly isSecondary?: boolean;
  readonly nowMs: number;
  /** From 0 to 1, for `random`. */
  readonly random: number;
}

/** A recovery point in Azure's form. */
export interface AzurePoint {
  readonly name?: string;
  readonly properties?: Readonly<Record<string, unknown>> & {
    readonly recoveryPointTierDetails?:
      | readonly { readonly type?: string; readonly status?: string }[]
      | null;
    readonly recoveryPointProperties?: {
      readonly expiryTime?: string | null;
      readonly isSoftDeleted?: boolean | null;
    } | null;
  };
}

/** A time of Azure without a time zone is in UTC. */
export const timeInUtc = (time: string): string => (/(Z|[+-]\d\d:\d\d)$/.test(time) ? time : `${time}Z`);

/** Reads a recovery point in Azure's form. Its expiry has no time zone, and is in UTC. */
export function recoveryPointOf({ name = "", properties = {} }: AzurePoint): RecoveryPoint {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const { recoveryPointTierDetails: tiers, recoveryPointProperties: more } = properties;
  const expiry = text(more?.expiryTime);
  const optional = {
    expiryTime: expiry && timeInUtc(expiry),
    threatStatus: text(properties.threatStatus),
    osType: text(properties.osType),
    vmSize: text(properties.virtualMachineSize),
  };
  return {
    ...{ name, time: text(properties.recoveryPointTime) ?? "" },
    consistency: text(properties.recoveryPointType) ?? "",
    tiers: (tiers ?? []).map(({ type = "", status = "" }) => ({ type, status })),
    isEncrypted: properties.isSourceVMEncrypted === true,
    isSoftDeleted: more?.isSoftDeleted === true,
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as object),
  };
}

/** The chosen point, or why there is none. */
export type ChosenPoint = { readonly point: RecoveryPoint } | { readonly none: string };

/** Chooses the newest suitable point, or any of them. */
export function choosePoint(points: readonly RecoveryPoint[], choice: PointChoice): ChosenPoint {
  const judged = points.map((point) => ({ point, reason: unsuitable(point, choice) }));
  const suitable = judged
    .filter(({ reason }) => reason === undefined)
    .map(({ point }) => point)
    .sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
  const index = choice.pick === "latest" ? 0 : Math.floor(choice.random * suitable.length);
  const point = suitable[Math.min(index, suitable.length - 1)];
  if (point !== undefined) return { point };
  if (points.length === 0) return { none: "it has no recovery point" };
  const reasons = [...new Set(judged.map(({ reason }) => reason))].join("; ");
  return { none: `none of its ${points.length} recovery points is suitable: ${reasons}` };
}

/** Why a recovery point is not healthy. Undefined: it is, as far as Azure says. */
export function whyNotHealthy(point: RecoveryPoint, nowMs: number): string | undefined {
  if (point.isSoftDeleted) return "it is soft-deleted";
  if (point.expiryTime !== undefined && Date.parse(point.expiryTime) <= nowMs) return "it has expired";
  if (unhealthyThreats.includes((point.threatStatus ?? "").toLowerCase()))
    return `its threat status is ${point.threatStatus}`;
  return undefined;
}

/** Why a drill cannot restore a point. Undefined: it can. */
function unsuitable(
  point: RecoveryPoint,
  { tier, withinMs, nowMs, isSecondary }: PointChoice,
): string | undefined {
  const ageMs = nowMs - Date.parse(point.time);
  if (Number.isNaN(ageMs)) return "Azure does not say its time";
  const why = whyNotHealthy(point, nowMs);
  if (why !== undefined) return why;
  if (withinMs !== undefined && ageMs > withinMs) return "it is older than --within";
  return isSecondary === true ? missingInSecondary(point) : missingTier(point, tier);
}

const has = (point: RecoveryPoint, type: string): boolean =>
  point.tiers.some(
    (tier) =>
      sameText(tier.type, type) && restoreTiers.restorable.some((status) => sameText(status, tier.status)),
  );

/** Without details nothing is known to be missing: azure-cli's list of the secondary region has points without them. */
const missingInSecondary = (point: RecoveryPoint): string | undefined =>
  point.tiers.length === 0 || has(point, restoreTiers.vault) ? undefined : "it has no copy in the vault";

function missingTier(point: RecoveryPoint, choice: TierChoice): string | undefined {
  const [snapshot, vault] = [has(point, restoreTiers.snapshot), has(point, restoreTiers.vault)];
  if (choice === "snapshot") return snapshot ? undefined : "it has no snapshot";
  if (choice === "vault") {
    if (!vault) return "it has no copy in the vault";
    return snapshot ? "it still has a snapshot, from which Azure would restore" : undefined;
  }
  // Without details nothing is known to be missing.
  if (point.tiers.length === 0 || snapshot || vault) return undefined;
  return "neither its snapshot nor its copy in the vault can be restored (an archived point must be rehydrated first)";
}
