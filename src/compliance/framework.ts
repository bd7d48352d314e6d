import type { Sourced } from "../core/fact";

/** A control of a framework, with the requirements that answer it. */
export interface Control {
  /** As the framework writes it, e.g. BR-2. */
  readonly id: string;
  /** The framework's own title or, where it has none, what the control demands in a few words. */
  readonly title: string;
  /** Names of the requirements that must all be met. */
  readonly requirements: readonly string[];
  /** What the control also demands, and the data cannot show. */
  readonly notShown: string;
  /** The control asks for a sample of the VMs, of a size that the organisation chooses. Omitted: for all of them. */
  readonly isOfSample?: true;
  /**
   * The weakest settings of a requirement with which it answers the control: the largest number, or the elements that a list may have.
   * Omitted: the control sets none.
   */
  readonly weakestSettings?: Readonly<Record<string, Readonly<Record<string, number | readonly string[]>>>>;
}

/** A control of backups that no requirement answers. */
export interface UnansweredControl {
  readonly id: string;
  readonly title: string;
  readonly why: string;
}

/** A framework: a law, a standard or a benchmark. */
export interface ComplianceFramework extends Sourced {
  readonly name: string;
  readonly version: string;
  readonly controls: readonly Control[];
  readonly unanswered: readonly UnansweredControl[];
}
