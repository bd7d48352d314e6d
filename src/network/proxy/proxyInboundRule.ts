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
  /** The proxy's IPv4 address, or a block that contains several proxies. Omitted: every address behind the group. */
  proxyAddress?: pulumi.Input<string>;
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
 * An inbound rule in a proxy's network security group that allows the VMs of the virtual network to connect to the proxy. A
 * proxy on Windows also has its own firewall: run the command in the output windowsFirewallCommand on it.
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
  /** PowerShell command that opens the port in the firewall of a proxy that runs on Windows. */
  readonly windowsFirewallCommand: pulumi.Output<string>;

  /**
   * Creates an inbound rule in a proxy's network security group that allows the VMs of the virtual network to reach the proxy.
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

    const rule = oneSecurityRule(this, name, checked, {
      type: "ProxyInboundRule",
      direction: "Inbound",
      rulesToAdd: proxyInboundOf,
      fallback: defaultPriorities.proxy,
    });
    this.securityRuleId = rule.securityRuleId;
    this.securityRuleName = rule.securityRuleName;
    this.priority = rule.priority;
    this.windowsFirewallCommand = pulumi
      .all([checked.ruleName, checked.proxyPort])
      .apply(([ruleName, port]) => windowsFirewallCommand(ruleName, port));
    this.registerOutputs({ ...rule, windowsFirewallCommand: this.windowsFirewallCommand });
  }
}
