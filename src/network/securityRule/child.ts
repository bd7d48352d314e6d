import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../../component/argumentTypes";
import { childOptions } from "../../component/children";
import { resolveDeferred } from "../../component/deferred";
import { retryOnError } from "../../component/retry";
import { validationErrorFor } from "../../component/validationError";
import { judge } from "../../core/rule";
import { conflictAdvice } from "./conflictAdvice";
import type { ExistingSecurityRule } from "./existingRule";
import { decideInTurn } from "./neighbours";
import {
  keepsPriorities,
  type NamedRule,
  namedRules,
  type PlacementInStack,
  placeRules,
  type RuleToAdd,
} from "./placement";
import { placementRules } from "./placementRules";

/** A network security group, by name. */
export interface GroupName {
  readonly networkSecurityGroupName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
}

/** The arguments that determine the priorities of a component's rules. */
interface PlacementArgs {
  readonly priority?: pulumi.Input<number>;
  readonly existingRules?: pulumi.Input<pulumi.Input<ExistingSecurityRule>[] | undefined>;
}

/** How a component chooses priorities. */
interface PlacementOptions {
  /** The component's class, e.g. `BackupNsgRule`. */
  readonly type: string;
  readonly name: string;
  /** The names of the component's children, in the order of the rules. */
  readonly childNames: readonly string[];
  /** Priority if the arguments have neither a priority nor the group's rules. */
  readonly fallback: number;
}

/**
 * Priorities of a component's rules. They depend on the group's other rules, which preview may not know. A priority or a name that
 * another rule has is refused.
 */
export function prioritiesOf(
  parent: pulumi.Resource,
  rules: pulumi.Output<NamedRule[]>,
  { networkSecurityGroupName, resourceGroupName, priority, existingRules }: GroupName & PlacementArgs,
  { type, name, childNames, fallback }: PlacementOptions,
): pulumi.Output<number[]> {
  const component = `${type} "${name}"`;
  const validationError = validationErrorFor(component, argumentsOf(type));
  const owner = { resource: parent, component, childNames, networkSecurityGroupName, resourceGroupName };
  const given = Promise.all([rules, priority, existingRules].map(resolveDeferred));
  const known = given.then((all) => all.every(({ value }) => !pulumi.containsUnknowns(value)));
  const toAdd = known.then(async (isKnown) =>
    isKnown ? ((await given)[0]?.value as NamedRule[]) : undefined,
  );
  const decided = decideInTurn(owner, toAdd, async ({ hasUnknown, ...around }) => {
    const [, priority, existingRules] = (await given).map(({ value }) => value ?? undefined);
    const placement = { priority, existingRules, ...around } as PlacementInStack;
    const rulesToAdd = ((await toAdd) ?? []).map((rule) => ({ ...rule, rule }));
    const { findings } = judge(
      placementRules(() => rulesToAdd, fallback),
      placement,
    );
    if (findings.length > 0) throw validationError(findings);
    const isFixed = priority !== undefined || keepsPriorities(rulesToAdd, placement);
    return hasUnknown && !isFixed ? undefined : placeRules(rulesToAdd, placement, fallback);
  });
  decided.catch(() => {});
  // The Outputs are listed for their dependencies, and because a preview may not know them.
  return pulumi
    .all([rules, pulumi.output(priority), pulumi.output(existingRules)])
    .apply(async () => (await decided)?.slice() ?? unknownPriorities);
}

/** An Output, which `apply` unwraps. */
const unknownPriorities = pulumi.output(pulumi.unknown) as unknown as number[];

/** Creates a security rule as a child of a component. The fields that all our rules share are known in every preview. */
export function securityRuleChild(
  parent: pulumi.Resource,
  name: string,
  { networkSecurityGroupName, resourceGroupName }: GroupName,
  direction: "Outbound" | "Inbound",
  rule: pulumi.Output<NamedRule>,
  priority: pulumi.Output<number>,
) {
  const onError = retryOnError(`SecurityRule:${name}`, { advise: conflictAdvice(parent) });
  const field = <K extends keyof NamedRule>(key: K) => rule.apply((fields) => fields[key]);
  const child = new network.SecurityRule(
    name,
    {
      networkSecurityGroupName,
      resourceGroupName,
      securityRuleName: field("name"),
      description: field("description"),
      priority,
      direction,
      access: "Allow",
      protocol: "Tcp",
      sourceAddressPrefix: field("sourceAddressPrefix"),
      sourcePortRange: "*",
      destinationAddressPrefix: field("destinationAddressPrefix"),
      destinationAddressPrefixes: rule.apply((fields) => fields.destinationAddressPrefixes?.slice()),
      destinationPortRange: field("destinationPortRange"),
      destinationPortRanges: rule.apply((fields) => fields.destinationPortRanges?.slice()),
    },
    childOptions(parent, { hooks: { onError } }),
  );
  // These outputs are known in preview, unlike the child's own, and still wait until the rule exists.
  const afterChild = <T>(value: pulumi.Output<T>) => pulumi.all([value, child.urn]).apply(([known]) => known);
  return {
    securityRuleId: child.id,
    securityRuleName: afterChild(field("name")),
    priority: afterChild(priority),
  };
}

/** The arguments that all components with one security rule have. */
interface RuleArgs extends GroupName, PlacementArgs {
  readonly description?: pulumi.Input<string>;
}

/** How a component builds its rule from its settings. */
interface RuleBuilder<S> extends Pick<PlacementOptions, "type" | "fallback"> {
  readonly direction: "Outbound" | "Inbound";
  readonly rulesToAdd: (settings: S) => readonly RuleToAdd[];
}

/** Creates the one security rule of a component from its checked arguments. */
export function oneSecurityRule<S extends { readonly description?: string }>(
  parent: pulumi.Resource,
  name: string,
  checked: RuleArgs,
  { type, direction, rulesToAdd, fallback }: RuleBuilder<S>,
) {
  const { networkSecurityGroupName, resourceGroupName, priority, existingRules, ...settings } = checked;
  const rules = pulumi
    .output(settings)
    .apply((known) => namedRules(rulesToAdd(known as unknown as S), known as { description?: string }));
  const group = { networkSecurityGroupName, resourceGroupName };
  const placement = { ...group, priority, existingRules };
  const priorities = prioritiesOf(parent, rules, placement, { type, name, childNames: [name], fallback });
  return securityRuleChild(
    parent,
    name,
    group,
    direction,
    rules.apply(([rule]) => rule as NamedRule),
    priorities.apply(([first]) => first as number),
  );
}
