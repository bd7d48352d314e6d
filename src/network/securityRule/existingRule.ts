import type * as pulumi from "@pulumi/pulumi";

/** An application security group. */
export interface ApplicationSecurityGroupId {
  /** Azure id of the group. Omitted: the entry names none. */
  id?: pulumi.Input<string>;
}

/** A rule that a network security group has already, with the fields of azure-native's SecurityRule. */
export interface ExistingSecurityRule {
  /** Name of the rule. Omitted: it is never taken for the one that is made. */
  name?: pulumi.Input<string>;
  /** Priority, 100 to 4096. Omitted: not known. */
  priority?: pulumi.Input<number>;
  /** Outbound or Inbound. */
  direction: pulumi.Input<string>;
  /** Allow or Deny. */
  access: pulumi.Input<string>;
  /** Protocol: Tcp, Udp, Icmp, Esp, Ah or an asterisk. */
  protocol: pulumi.Input<string>;
  /** Block of addresses, service tag or asterisk. Omitted: see sourceAddressPrefixes. */
  sourceAddressPrefix?: pulumi.Input<string>;
  /** Several blocks of addresses. Omitted: see sourceAddressPrefix. */
  sourceAddressPrefixes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Application security groups. Omitted: none. */
  sourceApplicationSecurityGroups?: pulumi.Input<pulumi.Input<ApplicationSecurityGroupId>[]>;
  /** Port, range or asterisk. Omitted: see sourcePortRanges. */
  sourcePortRange?: pulumi.Input<string>;
  /** Several ports or ranges. Omitted: see sourcePortRange. */
  sourcePortRanges?: pulumi.Input<pulumi.Input<string>[]>;
  /** Block of addresses, service tag or asterisk. Omitted: see destinationAddressPrefixes. */
  destinationAddressPrefix?: pulumi.Input<string>;
  /** Several blocks of addresses. Omitted: see destinationAddressPrefix. */
  destinationAddressPrefixes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Application security groups. Omitted: none. */
  destinationApplicationSecurityGroups?: pulumi.Input<pulumi.Input<ApplicationSecurityGroupId>[]>;
  /** Port, range or asterisk. Omitted: see destinationPortRanges. */
  destinationPortRange?: pulumi.Input<string>;
  /** Several ports or ranges. Omitted: see destinationPortRange. */
  destinationPortRanges?: pulumi.Input<pulumi.Input<string>[]>;
}
