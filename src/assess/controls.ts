import type { ComplianceFramework, Control } from "../compliance/framework";
import { failedDrillPath } from "../protection/drills";
import type { Answer, AssessedVm, SubscriptionAssessment } from "./assessment";
import type { Judge } from "./judging";

/** The states of a control. Not answered: something that decides it was not read, or nothing could be judged. */
export const controlStates = ["notMet", "notAnswered", "met"] as const;
export type ControlState = (typeof controlStates)[number];

/** The states of a VM under a control, the one that prevails first. */
export const vmStates = ["notMet", "notAnswered", "exempt", "met"] as const;
export type VmState = (typeof vmStates)[number];

/** What each requirement of a control says of a VM. */
export interface ControlPart {
  readonly requirement: string;
  readonly answer: Answer;
}

/** A VM under a control. */
export interface ControlledVm<S> {
  readonly vm: AssessedVm;
  readonly subscription: S;
  readonly state: VmState;
  readonly parts: readonly ControlPart[];
}

/** A control with its VMs. */
export interface ControlResult<S = SubscriptionAssessment> {
  readonly control: Control;
  readonly state: ControlState;
  /** Why the control is not answered, apart from its VMs. */
  readonly gaps: readonly string[];
  readonly vms: readonly ControlledVm<S>[];
}

/** What was assessed. */
export interface Assessed<S> {
  readonly subscriptions: readonly S[];
  /** Why there may be VMs that were not read, a sentence each. */
  readonly gaps: readonly string[];
}

/**
 * The controls of a framework. A VM that was not read, or of which a requirement was not answered, can never make a control met.
 *
 * @param settingsOf The settings of the requirements.
 */
export function controlResults<S extends SubscriptionAssessment>(
  framework: ComplianceFramework,
  { subscriptions, gaps }: Assessed<S>,
  settingsOf: Judge["settingsOf"],
): ControlResult<S>[] {
  const notRead = [
    ...gaps,
    ...subscriptions.flatMap(({ vmsNotRead }) =>
      vmsNotRead ? [`Not read: ${vmsNotRead.what}. ${vmsNotRead.fix}.`] : [],
    ),
  ];
  return framework.controls.map((control) => {
    const weaker = weakerSettings(control, settingsOf);
    const vms = subscriptions.flatMap((subscription) =>
      subscription.vms.map((vm): ControlledVm<S> => {
        const parts = control.requirements.map((requirement) => ({
          requirement,
          answer: weaker.get(requirement) ?? answerFor(control, vm.answers?.[requirement]),
        }));
        const states = parts.map(({ answer: { state } }) => state);
        const state = vmStates.find((one) => states.includes(one)) ?? "notAnswered";
        return { vm, subscription, state, parts };
      }),
    );
    const hasMet = vms.some(({ state }) => state === "met");
    const controlGaps = [...new Set(notRead), ...(hasMet || vms.some(isOpen) ? [] : [noneJudged])];
    return { control, state: stateOf(vms, controlGaps), gaps: controlGaps, vms };
  });
}

const noneJudged = "No VM was read that the control asks about.";

const isOpen = ({ state }: { readonly state: VmState }): boolean =>
  state === "notMet" || state === "notAnswered";

function stateOf(vms: readonly { readonly state: VmState }[], gaps: readonly string[]): ControlState {
  if (vms.some(({ state }) => state === "notMet")) return "notMet";
  return gaps.length > 0 || vms.some(isOpen) ? "notAnswered" : "met";
}

const notJudged: Answer = {
  state: "notAnswered",
  why: "the requirement was not judged",
  fix: "Assess again",
};

/** A control that asks for a sample is not missed by a VM outside of the sample. Whether the sample is large enough, no data shows. */
const answerFor = ({ isOfSample }: Control, answer: Answer = notJudged): Answer =>
  isOfSample && answer.state === "notMet" && answer.path !== failedDrillPath
    ? {
        state: "notAnswered",
        why: `${answer.why}. The control asks for a sample`,
        fix: "Drill this VM, or exempt it if your sample is large enough without it",
      }
    : answer;

/** The requirements whose settings are weaker than the control demands, with the answer. */
function weakerSettings(
  { weakestSettings = {} }: Control,
  settingsOf: Judge["settingsOf"],
): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const [requirement, limits] of Object.entries(weakestSettings))
    for (const [name, limit] of Object.entries(limits)) {
      const value = settingsOf(requirement)?.[name];
      if (value === undefined || isAsStrict(value, limit)) continue;
      answers.set(requirement, {
        state: "notAnswered",
        why: `${requirement}.${name} is ${JSON.stringify(value)}, and the control needs ${JSON.stringify(limit)}`,
        fix: `Set ${name} of ${requirement} to what the control needs`,
      });
    }
  return answers;
}

const isAsStrict = (value: unknown, limit: number | readonly string[]): boolean =>
  typeof limit === "number"
    ? typeof value === "number" && value <= limit
    : Array.isArray(value) && value.every((element) => limit.includes(element));
