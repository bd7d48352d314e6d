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
  /** Region of the VMs and their vault, e.g. "westeurope" or "West Europe": the rule opens the way to its storage. */
  region: pulumi.Input<string>;
  /** How the VMs' disks are kept; it decides the port. Omitted: Managed, port 8443. */
  diskKind?: pulumi.Input<DiskKind>;
  /** Priority, 100 to 4096, lower than that of every rule that denies this traffic. Omitted: with existingRules the highest free one below the first such rule, else 100. */
  priority?: pulumi.Input<number>;
  /** Rules that the group has already. Given, the priority is found among them or checked against them. Omitted: not known. */
  existingRules?: pulumi.Input<pulumi.Input<ExistingSecurityRule>[] | undefined>;
  /** Name of the rule, 1 to 80 characters. Omitted: the component's own name. */
  ruleName?: pulumi.Input<string>;
  /** Description of the rule, up to 140 characters. Omitted: what the rule is for. */
  description?: pulumi.Input<string>;
}

/**
 * The rule of a network security group that lets the backup traffic of VMs out to their region's storage, as
 * Microsoft's page of 2018 describes it. One rule serves every VM behind the group. Today's backup of Azure VMs
 * needs no such rule; see BackupServiceTagRules for what backup inside a VM needs.
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
   * Creates the outbound rule of Microsoft's page of 2018 in a network security group: to the storage of a region.
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

    const made = oneSecurityRule(this, name, checked, {
      direction: "Outbound",
      wanted: backupRuleOf,
      fallback: defaultPriorities.backup,
    });
    this.securityRuleId = made.securityRuleId;
    this.securityRuleName = made.securityRuleName;
    this.priority = made.priority;
    this.registerOutputs(made);
  }
}
