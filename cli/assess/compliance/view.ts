import type { ControlResult, ControlState, VmState } from "../../../src/assess/controls";
import { vmStates } from "../../../src/assess/controls";
import type { FrameworkName } from "../../../src/compliance/facts";
import type { ComplianceFramework } from "../../../src/compliance/framework";
import type { NamedAssessment, Report } from "../report";

/** The controls of a framework, for every format. */
export interface ComplianceView {
  readonly name: FrameworkName;
  readonly framework: ComplianceFramework;
  readonly report: Report;
  readonly controls: readonly ControlResult<NamedAssessment>[];
}

export type NamedControl = ComplianceView["controls"][number];
export type NamedVm = NamedControl["vms"][number];

/** Formats a view in chunks. */
export type ComplianceFormat = (view: ComplianceView) => Iterable<string>;

/** The words for states. */
export const stateWords: Readonly<Record<ControlState | VmState, string>> = {
  met: "met",
  notMet: "not met",
  notAnswered: "not answered",
  exempt: "exempt",
};

/** The VMs of a control by state in words, e.g. `3 met, 1 not met`, without states that no VM has. */
export const countsText = ({ vms }: NamedControl): string =>
  [...vmStates]
    .reverse()
    .map((state) => [vms.filter((vm) => vm.state === state).length, stateWords[state]] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(", ") || "no VM";

/** Why a VM has its state under a control. Several requirements may have the same reason, e.g. that the VM has no backup. */
export function reasonsOf({ state, parts }: NamedVm): readonly Reason[] {
  const reasons = new Map<string, Reason>();
  for (const { requirement, answer } of parts)
    if (answer.state === state && "why" in answer && !reasons.has(answer.why))
      reasons.set(answer.why, {
        requirement: answer.by ?? requirement,
        why: answer.why,
        fix: "fix" in answer ? capitalized(answer.fix) : "",
      });
  return [...reasons.values()];
}

export interface Reason {
  readonly requirement: string;
  readonly why: string;
  readonly fix: string;
}

/** VMs that have a state for the same reason. */
export interface SameReason extends Reason {
  readonly state: VmState;
  readonly vms: readonly string[];
}

/** The reasons why VMs of a control are not met, not answered or exempt, each once. */
export function groupedReasons({ vms }: NamedControl): SameReason[] {
  const groups = new Map<string, SameReason & { readonly vms: string[] }>();
  for (const state of vmStates)
    for (const one of vms.filter((vm) => vm.state === state))
      for (const reason of reasonsOf(one)) {
        const key = `${state} ${reason.why}`;
        const group = groups.get(key) ?? { ...reason, state, vms: [] };
        group.vms.push(one.vm.name);
        groups.set(key, group);
      }
  return [...groups.values()];
}

const maxNames = 8;

/** Names, of which the first are listed. */
export const namesText = (names: readonly string[]): string =>
  names.length > maxNames
    ? `${names.slice(0, maxNames).join(", ")} and ${names.length - maxNames} more`
    : names.join(", ");

/** What the view does not claim. */
export const disclaimer =
  "A control is met as far as the data of this assessment shows. It is no certificate.";

/** Texts as sentences, one after the other. */
export const sentences = (...texts: readonly string[]): string =>
  texts
    .filter(Boolean)
    .map((text) => (/[.?!]$/.test(text) ? text : `${text}.`))
    .join(" ");

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
