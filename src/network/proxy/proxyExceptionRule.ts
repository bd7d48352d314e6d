import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../../component/argumentTypes";
import { check } from "../../component/check";
import { defaultPriorities } from "../facts";
import { oneSecurityRule } from "../securityRule/child";
import type { ExistingSecurityRule } from "../securityRule/existingRule";
import { proxyExceptionOf, proxyExceptionRules } from "./rules";

/** Where a proxy may go: exactly one of the three. */
export interface ProxyDestination {
  /** The whole internet: true. Omitted: see the other two. */
  internet?: pulumi.Input<boolean>;
  /** Blocks of addresses, e.g. "20.38.0.0/16". Omitted: see the other two. */
  addressRanges?: pulumi.Input<pulumi.Input<string>[]>;
  /** The storage of a region, e.g. "westeurope". Omitted: see the other two. */
  storageRegion?: pulumi.Input<string>;
}

/** Arguments of a ProxyExceptionRule. */
export interface ProxyExceptionRuleArgs {
  /** Resource group of the network security group. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the network security group that locks the network down. */
  networkSecurityGroupName: pulumi.Input<string>;
  /** The proxy's IPv4 address, e.g. "10.0.0.5" or its network interface's private address, or a block with several proxies. */
  proxyAddress: pulumi.Input<string>;
  /** Where the proxy may go. Omitted: the whole internet. */
  destination?: pulumi.Input<ProxyDestination>;
  /** Ports or ranges of ports, e.g. ["80-443"]. Omitted: 80 and 443. */
  ports?: pulumi.Input<pulumi.Input<string>[]>;
  /** Priority, 100 to 4096, lower than that of every rule that denies this traffic. Omitted: with existingRules the highest free one below the first such rule, else 200. */
  priority?: pulumi.Input<number>;
  /** Rules that the group has already. Given, the priority is found among them or checked against them. Omitted: not known. */
  existingRules?: pulumi.Input<pulumi.Input<ExistingSecurityRule>[] | undefined>;
  /** Name of the rule, 1 to 80 characters. Omitted: the component's own name. */
  ruleName?: pulumi.Input<string>;
  /** Description of the rule, up to 140 characters. Omitted: what the rule is for. */
  description?: pulumi.Input<string>;
}

/**
 * The exception in a locked-down network security group that lets an HTTP proxy out, so that the VMs behind it
 * reach Azure Backup through it.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare
 *
 * @example
 * ```ts
 * new ProxyExceptionRule("allow-proxy", {
 *   resourceGroupName: group.name,
 *   networkSecurityGroupName: lockdown.name,
 *   proxyAddress: "10.0.0.5",
 *   existingRules: [denyAll],
 * });
 * ```
 */
export class ProxyExceptionRule extends pulumi.ComponentResource {
  /** Azure id of the security rule. */
  readonly securityRuleId: pulumi.Output<string>;
  /** Name of the security rule; known in preview. */
  readonly securityRuleName: pulumi.Output<string>;
  /** Priority of the security rule. */
  readonly priority: pulumi.Output<number>;

  /**
   * Creates an outbound rule in a network security group that lets an HTTP proxy reach Azure.
   * See docs/components/proxy-exception-rule.md in this package.
   *
   * @param name Pulumi name; also the rule's name in Azure, unless args.ruleName is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: ProxyExceptionRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `ProxyExceptionRule "${name}"`,
      args,
      { ruleName: name },
      { fields: argumentsOf("ProxyExceptionRule"), rules: proxyExceptionRules },
    );
    super("azure-vm-backup:index:ProxyExceptionRule", name, args, opts);

    const made = oneSecurityRule(this, name, checked, {
      direction: "Outbound",
      wanted: proxyExceptionOf,
      fallback: defaultPriorities.proxy,
    });
    this.securityRuleId = made.securityRuleId;
    this.securityRuleName = made.securityRuleName;
    this.priority = made.priority;
    this.registerOutputs(made);
  }
}
