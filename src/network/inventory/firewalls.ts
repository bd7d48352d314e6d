import { ifKnown } from "../../core/inventory";
import type { Firewall, RuleCollectionGroup } from "../egress/firewall";
import { azureName, type NetworkLinks } from "./links";
import { type FirewallInputs, networkTypes, type SubnetInputs } from "./resources";

/** The firewalls of a stack; of one without a policy in it the rules are not known. */
export function firewallsOf({ inventory, named, groupedBy }: NetworkLinks): Firewall[] {
  const { firewall, firewallPolicy, firewallGroup, subnet } = networkTypes;
  const groups = groupedBy<RuleCollectionGroup>(firewallGroup, "firewallPolicyName", firewallPolicy);
  return inventory.of<FirewallInputs>(firewall).map((own) => {
    const { inputs, outputs } = own;
    const inSubnet = () =>
      named<SubnetInputs>(own, "ipConfigurations", subnet, () => inputs?.ipConfigurations?.[0]?.subnet?.id);
    return {
      name: azureName(own) ?? own.name,
      get privateAddress() {
        // Nothing but firewalls may be in a firewall's subnet.
        const address = ifKnown(() => outputs?.ipConfigurations?.[0]?.privateIPAddress);
        return address ?? ifKnown(() => inSubnet()?.resource?.inputs?.addressPrefix);
      },
      get ruleCollectionGroups() {
        const policy = named(own, "firewallPolicy", firewallPolicy, () => inputs?.firewallPolicy?.id);
        return policy?.resource && groups.of(policy.resource).map((group) => group.inputs);
      },
    } as Firewall;
  });
}
