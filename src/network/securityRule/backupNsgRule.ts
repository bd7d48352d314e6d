import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../../component/argumentTypes";
import { check } from "../../component/check";
import { type DiskKind, defaultPriorities } from "../facts";
import { oneSecurityRule } from "./child";
import type { ExistingSecurityRule } from "./existingRule";
import { backupNsgRuleRules, backupRuleOf } from "./rules";

/** Arguments of a BackupNsgRule. */
export interface BackupNsgRuleArgs {
  /** Resource group of the network security group. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the network security group. */
  networkSecurityGroupName: pulumi.Input<string>;
  /** Region of the VMs and their vault, e.g. "westeurope" or "West Europe". The rule allows traffic to the storage of this region. */
  region: pulumi.Input<string>;
  /** How the disks of the VMs are stored. It decides the port. Omitted: Managed, port 8443. */
  diskKind?: pulumi.Input<DiskKind>;
  /** Priority, 100 to 4096. It must be lower than the priority of every rule that denies this traffic. Omitted: with existingRules, the highest free priority below the first such rule, else 100. */
  priority?: pulumi.Input<number>;
  /** Rules that the group already has. They are used to choose the priority, or to check the priority that you set. Omitted: the rules are unknown. */
  existingRules?: pulumi.Input<pulumi.Input<ExistingSecurityRule>[] | undefined>;
  /** Name of the rule, 1 to 80 characters. Omitted: the component's own name. */
  ruleName?: pulumi.Input<string>;
  /** Description of the rule, up to 140 characters. Omitted: a text that names the destination and the port. */
  description?: pulumi.Input<string>;
}

/**
 * An outbound rule in a network security group that allows the backup traffic of VMs to the storage of their region, as
 * described on Microsoft's page of 2018. One rule is enough for all VMs behind the group. Today, the backup of Azure VMs
 * needs no such rule. For backups inside a VM, use BackupServiceTagRules.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare
 *
 * @example
 * ```ts
 * new BackupNsgRule("allow-backup", {
 *   resourceGroupName: group.name,
 *   networkSecurityGroupName: lockdown.name,
 *   region: "westeurope",
 *   existingRules: [denyAll],
 * });
 * ```
 */
export class BackupNsgRule extends pulumi.ComponentResource {
  /** Azure id of the security rule. */
  readonly securityRuleId: pulumi.Output<string>;
  /** Name of the security rule; known in preview. */
  readonly securityRuleName: pulumi.Output<string>;
  /** Priority of the security rule. */
  readonly priority: pulumi.Output<number>;

  /**
   * Creates the outbound rule of Microsoft's page of 2018 in a network security group. It allows traffic to the storage of a region.
   * See docs/components/backup-nsg-rule.md in this package.
   *
   * @param name Pulumi name; also the rule's name in Azure, unless args.ruleName is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: BackupNsgRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `BackupNsgRule "${name}"`,
      args,
      { ruleName: name },
      { fields: argumentsOf("BackupNsgRule"), rules: backupNsgRuleRules },
    );
    super("azure-vm-backup:index:BackupNsgRule", name, args, opts);

    const rule = oneSecurityRule(this, name, checked, {
      type: "BackupNsgRule",
      direction: "Outbound",
      rulesToAdd: backupRuleOf,
      fallback: defaultPriorities.backup,
    });
    this.securityRuleId = rule.securityRuleId;
    this.securityRuleName = rule.securityRuleName;
    this.priority = rule.priority;
    this.registerOutputs(rule);
  }
}
