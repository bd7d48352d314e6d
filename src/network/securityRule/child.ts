import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../../component/children";
import type { ExistingSecurityRule } from "./existingRule";
import { type NamedRule, namedRules, placeRules, type RuleToAdd } from "./placement";

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

/** Priorities of a component's rules. They depend on the group's other rules, which preview may not know. */
export const prioritiesOf = (
  rules: pulumi.Output<NamedRule[]>,
  { priority, existingRules }: PlacementArgs,
  fallback: number,
): pulumi.Output<number[]> =>
  pulumi
    .all([rules, pulumi.output(priority), pulumi.output(existingRules)])
    .apply(([toAdd, priority, existingRules]) =>
      placeRules(
        toAdd.map((rule) => ({ rule, name: rule.name, description: rule.description })),
        { priority, existingRules },
        fallback,
      ),
    );

/** Creates a security rule as a child of a component. The fields that all our rules share are known in every preview. */
export function securityRuleChild(
  parent: pulumi.Resource,
  name: string,
  { networkSecurityGroupName, resourceGroupName }: GroupName,
  direction: "Outbound" | "Inbound",
  rule: pulumi.Output<NamedRule>,
  priority: pulumi.Output<number>,
) {
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
    childOptions(parent),
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
interface RuleBuilder<S> {
  readonly direction: "Outbound" | "Inbound";
  readonly rulesToAdd: (settings: S) => readonly RuleToAdd[];
  /** Priority if the arguments have neither a priority nor the group's rules. */
  readonly fallback: number;
}

/** Creates the one security rule of a component from its checked arguments. */
export function oneSecurityRule<S extends { readonly description?: string }>(
  parent: pulumi.Resource,
  name: string,
  checked: RuleArgs,
  { direction, rulesToAdd, fallback }: RuleBuilder<S>,
) {
  const { networkSecurityGroupName, resourceGroupName, priority, existingRules, ...settings } = checked;
  const rules = pulumi
    .output(settings)
    .apply((known) => namedRules(rulesToAdd(known as unknown as S), known as { description?: string }));
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
