import { type Inventory, type InventoryResource, ifKnown, type Subject } from "../../core/inventory";
import { listOf } from "../../core/values";
import type { SecurityGroup } from "../egress/group";
import type { SecurityRule } from "../securityRule/arm";
import { azureName, type NetworkLinks, networkLinksIn } from "./links";
import { networkTypes } from "./resources";

/** The security groups of an inventory with all their rules, including rules that are separate resources. */
export function groupsWithRules(inventory: Inventory): Subject<SecurityGroup>[] {
  const groupOf = securityGroupReader(networkLinksIn(inventory));
  return inventory.of(networkTypes.securityGroup).map((group) => ({ urn: group.urn, of: groupOf(group) }));
}

/** Returns the same object each time for the same group, so that its rules are parsed only once. */
export function securityGroupReader({ groupedBy }: NetworkLinks) {
  type Inputs = { readonly securityRules?: readonly SecurityRule[] } | undefined;
  const { securityGroup, securityRule } = networkTypes;
  const separateRules = groupedBy<SecurityRule>(securityRule, "networkSecurityGroupName", securityGroup);
  const groups = new Map<string, SecurityGroup>();
  return (resource: InventoryResource): SecurityGroup => {
    const group = groups.get(resource.urn) ?? {
      name: azureName(resource) ?? resource.name,
      get rules() {
        const ownRules = listOf((resource.inputs as Inputs)?.securityRules);
        return [...ownRules, ...separateRules.of(resource).map(withAzureName)];
      },
    };
    groups.set(resource.urn, group);
    return group;
  };
}

/** A rule resource with its name in Azure. Its other fields are read only when they are needed: each can be unknown. */
function withAzureName({ name, inputs }: InventoryResource<SecurityRule>): SecurityRule {
  const fields = inputs as (SecurityRule & { readonly securityRuleName?: string }) | undefined;
  const nameInAzure = ifKnown(() => fields?.securityRuleName ?? fields?.name) ?? name;
  return Object.create(fields ?? null, { name: { value: nameInAzure, enumerable: true } });
}
