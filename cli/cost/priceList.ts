import type { Prices } from "../../src/cost/estimate";
import type { meters, reservedCapacity } from "../../src/cost/facts";
import type { Block } from "../../src/cost/reserved";

/** Prices in a region, with their currency. */
export interface PriceList extends Prices {
  readonly currency: string;
  /** Blocks of reserved capacity for the term that was asked for. Empty: none was asked for, or none has a price. */
  readonly blocks: readonly Block[];
}

/** Which prices an estimate needs. */
export interface Wanted {
  readonly region: string;
  readonly redundancy: Redundancy;
  /** Whether points are in the archive tier. */
  readonly archive: boolean;
  /** Term of reserved capacity. Undefined: none is reserved. */
  readonly term: Term | undefined;
}

export type Redundancy = keyof typeof meters.copies;
export type Term = keyof typeof reservedCapacity.terms;

export const isPrice = (value: unknown): value is number => typeof value === "number" && value >= 0;
