/** A page, repository or issue that states facts, with its date: a fact spreads it. */
export interface Sourced {
  /** Page, repository file or issue that states the fact. */
  readonly source: string;
  /** Day the source was read or, where it is dated, its own date (YYYY-MM-DD). */
  readonly asOf: string;
  /** What else a reader must know: a conflict between sources, an inference. */
  readonly note?: string;
}

/** The accepted range of a whole number, both ends included. */
export interface Range extends Sourced {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** Who sets the range, e.g. "this policy". Omitted: Azure. */
  readonly setBy?: string;
  /** The largest number that another source accepts, and which source that is. Between the two, nothing is certain. */
  readonly disputed?: { readonly max: number; readonly by: string };
}

/** One allowed number, or a largest allowed number. */
export interface Amount extends Sourced {
  readonly value: number;
  readonly unit: string;
}

/** An accepted form of a text. The pattern decides; `text` describes it to people. */
export interface Form extends Sourced {
  readonly pattern: RegExp;
  readonly text: string;
  /** A wider form that another source accepts, and which source that is. */
  readonly disputed?: { readonly pattern: RegExp; readonly by: string };
}
