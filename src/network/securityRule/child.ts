import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../../component/children";
import type { ExistingSecurityRule } from "./existingRule";
import { type NamedRule, namedRules, placeRules, type WantedRule } from "./placement";

/** A network security group, by name. */
export interface GroupOfRule {
  readonly networkSecurityGroupName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
}

/** Where a component's rules are to stand. */
interface PlaceOfRules {
  readonly priority?: pulumi.Input<number>;
  readonly existingRules?: pulumi.Input<pulumi.Input<ExistingSecurityRule>[] | undefined>;
}

/** Priorities of a component's rules. They alone wait for the group's other rules, which preview may not know. */
export const prioritiesOf = (
  rules: pulumi.Output<NamedRule[]>,
  { priority, existingRules }: PlaceOfRules,
  fallback: number,
): pulumi.Output<number[]> =>
  pulumi
    .all([rules, pulumi.output(priority), pulumi.output(existingRules)])
    .apply(([wanted, priority, existingRules]) =>
      placeRules(
        wanted.map((rule) => ({ rule, name: rule.name, description: rule.description })),
        { priority, existingRules },
        fallback,
      ),
    );

/** A security rule as a resource under a component; what all our rules share is known in every preview. */
export function securityRuleChild(
  parent: pulumi.Resource,
  name: string,
  { networkSecurityGroupName, resourceGroupName }: GroupOfRule,
  direction: "Outbound" | "Inbound",
  rule: pulumi.Output<NamedRule>,
  priority: pulumi.Output<number>,
) {
  const field = <K extends keyof NamedRule>(key: K) => rule.apply((given) => given[key]);
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
      destinationAddressPrefixes: rule.apply((given) => given.destinationAddressPrefixes?.slice()),
      destinationPortRange: field("destinationPortRange"),
      destinationPortRanges: rule.apply((given) => given.destinationPortRanges?.slice()),
    },
    childOptions(parent),
  );
  // Known in preview, and they still wait for the rule: its own outputs would be unknown there.
  const made = <T>(value: pulumi.Output<T>) => pulumi.all([value, child.urn]).apply(([known]) => known);
  return {
    securityRuleId: child.id,
    securityRuleName: made(field("name")),
    priority: made(priority),
  };
}

/** What the components of one security rule have in common among their arguments. */
interface RuleArguments extends GroupOfRule, PlaceOfRules {
  readonly description?: pulumi.Input<string>;
}

/** How a component makes its rule. */
interface Making<S> {
  readonly direction: "Outbound" | "Inbound";
  readonly wanted: (settings: S) => readonly WantedRule[];
  /** Priority where neither a priority nor the group's rules are given. */
  readonly fallback: number;
}

/** The one security rule of a component, made of its checked arguments. */
export function oneSecurityRule<S extends { readonly description?: string }>(
  parent: pulumi.Resource,
  name: string,
  checked: RuleArguments,
  { direction, wanted, fallback }: Making<S>,
) {
  const { networkSecurityGroupName, resourceGroupName, priority, existingRules, ...settings } = checked;
  const rules = pulumi
    .output(settings)
    .apply((given) => namedRules(wanted(given as unknown as S), given as { description?: string }));
  const priorities = prioritiesOf(rules, { priority, existingRules }, fallback);
  return securityRuleChild(
    parent,
    name,
    { networkSecurityGroupName, resourceGroupName },
    direction,
    rules.apply(([rule]) => rule as NamedRule),
    priorities.apply(([first]) => first as number),
  );
}
