/** The newest healthy recovery point of a protected VM. */
export type NewestPoint = FoundPoint | NoPoint;

/** `healthy`: it is not soft-deleted, it has not expired, and Azure reports no threat in it. */
interface FoundPoint {
  readonly state: "found";
  readonly name: string;
  /** As ISO 8601. */
  readonly time: string;
  /** Where it is and can be restored from. Empty: Azure does not say it. */
  readonly tiers: readonly PointTier[];
  /** Azure's threat status. Null: it is not known. */
  readonly threatStatus: string | null;
  readonly immutability: PointImmutability;
}

interface NoPoint {
  /** `none`: it has no healthy point. `unknown`: its points were not read, or the newest is not known. */
  readonly state: "none" | "unknown";
  readonly why: string;
}

export type PointTier = "snapshot" | "vault" | "archive";

/** Until when Azure refuses to delete a recovery point. */
export type PointImmutability =
  | { readonly state: "immutable"; readonly until: string }
  | { readonly state: "notImmutable" }
  | { readonly state: "unknown"; readonly why: string };
