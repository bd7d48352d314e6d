import type {
  EnforcementLevel,
  PolicyResource,
  ReportViolation,
  ResourceValidationPolicy,
  Severity,
  StackValidationPolicy,
} from "@pulumi/policy";
import { type Finding, say } from "../src/rules/finding";
import { isUnknownValue, judge, type Rule, type Verdict } from "../src/rules/rule";

/** What every policy says of itself. */
interface PolicyText {
  readonly name: string;
  /** The requirement, as a sentence; findings follow it. */
  readonly description: string;
  readonly level: EnforcementLevel;
  readonly severity: Severity;
  /** How to mend it, for the policy console. */
  readonly remediation: string;
  readonly url: string;
}

/** A policy that judges each resource of one type by its inputs, before it is created. */
export interface ResourceRules<T> extends PolicyText {
  /** Type token, e.g. `azure-native:compute:VirtualMachine`. */
  readonly type: string;
  readonly rules: readonly Rule<T>[];
}

/** A finding about one of the stack's resources. */
export interface StackFinding extends Finding {
  readonly urn: string;
}

/** A policy that joins the resources of a stack. In `up` it runs after they are created: it reports. */
export interface StackRules extends PolicyText {
  /** Type token without which there is nothing to judge. */
  readonly type: string;
  readonly judge: (
    resources: readonly PolicyResource[],
  ) => Verdict & { readonly findings: readonly StackFinding[] };
}

/** One typed function: the SDK then skips every resource of another type without reading it. */
export function resourcePolicy<T>(spec: ResourceRules<T>): ResourceValidationPolicy {
  const validate = (args: { type: string; props: unknown }, report: ReportViolation) => {
    if (args.type !== spec.type) return;
    settle(spec.name, report, () => judge(spec.rules, args.props as T));
  };
  return { ...text(spec), validateResource: Object.assign(validate, { __pulumiType: spec.type }) };
}

/** A stack policy; skipped where the stack has no resource of its type. */
export function stackPolicy(spec: StackRules): StackValidationPolicy {
  const validate = (args: { resources: PolicyResource[] }, report: ReportViolation) =>
    settle(spec.name, report, () => spec.judge(args.resources));
  return { ...text(spec), validateStack: Object.assign(validate, { __pulumiType: spec.type }) };
}

/**
 * Reports what is known, then hands an unknown value's error to the SDK, which says that the policy could not
 * finish in preview. Any other error would take every policy's findings with it, so it becomes a finding here.
 */
function settle(name: string, report: ReportViolation, run: () => Verdict): void {
  let verdict: Verdict;
  try {
    verdict = run();
  } catch (error) {
    if (isUnknownValue(error)) throw error;
    report(`${name} failed: ${String(error)}. This is a fault of the policy pack: please report it.`);
    return;
  }
  for (const finding of verdict.findings) report(say(finding), (finding as Partial<StackFinding>).urn);
  if (verdict.unknown !== undefined) throw verdict.unknown;
}

const text = ({ name, description, level, severity, remediation, url }: PolicyText) => ({
  name,
  description,
  enforcementLevel: level,
  severity,
  remediationSteps: remediation,
  url,
  tags: ["azure-backup"],
});
