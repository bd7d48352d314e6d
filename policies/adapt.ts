import { AsyncLocalStorage } from "node:async_hooks";
import type {
  EnforcementLevel,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { pageDates } from "../src/facts/pageDates";
import { type Finding, say } from "../src/rules/finding";
import { isUnknownValue, judge, type Verdict } from "../src/rules/rule";
import type { Exemptable } from "./exemptions";
import { kindOf } from "./kinds";
import { configSchema, valuesOf } from "./knobs";
import type { Ledger } from "./ledger";
import type { PolicyText, ResourceSpec, Spec, StackSpec } from "./policy";
import { indexStack, type StackFinding } from "./stack";

/** What an owner sets of a policy in code; what Pulumi's own configuration says prevails. */
export interface Setting {
  readonly level?: EnforcementLevel;
  readonly values: object;
}

/** What the policies of a pack share while it runs. */
export interface Run {
  readonly ledger: Ledger;
  /** Type token of the resource that is being analysed. */
  readonly token: AsyncLocalStorage<string>;
  /** Types of which the run has seen a resource with azure-native's own token. */
  readonly ownTokens: Set<string>;
  /** A token of a type's resources, where the run has seen none with azure-native's own. */
  readonly otherTokens: Map<string, string>;
  /** Inputs of the resources that stack policies join, by URN. */
  readonly inputs: Map<string, unknown>;
}

export const newRun = (ledger: Ledger): Run => ({
  ledger,
  token: new AsyncLocalStorage(),
  ownTokens: new Set(),
  otherTokens: new Map(),
  inputs: new Map(),
});

/** The policy as the SDK wants it. */
export const policyOf = (spec: Spec, setting: Setting, run: Run) =>
  "rules" in spec ? resourcePolicy(spec, setting, run) : stackPolicy(spec, setting, run);

/**
 * One typed function: the SDK reads its type before anything else, and then skips every resource of another type
 * without reading it. `exemptions`, the pack's first policy, has told the run which token comes, so the type can be
 * any of several tokens: azure-native's own, one with an API version, the classic provider's.
 */
function resourcePolicy(spec: ResourceSpec, setting: Setting, run: Run): ResourceValidationPolicy {
  const types = Object.keys(spec.rules(valuesOf(spec.knobs ?? {}, setting.values)));
  const validate = (args: ResourceValidationArgs, report: ReportViolation) => {
    const { type, classic } = kindOf(args.type);
    if (!types.includes(type)) return;
    const subject = (classic?.view(args.props) ?? args.props) as never;
    const rules = spec.rules(valuesFrom(spec, setting, args))[type] ?? [];
    const found = () => {
      const { findings, unknown } = judge(rules, subject);
      return { findings: classic ? findings.map((f) => inWords(f, classic.words)) : findings, unknown };
    };
    settle(spec, run, found, () => args, report);
  };
  const typed = Object.defineProperty(validate, "__pulumiType", {
    get: () => {
      const token = run.token.getStore();
      return token !== undefined && types.includes(kindOf(token).type) ? token : types[0];
    },
  });
  const { remediate } = spec;
  return {
    ...text(spec, setting),
    validateResource: typed,
    ...(remediate && {
      remediateResource: (args) =>
        mend(spec.name, run, args, types, () => remediate(args.props, valuesFrom(spec, setting, args))),
    }),
  };
}

/** Lets a policy mend a resource of its types that is not exempt; the SDK takes undefined for no change. */
function mend(
  name: string,
  run: Run,
  args: ResourceValidationArgs,
  types: readonly string[],
  remediate: () => boolean,
): Record<string, unknown> | undefined {
  const { type, classic } = kindOf(args.type);
  if (classic !== undefined || !types.includes(type) || run.ledger.cover(name, args) !== undefined)
    return undefined;
  return remediate() ? args.props : undefined;
}

/** A stack policy; skipped where the stack has no resource of its type. */
function stackPolicy(spec: StackSpec, setting: Setting, run: Run): StackValidationPolicy {
  const validate = (args: StackValidationArgs, report: ReportViolation) => {
    const resources = new Map(args.resources.map((resource) => [resource.urn, resource]));
    const found = () =>
      spec.judge(
        indexStack(args.resources, (urn) => run.inputs.get(urn)),
        valuesFrom(spec, setting, args),
      );
    settle(spec, run, found, ({ urn }) => resources.get(urn ?? ""), report);
  };
  const typed = Object.defineProperty(validate, "__pulumiType", {
    get: () => run.otherTokens.get(spec.needs) ?? spec.needs,
  });
  return { ...text(spec, setting), validateStack: typed };
}

/**
 * Reports what is known and not exempt, then hands an unknown value's error to the SDK, which says that the policy
 * could not finish in preview. Any other error would take every policy's findings with it, so it becomes a finding.
 */
function settle(
  policy: PolicyText,
  run: Run,
  found: () => Verdict,
  resourceOf: (finding: Partial<StackFinding>) => Exemptable | undefined,
  report: ReportViolation,
): void {
  try {
    const verdict = found();
    let { unknown } = verdict;
    for (const finding of verdict.findings) {
      try {
        hand(policy, run, finding, resourceOf(finding), report);
      } catch (error) {
        if (!isUnknownValue(error)) throw error;
        unknown ??= error;
      }
    }
    if (unknown !== undefined) throw unknown;
  } catch (error) {
    if (isUnknownValue(error)) {
      run.ledger.noteUnknown(policy.name);
      throw error;
    }
    report(`${policy.name} failed: ${String(error)}. This is a fault of the policy pack: please report it.`);
  }
}

/** Reports a finding, or notes it where an exemption covers it. Each says on which page the limit stands, and since when. */
function hand(
  { name, url }: PolicyText,
  { ledger }: Run,
  found: Finding & Partial<StackFinding>,
  resource: Exemptable | undefined,
  report: ReportViolation,
): void {
  const source = found.source ?? url;
  const asOf = found.asOf ?? pageDates[source];
  const finding = { ...found, source, ...(asOf && { asOf }) };
  const exemption = resource && ledger.cover(name, resource);
  if (exemption !== undefined) ledger.note(exemption, resource as Exemptable, finding);
  else report(`${resource?.name ?? "stack"}: ${say(finding)}`, found.urn);
}

/** A finding in the words of another provider for the same things. */
function inWords(finding: Finding, words: readonly (readonly [arm: string, other: string])[]): Finding {
  const translate = (text: string) => words.reduce((said, [arm, other]) => said.split(arm).join(other), text);
  const { path, allowed, fix } = finding;
  return { ...finding, path: translate(path), allowed: translate(allowed), fix: translate(fix) };
}

/** A policy's settings: Pulumi's configuration over the pack's options over the defaults. */
const valuesFrom = (spec: Spec, { values }: Setting, args: { getConfig(): object }) =>
  valuesOf(spec.knobs ?? {}, { ...values, ...args.getConfig() });

const text = (spec: Spec, { level, values }: Setting) => ({
  name: spec.name,
  displayName: spec.displayName,
  description: spec.description,
  enforcementLevel: level ?? spec.level,
  severity: spec.severity,
  framework: spec.framework,
  tags: ["azure-backup"],
  remediationSteps: spec.remediation,
  url: spec.url,
  ...(spec.knobs && { configSchema: configSchema(spec.knobs, values) }),
});
