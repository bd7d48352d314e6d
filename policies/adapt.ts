import type { EnforcementLevel, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { controlOf } from "../src/compliance/controls";
import type { Exemptable } from "../src/core/exemptions";
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
import { kindIn, kindOf, nativeTokenOf } from "../src/stack/tokens";
import { configSchema } from "./config";
import { mayReport, reportUnknownSettings, reportVerdict } from "./report";
import { exemptable, type Run, type Stack } from "./run";
import { type CurrentResource, NEVER_MATCHES } from "./sdkProtocol";

/** What the options of the pack set for a policy. Pulumi's own configuration takes precedence. */
export interface Setting {
  readonly level?: EnforcementLevel;
  readonly values: object;
}

/** A requirement as a policy of the SDK. */
export function policyOf(requirement: Requirement, setting: Setting, run: Run) {
  if (!("rules" in requirement)) return stackPolicy(requirement, setting, run);
  const types = Object.keys(requirement.rules(valuesOf(requirement.settings ?? {}, setting.values)));
  const exceptions = notApplicable[requirement.name];
  return requirement.dependsOnBackupKind && exceptions
    ? stackPolicy(acrossInventory(requirement, types, exceptions), setting, run, types)
    : resourcePolicy(requirement, setting, run, types);
}

/** A policy on single resources of some types, under every spelling of these types. */
function resourcePolicy(
  requirement: ResourceRequirement,
  setting: Setting,
  run: Run,
  types: readonly string[],
): ResourceValidationPolicy {
  const { name } = requirement;
  /** Pulumi's configuration of the policy, which the SDK passes with a resource. */
  let config: object | undefined;
  const isOfType = ({ token, props }: CurrentResource) => types.includes(kindIn(token, props).type);
  const judgeOne = ({ token, props: given }: CurrentResource, settings: object): Verdict => {
    const { type, form } = kindIn(token, given);
    const rules = requirement.rules(valuesFrom(requirement, setting, settings))[type];
    const props = nullsAsUndefined(given) ?? {};
    return rules === undefined
      ? noFindings
      : judge(rules, (form?.view(props) ?? props) as never, form?.words(props));
  };
  const fixing = remediation(requirement, setting, run, types);
  const policy = { ...text(requirement, setting), ...fixing };
  return run.sdk.judgeResources(name, policy, {
    typeFor: (resource) => (isOfType(resource) ? resource.token : nativeTokenOf(types[0] as string)),
    // With remediateResource but without validateResource the engine would count the policy as not applicable, not as passed.
    ...(fixing.remediateResource === undefined && {
      hasFindings: (resource) => {
        const settings = config;
        if (settings === undefined || !isOfType(resource)) return true;
        return mayReport(() => judgeOne(resource, settings));
      },
    }),
    validate: (args, report) => {
      const resource = { token: args.type, props: args.props };
      if (!isOfType(resource)) return;
      const given = args.getConfig();
      config = given;
      reportUnknownSettings(requirement, run, given, report);
      const verdict = () => judgeOne(resource, given);
      reportVerdict(requirement, run, verdict, () => exemptable(args), report, "resource");
    },
  });
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
      const { type, form } = kindOf(args.type);
      if (form !== undefined || !types.includes(type)) return undefined;
      if (run.exemptions.exemptionFor(requirement.name, args) !== undefined) return undefined;
      const isChanged = remediate(args.props, valuesFrom(requirement, setting, args.getConfig()));
      // For the SDK undefined means no change.
      return isChanged ? args.props : undefined;
    },
  };
}

/** A policy on the whole stack. It also gets resources, because the SDK passes its configuration with a resource only. */
function stackPolicy(
  requirement: InventoryRequirement,
  setting: Setting,
  run: Run,
  types: readonly string[] = [],
): StackValidationPolicy & Pick<ResourceValidationPolicy, "validateResource"> {
  const { name, needs } = requirement;
  let config: object | undefined;
  const judgeStack = ({ inventory }: Stack, given: object) =>
    requirement.judge(inventory, valuesFrom(requirement, setting, given));
  const policy = { ...text(requirement, setting), ...remediation(requirement, setting, run, types) };
  const onResources = run.sdk.judgeResources(name, policy, {
    typeFor: () => (config === undefined ? undefined : NEVER_MATCHES),
    validate: (args, report) => {
      config = args.getConfig();
      reportUnknownSettings(requirement, run, config, report);
      // Otherwise the engine would count the policy as passed for this resource.
      args.notApplicable("It is judged with all resources of the stack.");
    },
  });
  return run.sdk.judgeStack(name, onResources, {
    type: () => run.tokenOf(needs),
    hasFindings: (stack) => {
      const settings = config;
      if (settings === undefined || stack.inventory.of(needs).length === 0) return true;
      return mayReport(() => judgeStack(stack, settings));
    },
    validate: (stack, args, report) => {
      // The token of a generic resource says nothing about its type.
      if (stack.inventory.of(needs).length === 0) return;
      const verdict = () => judgeStack(stack, args.getConfig());
      const resourceOf = ({ urn }: { urn?: string }) => stack.resources.get(urn as string) as Exemptable;
      reportVerdict(requirement, run, verdict, resourceOf, report, "stack");
    },
  });
}

/** A policy's settings: Pulumi's configuration, else the pack's options, else the defaults. */
const valuesFrom = (requirement: Requirement, { values }: Setting, config: object) =>
  valuesOf(requirement.settings ?? {}, { ...values, ...config });

const text = (requirement: Requirement, { level, values }: Setting) => ({
  name: requirement.name,
  displayName: requirement.displayName,
  description: requirement.description,
  enforcementLevel: level ?? requirement.level,
  severity: requirement.severity,
  framework: controlOf(requirement.name) ?? requirement.framework,
  tags: ["azure-backup"],
  remediationSteps: requirement.remediation,
  url: requirement.page.source,
  ...(requirement.settings && { configSchema: configSchema(requirement.settings, values) }),
});
