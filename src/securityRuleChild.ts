import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "./children";
import type { MadeRule } from "./rules/nsgRulePlacement";

/** A network security group, by name. */
export interface GroupOfRule {
  readonly networkSecurityGroupName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
}

/** A security rule as a resource under a component; what all our rules share is known in every preview. */
export function securityRuleChild(
  parent: pulumi.Resource,
  name: string,
  { networkSecurityGroupName, resourceGroupName }: GroupOfRule,
  direction: "Outbound" | "Inbound",
  rule: pulumi.Output<MadeRule>,
) {
  const field = <K extends keyof MadeRule>(key: K) => rule.apply((given) => given[key]);
  const child = new network.SecurityRule(
    name,
    {
      networkSecurityGroupName,
      resourceGroupName,
      securityRuleName: field("name"),
      description: field("description"),
      priority: field("priority"),
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
  const made = pulumi.all([rule, child.urn]).apply(([known]) => known);
  return {
    securityRuleId: child.id,
    securityRuleName: made.apply(({ name }) => name),
    priority: made.apply(({ priority }) => priority),
  };
}
