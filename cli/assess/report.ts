import type { SubscriptionAssessment, Totals } from "../../src/assess/assessment";
import type { DeletedVaults } from "../deletedVaults";

/** The result of an assessment, for every format. */
export interface Report {
  /** When it was made, as ISO 8601. */
  readonly assessedAt: string;
  /** What was read: "Azure", or the names of the files. */
  readonly source: string;
  /** The headline of a report on a part of the estate. Undefined: nothing is known to be missing. */
  readonly missing?: string;
  readonly totals: Totals;
  readonly subscriptions: readonly NamedAssessment[];
  /** The deleted vaults that can still be brought back. Absent: they were not looked for, e.g. because files were read. */
  readonly deletedVaults?: DeletedVaults;
  /** Whether there is no VM at all, or none in a subscription that was asked for: then the exit code is 1. `notSeen` says which. */
  readonly isEmpty: boolean;
  /** What the assessment does not cover, a sentence each. */
  readonly notSeen: readonly string[];
  /** What the exemptions did, a sentence each. */
  readonly exemptions: readonly string[];
}

export interface NamedAssessment extends SubscriptionAssessment {
  readonly name: string;
}

/** Formats a report in chunks: for 50,000 VMs, the whole text would be the largest thing in memory. */
export type Format = (report: Report) => Iterable<string>;
