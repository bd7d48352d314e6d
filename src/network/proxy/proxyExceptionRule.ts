import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../../component/argumentTypes";
import { check } from "../../component/check";
import { defaultPriorities } from "../facts";
import { oneSecurityRule } from "../securityRule/child";
import type { ExistingSecurityRule } from "../securityRule/existingRule";
import { proxyExceptionOf, proxyExceptionRules } from "./rules";

/** The destination that a proxy may reach: exactly one of the three fields. */
export interface ProxyDestination {
  /** Set it to true to allow the whole internet. Omitted: see the other two fields. */
  internet?: pulumi.Input<boolean>;
  /** IPv4 addresses or blocks, e.g. "20.38.0.0/16". Omitted: see the other two fields. */
  addressRanges?: pulumi.Input<pulumi.Input<string>[]>;
  /** Region whose storage the proxy may reach, e.g. "westeurope". Omitted: see the other two fields. */
  storageRegion?: pulumi.Input<string>;
}

/** Arguments of a ProxyExceptionRule. */
export interface ProxyExceptionRuleArgs {
  /** Resource group of the network security group. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the network security group that denies outbound traffic. */
  networkSecurityGroupName: pulumi.Input<string>;
  /** The proxy's IPv4 address, e.g. "10.0.0.5" or the private address of its network interface, or a block that contains several proxies. */
  proxyAddress: pulumi.Input<string>;
  /** The destination that the proxy may reach. Omitted: the whole internet. */
  destination?: pulumi.Input<ProxyDestination>;
  /** Destination ports or ranges of ports, e.g. ["80-443"]. Omitted: 80 and 443. */
  ports?: pulumi.Input<pulumi.Input<string>[]>;
  /** Priority, 100 to 4096. It must be lower than the priority of every rule that denies this traffic. Omitted: with existingRules, the highest free priority below the first such rule, else 200. */
  priority?: pulumi.Input<number>;
  /** Rules that the group already has. They are used to choose the priority, or to check the priority that you set. Omitted: the rules are unknown. */
  existingRules?: pulumi.Input<pulumi.Input<ExistingSecurityRule>[] | undefined>;
  /** Name of the rule, 1 to 80 characters. Omitted: the component's own name. */
  ruleName?: pulumi.Input<string>;
  /** Description of the rule, up to 140 characters. Omitted: a text that states its purpose. */
  description?: pulumi.Input<string>;
}

/**
 * An outbound rule in a locked-down network security group that allows the traffic of an HTTP proxy, so that VMs reach
 * Azure Backup through the proxy.
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
   * Creates an outbound rule in a network security group that allows an HTTP proxy to reach Azure.
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

    const rule = oneSecurityRule(this, name, checked, {
      type: "ProxyExceptionRule",
      direction: "Outbound",
      rulesToAdd: proxyExceptionOf,
      fallback: defaultPriorities.proxy,
    });
    this.securityRuleId = rule.securityRuleId;
    this.securityRuleName = rule.securityRuleName;
    this.priority = rule.priority;
    this.registerOutputs(rule);
  }
}
