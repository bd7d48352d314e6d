/** A page, repository or issue that states facts, with its date: a fact spreads it. */
export interface Sourced {
  /** Page, repository file or issue that states the fact. */
  readonly source: string;
  /** Day the source was read or, where it is dated, its own date (YYYY-MM-DD). */
  readonly asOf: string;
  /** What a reader has to know beside the value: a conflict between sources, an inference. */
  readonly note?: string;
}

/** A whole number's allowed range, both ends included. */
export interface Range extends Sourced {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** Who sets the range, e.g. "this policy". Omitted: Azure. */
  readonly setBy?: string;
  /** The largest number that another source takes, and who that is: between the two nothing is certain. */
  readonly disputed?: { readonly max: number; readonly by: string };
}

/** One allowed number, or a largest allowed number. */
export interface Amount extends Sourced {
  readonly value: number;
  readonly unit: string;
}

/** An allowed form of a text: the pattern decides, `text` says it to people. */
export interface Form extends Sourced {
  readonly pattern: RegExp;
  readonly text: string;
  /** A wider form that another source takes, and who that is. */
  readonly disputed?: { readonly pattern: RegExp; readonly by: string };
}
