import { known, type Stack, type StackResource, type Subject } from "../../core/inventory";
import { listOf } from "../../core/values";
import type { SecurityGroup } from "../egress/group";
import type { SecurityRule } from "../securityRule/arm";
import { azureName, type Joins, joinsIn } from "./names";
import { networkTypes } from "./resources";

/** The security groups of a stack with their rules, those given as resources of their own among them. */
export function groupsWithRules(stack: Stack): Subject<SecurityGroup>[] {
  const groups = readGroups(joinsIn(stack));
  return stack.of(networkTypes.securityGroup).map((group) => ({ urn: group.urn, of: groups(group) }));
}

/** Gives each group resource its rules; the same object for the same group, since the rules are read once. */
export function readGroups({ groupedBy }: Joins) {
  type Inputs = { readonly securityRules?: readonly SecurityRule[] } | undefined;
  const { securityGroup, securityRule } = networkTypes;
  const beside = groupedBy<SecurityRule>(securityRule, "networkSecurityGroupName", securityGroup);
  const groups = new Map<string, SecurityGroup>();
  return (resource: StackResource): SecurityGroup => {
    const made = groups.get(resource.urn) ?? {
      name: azureName(resource) ?? resource.name,
      get rules() {
        return [...listOf((resource.inputs as Inputs)?.securityRules), ...beside.of(resource).map(asRule)];
      },
    };
    groups.set(resource.urn, made);
    return made;
  };
}

/** A rule that is a resource, under its Azure name; its other fields are read when they are needed. */
function asRule({ name, inputs }: StackResource<SecurityRule>): SecurityRule {
  const given = inputs as (SecurityRule & { readonly securityRuleName?: string }) | undefined;
  const azure = known(() => given?.securityRuleName ?? given?.name) ?? name;
  return Object.create(given ?? null, { name: { value: azure, enumerable: true } });
}
