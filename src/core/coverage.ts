import { UnknownValue } from "./rule";

/** Something that was not read. */
export interface NotRead {
  /** What it is, e.g. `the disk /subscriptions/…/disks/data`. */
  readonly what: string;
  /** How to read it, as a sentence without its full stop. */
  readonly fix: string;
}

/** What the reader of an inventory read. A rule asks before it claims that something does not exist. */
export interface Coverage {
  /**
   * What was not read of a type's resources. Undefined: the inventory has all of them.
   *
   * @param subscriptionId The subscription in which the resource would be. Omitted: any.
   */
  gapIn(type: string, subscriptionId?: string): NotRead | undefined;
  /** The time of the reading, as ISO 8601. Undefined: it is not known. */
  readonly asOf?: string;
}

/** The coverage of a program, a stack or a template: its resources are all that it is about. */
export const completeCoverage: Coverage = { gapIn: () => undefined };

/** Thrown on reading something that was not read. To rules it is an unknown value like any other. */
export class NotReadValue extends UnknownValue {
  /**
   * The error of one gap.
   *
   * @param gap What was not read.
   */
  constructor(readonly gap: NotRead) {
    super(gap.what);
    this.message = `${gap.what} was not read`;
  }
}

/** Asks for all resources of a type. @throws NotReadValue if the inventory may lack some. */
export function requireAll(
  { coverage }: { readonly coverage: Coverage },
  type: string,
  subscriptionId?: string,
): void {
  const gap = coverage.gapIn(type, subscriptionId);
  if (gap !== undefined) throw new NotReadValue(gap);
}

/** What an unknown value's error says was not read. Any other unknown value is one that preview or a secret hides. */
export function gapOf(error: unknown): NotRead {
  if (error instanceof NotReadValue) return error.gap;
  const path = error instanceof UnknownValue ? error.path : "a value";
  return {
    what: `the value of ${path}, which is secret or not known before the deployment`,
    fix: "Read Azure instead of the program",
  };
}
