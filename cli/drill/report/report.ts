import type { Evidence } from "../../../src/drill/evidence";

/** What a report shows. */
export interface DrillReport {
  /** The newest first. */
  readonly drills: readonly Evidence[];
  readonly head: string;
  /** Differences between the documents and the manifest. */
  readonly problems: readonly string[];
}
