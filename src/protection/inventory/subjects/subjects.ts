import type { InventoryResource, Subject } from "../../../core/inventory";

/** The subjects of a rule. */
export interface Subjects<T> {
  readonly subjects: readonly Subject<T>[];
  /** The error of an unknown value because of which subjects may be missing. */
  readonly unknown?: unknown;
}

/** The region of a resource. */
export const locationOf = ({
  inputs,
  outputs,
}: InventoryResource<{ readonly location?: string }>): string | undefined =>
  inputs?.location ?? outputs?.location;

/** The resource that reports a finding about several: always the same one, in whatever order the resources of a run are read. */
export const firstUrn = (a: string, b: string): string => (a < b ? a : b);
