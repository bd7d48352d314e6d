import { type Inventory, type InventoryResource, ifKnown, type Subject } from "../../core/inventory";
import { listOf } from "../../core/values";
import type { SecurityGroup } from "../egress/group";
import type { SecurityRule } from "../securityRule/arm";
import { azureName, type NetworkLinks, networkLinksIn } from "./links";
import { networkTypes } from "./resources";

/** The security groups of a inventory with their rules, those given as resources of their own among them. */
export function groupsWithRules(inventory: Inventory): Subject<SecurityGroup>[] {
  const groups = readGroups(networkLinksIn(inventory));
  return inventory.of(networkTypes.securityGroup).map((group) => ({ urn: group.urn, of: groups(group) }));
}

/** Gives each group resource its rules; the same object for the same group, since the rules are read once. */
export function readGroups({ groupedBy }: NetworkLinks) {
  type Inputs = { readonly securityRules?: readonly SecurityRule[] } | undefined;
  const { securityGroup, securityRule } = networkTypes;
  const beside = groupedBy<SecurityRule>(securityRule, "networkSecurityGroupName", securityGroup);
  const groups = new Map<string, SecurityGroup>();
  return (resource: InventoryResource): SecurityGroup => {
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
function asRule({ name, inputs }: InventoryResource<SecurityRule>): SecurityRule {
  const given = inputs as (SecurityRule & { readonly securityRuleName?: string }) | undefined;
  const azure = ifKnown(() => given?.securityRuleName ?? given?.name) ?? name;
  return Object.create(given ?? null, { name: { value: azure, enumerable: true } });
}
