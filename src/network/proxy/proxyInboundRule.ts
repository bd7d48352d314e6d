import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../../component/argumentTypes";
import { check } from "../../component/check";
import { defaultPriorities } from "../facts";
import { oneSecurityRule } from "../securityRule/child";
import type { ExistingSecurityRule } from "../securityRule/existingRule";
import { proxyInboundOf, proxyInboundRules } from "./rules";
import { windowsFirewallCommand } from "./script";

/** Arguments of a ProxyInboundRule. */
export interface ProxyInboundRuleArgs {
  /** Resource group of the network security group. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the proxy's network security group. */
  networkSecurityGroupName: pulumi.Input<string>;
  /** Port on which the proxy listens, 1 to 65535. */
  proxyPort: pulumi.Input<number>;
  /** The proxy's IPv4 address, or a block with several proxies. Omitted: every machine behind the group. */
  proxyAddress?: pulumi.Input<string>;
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
 * The rule of a proxy's network security group that lets the virtual network's VMs in. A proxy on Windows has a
 * firewall of its own: run windowsFirewallCommand on it.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare
 *
 * @example
 * ```ts
 * new ProxyInboundRule("allow-to-proxy", {
 *   resourceGroupName: group.name,
 *   networkSecurityGroupName: lockdown.name,
 *   proxyAddress: "10.0.0.5",
 *   proxyPort: 3128,
 * });
 * ```
 */
export class ProxyInboundRule extends pulumi.ComponentResource {
  /** Azure id of the security rule. */
  readonly securityRuleId: pulumi.Output<string>;
  /** Name of the security rule; known in preview. */
  readonly securityRuleName: pulumi.Output<string>;
  /** Priority of the security rule. */
  readonly priority: pulumi.Output<number>;
  /** PowerShell command that opens the port in the firewall of a proxy on Windows. */
  readonly windowsFirewallCommand: pulumi.Output<string>;

  /**
   * Creates an inbound rule in a proxy's network security group that lets the virtual network's VMs reach the proxy.
   * See docs/components/proxy-inbound-rule.md in this package.
   *
   * @param name Pulumi name; also the rule's name in Azure, unless args.ruleName is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: ProxyInboundRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `ProxyInboundRule "${name}"`,
      args,
      { ruleName: name },
      { fields: argumentsOf("ProxyInboundRule"), rules: proxyInboundRules },
    );
    super("azure-vm-backup:index:ProxyInboundRule", name, args, opts);

    const made = oneSecurityRule(this, name, checked, {
      direction: "Inbound",
      wanted: proxyInboundOf,
      fallback: defaultPriorities.proxy,
    });
    this.securityRuleId = made.securityRuleId;
    this.securityRuleName = made.securityRuleName;
    this.priority = made.priority;
    this.windowsFirewallCommand = pulumi
      .all([checked.ruleName, checked.proxyPort])
      .apply(([ruleName, port]) => windowsFirewallCommand(ruleName, port));
    this.registerOutputs({ ...made, windowsFirewallCommand: this.windowsFirewallCommand });
  }
}
