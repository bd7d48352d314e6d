import type {
  EnforcementLevel,
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { nullsAsUndefined } from "../src/core/nulls";
import {
  acrossInventory,
  type InventoryRequirement,
  type Requirement,
  type ResourceRequirement,
} from "../src/core/requirement";
import { judge, noFindings, type Verdict } from "../src/core/rule";
import { valuesOf } from "../src/core/settings";
import { notApplicable } from "../src/protection/inventory/applicability";
import { kindOf, nativeTokenOf } from "../src/stack/tokens";
import { configSchema } from "./config";
import { isSilent, reportUnknownSettings, settle } from "./report";
import type { CurrentStack, Run } from "./run";

/** What an owner sets of a policy in code; what Pulumi's own configuration says prevails. */
export interface Setting {
  readonly level?: EnforcementLevel;
  readonly values: object;
}

/** The policy as the SDK wants it. */
export function policyOf(requirement: Requirement, setting: Setting, run: Run) {
  if (!("rules" in requirement)) return stackPolicy(requirement, setting, run);
  const types = Object.keys(requirement.rules(valuesOf(requirement.settings ?? {}, setting.values)));
  const excused = notApplicable[requirement.name];
  return requirement.dependsOnBackupKind && excused
    ? stackPolicy(acrossInventory(requirement, types, excused), setting, run, types)
    : resourcePolicy(requirement, setting, run, types);
}

/**
 * One typed function: the SDK reads its type before anything else, and then skips every resource of another type
 * without reading it. The run knows which token comes, so the type can be any of several tokens: azure-native's own,
 * one with an API version, the classic provider's. The policy that is asked first has no type: it meets every resource.
 */
function resourcePolicy(
  requirement: ResourceRequirement,
  setting: Setting,
  run: Run,
  types: readonly string[],
): ResourceValidationPolicy {
  const { name } = requirement;
  /** What Pulumi's configuration says of the policy: the SDK hands it over with a resource. */
  let config: object | undefined;
  const judgeOne = (token: string, given: unknown, settings: object): Verdict => {
    const { type, classic } = kindOf(token);
    const rules = requirement.rules(valuesFrom(requirement, setting, settings))[type];
    const props = nullsAsUndefined(given) ?? {};
    return rules === undefined
      ? noFindings
      : judge(rules, (classic?.view(props) ?? props) as never, classic?.words);
  };
  const validate = (args: ResourceValidationArgs, report: ReportViolation) => {
    run.visit(name, args);
    if (!types.includes(kindOf(args.type).type)) return;
    const given = args.getConfig();
    config = given;
    reportUnknownSettings(requirement, run, given, report);
    const found = () => judgeOne(args.type, args.props, given);
    settle(requirement, run.exemptions, found, () => args, report, false);
  };
  const typed = Object.defineProperty(validate, "__pulumiType", {
    get: () => {
      const token = run.tokenFor(name);
      return token === undefined || types.includes(kindOf(token).type)
        ? token
        : nativeTokenOf(types[0] as string);
    },
  });
  const passes = (): boolean => {
    const settings = config;
    if (settings === undefined) return false;
    const resource = run.currentResource();
    if (resource === undefined || !types.includes(kindOf(resource.token).type)) return false;
    return isSilent(name, resource, () => judgeOne(resource.token, resource.props, settings));
  };
  const mends = remediation(requirement, setting, run, types);
  return {
    ...text(requirement, setting),
    // For a policy without this the SDK copies no resource, and the engine counts it as passed. Not so one that mends: it keeps this.
    get validateResource() {
      return (mends.remediateResource === undefined && passes() ? undefined : typed) as typeof typed;
    },
    ...mends,
  };
}

function remediation(
  requirement: Requirement,
  setting: Setting,
  run: Run,
  types: readonly string[],
): Pick<ResourceValidationPolicy, "remediateResource"> {
  const { remediate } = requirement;
  if (remediate === undefined) return {};
  return {
    remediateResource: (args) => {
      const { type, classic } = kindOf(args.type);
      if (classic !== undefined || !types.includes(type)) return undefined;
      if (run.exemptions.exemptionFor(requirement.name, args) !== undefined) return undefined;
      const isChanged = remediate(args.props, valuesFrom(requirement, setting, args.getConfig()));
      // The SDK takes undefined for no change.
      return isChanged ? args.props : undefined;
    },
  };
}

/** A type that no resource has. */
export const NEVER_MATCHES = "azure-vm-backup:policies:Nothing";

/**
 * A stack policy; skipped where the stack has no resource of its type. It sees a resource as well, to learn its configuration, and each
 * one where no other policy does: in a preview the stack's own resources say "unknown" of all that the program left out.
 */
function stackPolicy(
  requirement: InventoryRequirement,
  setting: Setting,
  run: Run,
  types: readonly string[] = [],
): StackValidationPolicy & Pick<ResourceValidationPolicy, "validateResource"> {
  const { name, needs } = requirement;
  let config: object | undefined;
  const judgeStack = ({ inventory }: CurrentStack, given: object) =>
    requirement.judge(inventory, valuesFrom(requirement, setting, given));
  const validate = (args: StackValidationArgs, report: ReportViolation) => {
    const stack = run.visitStack(name, args.resources);
    const found = () => judgeStack(stack, args.getConfig());
    const resourceOf = ({ urn }: { urn?: string }) => stack.resources.get(urn as string) as PolicyResource;
    settle(requirement, run.exemptions, found, resourceOf, report, true);
  };
  const typed = Object.defineProperty(validate, "__pulumiType", { get: () => run.tokenOf(needs) });
  const passes = (): boolean => {
    const settings = config;
    const stack = run.currentStack();
    if (settings === undefined || stack === undefined || stack.inventory.of(needs).length === 0) return false;
    return isSilent(name, stack, () => judgeStack(stack, settings));
  };
  const watch = (args: ResourceValidationArgs, report: ReportViolation) => {
    run.visit(name, args);
    config = args.getConfig();
    reportUnknownSettings(requirement, run, config, report);
    // Else the engine would count the policy as passed for this resource.
    args.notApplicable("It is judged with all resources of the stack.");
  };
  const watching = Object.defineProperty(watch, "__pulumiType", {
    get: () => (run.tokenFor(name) === undefined || config === undefined ? undefined : NEVER_MATCHES),
  });
  return {
    ...text(requirement, setting),
    // For a policy without this the SDK copies no resources, and the engine counts it as passed.
    get validateStack() {
      return (passes() ? undefined : typed) as typeof typed;
    },
    validateResource: watching,
    ...remediation(requirement, setting, run, types),
  };
}

/** A policy's settings: Pulumi's configuration over the pack's options over the defaults. */
const valuesFrom = (requirement: Requirement, { values }: Setting, config: object) =>
  valuesOf(requirement.settings ?? {}, { ...values, ...config });

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
