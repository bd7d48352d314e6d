import type * as pulumi from "@pulumi/pulumi";

/** An application security group. */
export interface ApplicationSecurityGroupId {
  /** Azure id of the group. Omitted: the entry is ignored. */
  id?: pulumi.Input<string>;
}

/** A rule that a network security group already has, with the fields of azure-native's SecurityRule. */
export interface ExistingSecurityRule {
  /** Name of the rule. A rule with the name of the new rule is ignored, because it is the new rule itself. Omitted: the entry counts as another rule. */
  name?: pulumi.Input<string>;
  /** Priority, 100 to 4096. Omitted: unknown. */
  priority?: pulumi.Input<number>;
  /** Outbound or Inbound. */
  direction: pulumi.Input<string>;
  /** Allow or Deny. */
  access: pulumi.Input<string>;
  /** Protocol: Tcp, Udp, Icmp, Esp, Ah or an asterisk. */
  protocol: pulumi.Input<string>;
  /** Source: a block of addresses, a service tag or an asterisk. Omitted: see sourceAddressPrefixes. */
  sourceAddressPrefix?: pulumi.Input<string>;
  /** Source: several blocks of addresses. Omitted: see sourceAddressPrefix. */
  sourceAddressPrefixes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Source: application security groups. Omitted: none. */
  sourceApplicationSecurityGroups?: pulumi.Input<pulumi.Input<ApplicationSecurityGroupId>[]>;
  /** Source port: a port, a range or an asterisk. Omitted: see sourcePortRanges. */
  sourcePortRange?: pulumi.Input<string>;
  /** Source ports: several ports or ranges. Omitted: see sourcePortRange. */
  sourcePortRanges?: pulumi.Input<pulumi.Input<string>[]>;
  /** Destination: a block of addresses, a service tag or an asterisk. Omitted: see destinationAddressPrefixes. */
  destinationAddressPrefix?: pulumi.Input<string>;
  /** Destination: several blocks of addresses. Omitted: see destinationAddressPrefix. */
  destinationAddressPrefixes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Destination: application security groups. Omitted: none. */
  destinationApplicationSecurityGroups?: pulumi.Input<pulumi.Input<ApplicationSecurityGroupId>[]>;
  /** Destination port: a port, a range or an asterisk. Omitted: see destinationPortRanges. */
  destinationPortRange?: pulumi.Input<string>;
  /** Destination ports: several ports or ranges. Omitted: see destinationPortRange. */
  destinationPortRanges?: pulumi.Input<pulumi.Input<string>[]>;
}
