import type * as pulumi from "@pulumi/pulumi";

/** An application security group. */
export interface ApplicationSecurityGroupId {
  /** Azure id of the group. */
  id?: pulumi.Input<string>;
}

/** A rule that a network security group has already, with the fields of azure-native's SecurityRule. */
export interface ExistingSecurityRule {
  /** Name of the rule. */
  name?: pulumi.Input<string>;
  /** Priority, 100 to 4096. */
  priority?: pulumi.Input<number>;
  /** Outbound or Inbound. */
  direction: pulumi.Input<string>;
  /** Allow or Deny. */
  access: pulumi.Input<string>;
  /** Protocol: Tcp, Udp, Icmp, Esp, Ah or an asterisk. */
  protocol: pulumi.Input<string>;
  /** Block of addresses, service tag or asterisk. */
  sourceAddressPrefix?: pulumi.Input<string>;
  /** Several blocks of addresses. */
  sourceAddressPrefixes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Application security groups. */
  sourceApplicationSecurityGroups?: pulumi.Input<pulumi.Input<ApplicationSecurityGroupId>[]>;
  /** Port, range or asterisk. */
  sourcePortRange?: pulumi.Input<string>;
  /** Several ports or ranges. */
  sourcePortRanges?: pulumi.Input<pulumi.Input<string>[]>;
  /** Block of addresses, service tag or asterisk. */
  destinationAddressPrefix?: pulumi.Input<string>;
  /** Several blocks of addresses. */
  destinationAddressPrefixes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Application security groups. */
  destinationApplicationSecurityGroups?: pulumi.Input<pulumi.Input<ApplicationSecurityGroupId>[]>;
  /** Port, range or asterisk. */
  destinationPortRange?: pulumi.Input<string>;
  /** Several ports or ranges. */
  destinationPortRanges?: pulumi.Input<pulumi.Input<string>[]>;
}
