import { ifKnown } from "../../core/inventory";
import type { Firewall, RuleCollectionGroup } from "../egress/firewall";
import { azureName, type NetworkLinks } from "./links";
import { type FirewallInputs, networkTypes, type SubnetInputs } from "./resources";

/** The firewalls of an inventory. The rules of a firewall are unknown if its policy is not in the inventory. */
export function firewallsIn({ inventory, linkedResource, groupedBy }: NetworkLinks): Firewall[] {
  const { firewall, firewallPolicy, firewallGroup, subnet } = networkTypes;
  const collectionGroups = groupedBy<RuleCollectionGroup>(
    firewallGroup,
    "firewallPolicyName",
    firewallPolicy,
  );
  return inventory.of<FirewallInputs>(firewall).map((resource) => {
    const { inputs, outputs } = resource;
    const subnetOfFirewall = () =>
      linkedResource<SubnetInputs>(
        resource,
        "ipConfigurations",
        subnet,
        () => inputs?.ipConfigurations?.[0]?.subnet?.id,
      );
    return {
      name: azureName(resource) ?? resource.name,
      get privateAddress() {
        const address = ifKnown(() => outputs?.ipConfigurations?.[0]?.privateIPAddress);
        // Only firewalls can be in a firewall's subnet, so its block identifies the firewall too.
        return address ?? ifKnown(() => subnetOfFirewall()?.resource?.inputs?.addressPrefix);
      },
      get ruleCollectionGroups() {
        const policy = linkedResource(
          resource,
          "firewallPolicy",
          firewallPolicy,
          () => inputs?.firewallPolicy?.id,
        );
        return policy?.resource && collectionGroups.of(policy.resource).map((group) => group.inputs);
      },
    } as Firewall;
  });
}
