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
import type { Ledger } from "../src/core/ledger";
import type { InventoryRequirement, Requirement, ResourceRequirement } from "../src/core/requirement";
import { judge } from "../src/core/rule";
import { valuesOf } from "../src/core/settings";
import { configSchema } from "./config";
import { settle } from "./report";
import { stackInventory } from "./stackInventory";
import { kindOf, nativeTokenOf } from "./tokens";

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
export const policyOf = (requirement: Requirement, setting: Setting, run: Run) =>
  "rules" in requirement ? resourcePolicy(requirement, setting, run) : stackPolicy(requirement, setting, run);

/**
 * One typed function: the SDK reads its type before anything else, and then skips every resource of another type
 * without reading it. `exemptions`, the pack's first policy, has told the run which token comes, so the type can be
 * any of several tokens: azure-native's own, one with an API version, the classic provider's.
 */
function resourcePolicy(
  requirement: ResourceRequirement,
  setting: Setting,
  run: Run,
): ResourceValidationPolicy {
  const types = Object.keys(requirement.rules(valuesOf(requirement.settings ?? {}, setting.values)));
  const validate = (args: ResourceValidationArgs, report: ReportViolation) => {
    const { type, classic } = kindOf(args.type);
    const rules = requirement.rules(valuesFrom(requirement, setting, args))[type];
    if (rules === undefined) return;
    const found = () => judge(rules, (classic?.view(args.props) ?? args.props) as never, classic?.words);
    settle(requirement, run.ledger, found, () => args, report);
  };
  const typed = Object.defineProperty(validate, "__pulumiType", {
    get: () => {
      const token = run.token.getStore();
      return token !== undefined && types.includes(kindOf(token).type)
        ? token
        : nativeTokenOf(types[0] as string);
    },
  });
  const { remediate } = requirement;
  return {
    ...text(requirement, setting),
    validateResource: typed,
    ...(remediate && {
      remediateResource: (args) => {
        const { type, classic } = kindOf(args.type);
        if (classic !== undefined || !types.includes(type)) return undefined;
        if (run.ledger.cover(requirement.name, args) !== undefined) return undefined;
        // The SDK takes undefined for no change.
        return remediate(args.props, valuesFrom(requirement, setting, args)) ? args.props : undefined;
      },
    }),
  };
}

/** A stack policy; skipped where the stack has no resource of its type. */
function stackPolicy(requirement: InventoryRequirement, setting: Setting, run: Run): StackValidationPolicy {
  const validate = (args: StackValidationArgs, report: ReportViolation) => {
    const resources = new Map(args.resources.map((resource) => [resource.urn, resource]));
    const found = () =>
      requirement.judge(
        stackInventory(args.resources, (urn) => run.inputs.get(urn)),
        valuesFrom(requirement, setting, args),
      );
    settle(
      requirement,
      run.ledger,
      found,
      ({ urn }) => resources.get(urn as string) as PolicyResource,
      report,
    );
  };
  const typed = Object.defineProperty(validate, "__pulumiType", {
    get: () => run.otherTokens.get(requirement.needs) ?? nativeTokenOf(requirement.needs),
  });
  return { ...text(requirement, setting), validateStack: typed };
}

/** A policy's settings: Pulumi's configuration over the pack's options over the defaults. */
const valuesFrom = (requirement: Requirement, { values }: Setting, args: { getConfig(): object }) =>
  valuesOf(requirement.settings ?? {}, { ...values, ...args.getConfig() });

const text = (requirement: Requirement, { level, values }: Setting) => ({
  name: requirement.name,
  displayName: requirement.displayName,
  description: requirement.description,
  enforcementLevel: level ?? requirement.level,
  severity: requirement.severity,
  framework: requirement.framework,
  tags: ["azure-backup"],
  remediationSteps: requirement.remediation,
  url: requirement.page.source,
  ...(requirement.settings && { configSchema: configSchema(requirement.settings, values) }),
});
