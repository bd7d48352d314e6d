import type { SubscriptionAssessment, Totals } from "../../src/assess/assessment";

/** All that an assessment says, for every format. */
export interface Report {
  /** When, as ISO 8601. */
  readonly assessedAt: string;
  /** What was looked at: "Azure", or the files. */
  readonly source: string;
  readonly totals: Totals;
  readonly subscriptions: readonly NamedAssessment[];
  /** What could not be seen, in a sentence each. */
  readonly notSeen: readonly string[];
  /** What the exemptions did, in a sentence each. */
  readonly exemptions: readonly string[];
}

export interface NamedAssessment extends SubscriptionAssessment {
  readonly name: string;
}

/** What a format makes of a report, piece by piece: of fifty thousand VMs the whole text would be the largest thing in memory. */
export type Format = (report: Report) => Iterable<string>;
