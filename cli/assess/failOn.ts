import type { ControlResult } from "../../src/assess/controls";
import { invalidOption } from "../failure";
import type { Report } from "./report";

/** What makes the exit code 1. Several may be given. */
export const failReasons = ["mandatory", "advisory", "unprotected", "failing", "unknown", "never"] as const;
/** The same with --framework, about controls. */
export const controlReasons = ["not-met", "not-answered"] as const;
export type FailReason = (typeof failReasons)[number] | (typeof controlReasons)[number];

/**
 * Whether a report has something that the user asked to fail on.
 *
 * @param controls With --framework. Empty: without it.
 * @param minCoverage The share of VMs that must be protected, in percent. Undefined: none.
 */
export const fails = (
  report: Report,
  controls: readonly ControlResult[],
  reasons: readonly FailReason[],
  minCoverage: number | undefined,
): boolean =>
  (minCoverage !== undefined && coverageOf(report.totals) < minCoverage) ||
  reasons.some((reason) => countOf(report, controls, reason) > 0);

/** How much there is of a reason to fail. */
function countOf(
  { totals, isEmpty }: Report,
  controls: readonly ControlResult[],
  reason: FailReason,
): number {
  const { mandatory, advisory, ready, blocked, stopped, failing, unknown } = totals;
  if (reason === "never") return 0;
  // Of what has no VM that was read, nothing is known to be right.
  if (isEmpty) return 1;
  return {
    ...{ mandatory, advisory: mandatory + advisory, failing, unknown },
    unprotected: ready + blocked + stopped,
    "not-met": controls.filter(({ state }) => state === "notMet").length,
    "not-answered": controls.filter(({ state }) => state === "notAnswered").length,
  }[reason];
}

/** The protected share of the VMs that need a backup, in percent. None: 0, because an estate that was not read is not covered. */
function coverageOf({ vms, exempt, protected: count }: Report["totals"]): number {
  return vms === exempt ? 0 : (100 * count) / (vms - exempt);
}

/** @throws Failure if it is no percentage. */
export function percentOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const percent = Number(text);
  if (text.trim() === "" || !(percent >= 0 && percent <= 100))
    throw invalidOption("--min-coverage", text, "a number from 0 to 100");
  return percent;
}
