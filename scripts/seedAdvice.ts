/** A piece of advice of Microsoft's page "Prepare to back up Azure VMs" of 2018-12-17, and what this library made of it. */
export interface Advice {
  /** The advice, in our words. */
  readonly text: string;
  /** Where a user reads about it: pages, from docs/, or examples. */
  readonly docs?: readonly string[];
  /** Files with the code, from the repository's root. */
  readonly code?: readonly string[];
  /** Tests of the code: a file below test/ without its ending, and the beginning of the test's title. */
  readonly tests?: readonly (readonly [file: string, title: string])[];
  /** What has changed since 2018, or why there is no code or no test. */
  readonly note?: string;
}

/** A heading of the page. */
export interface SeedSection {
  readonly title: string;
  /** The page's anchor of the heading. */
  readonly anchor: string;
  /** The heading in French, the language of the copy that we have. */
  readonly french: string;
  readonly advice: readonly Advice[];
}
