import { AsyncLocalStorage } from "node:async_hooks";
import type {
  EnforcementLevel,
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { indexStack } from "../src/core/inventory";
import type { Ledger } from "../src/core/ledger";
import type { ResourceSpec, Spec, StackSpec } from "../src/core/requirement";
import { judge } from "../src/core/rule";
import { configSchema, valuesOf } from "../src/core/settings";
import { inWords, settle } from "./report";
import { kindOf } from "./tokens";

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
    const rules = spec.rules(valuesFrom(spec, setting, args))[type];
    if (rules === undefined) return;
    const found = () => {
      const { findings, unknown } = judge(rules, (classic?.view(args.props) ?? args.props) as never);
      return { findings: classic ? findings.map((f) => inWords(f, classic.words)) : findings, unknown };
    };
    settle(spec, run.ledger, found, () => args, report);
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
      remediateResource: (args) => {
        const { type, classic } = kindOf(args.type);
        if (classic !== undefined || !types.includes(type)) return undefined;
        if (run.ledger.cover(spec.name, args) !== undefined) return undefined;
        // The SDK takes undefined for no change.
        return remediate(args.props, valuesFrom(spec, setting, args)) ? args.props : undefined;
      },
    }),
  };
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
    settle(spec, run.ledger, found, ({ urn }) => resources.get(urn as string) as PolicyResource, report);
  };
  const typed = Object.defineProperty(validate, "__pulumiType", {
    get: () => run.otherTokens.get(spec.needs) ?? spec.needs,
  });
  return { ...text(spec, setting), validateStack: typed };
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
