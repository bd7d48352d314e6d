import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../../component/argumentTypes";
import { check } from "../../component/check";
import { backupServiceTags, defaultPriorities } from "../facts";
import { prioritiesOf, securityRuleChild } from "./child";
import type { ExistingSecurityRule } from "./existingRule";
import { type NamedRule, namedRules } from "./placement";
import { backupServiceTagRulesRules, serviceTagRulesOf } from "./rules";

/** Arguments of BackupServiceTagRules. */
export interface BackupServiceTagRulesArgs {
  /** Resource group of the network security group. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the network security group. */
  networkSecurityGroupName: pulumi.Input<string>;
  /** Region of the VMs and their vault, e.g. "westeurope" or "West Europe". */
  region: pulumi.Input<string>;
  /** Priority of the first of the three rules, 100 to 4094; the others follow it. Lower than that of every rule that denies this traffic. Omitted: with existingRules the highest free ones below the first such rule, else 110. */
  priority?: pulumi.Input<number>;
  /** Rules that the group has already. Given, the priorities are found among them or checked against them. Omitted: not known. */
  existingRules?: pulumi.Input<pulumi.Input<ExistingSecurityRule>[] | undefined>;
  /** What the rules' names begin with, up to 59 characters; the tag follows. Omitted: the component's own name. */
  ruleName?: pulumi.Input<string>;
  /** Description of the rules, up to 140 characters. Omitted: what each rule is for. */
  description?: pulumi.Input<string>;
}

/**
 * The rules of a network security group that let a VM reach what Azure Backup needs today: its own service, the
 * region's storage and Microsoft Entra ID, on port 443. Azure takes one service tag in a rule, so there are three.
 * https://learn.microsoft.com/azure/backup/backup-sql-server-database-azure-vms
 *
 * @example
 * ```ts
 * new BackupServiceTagRules("allow-backup", {
 *   resourceGroupName: group.name,
 *   networkSecurityGroupName: lockdown.name,
 *   region: "westeurope",
 *   existingRules: [denyAll],
 * });
 * ```
 */
export class BackupServiceTagRules extends pulumi.ComponentResource {
  /** Azure ids of the security rules: AzureBackup, Storage, AzureActiveDirectory. */
  readonly securityRuleIds: pulumi.Output<{ [key: string]: string }>;

  /**
   * Creates three outbound rules in a network security group: to AzureBackup, `Storage.<Region>` and
   * AzureActiveDirectory on port 443.
   * See docs/components/backup-service-tag-rules.md in this package.
   *
   * @param name Pulumi name; the rules' names begin with it, unless args.ruleName is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: BackupServiceTagRulesArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `BackupServiceTagRules "${name}"`,
      args,
      { ruleName: name },
      { fields: argumentsOf("BackupServiceTagRules"), rules: backupServiceTagRulesRules },
    );
    super("azure-vm-backup:index:BackupServiceTagRules", name, args, opts);

    const { networkSecurityGroupName, resourceGroupName, priority, existingRules, ...settings } = checked;
    const rules = pulumi.output(settings).apply((given) => namedRules(serviceTagRulesOf(given), given));
    const priorities = prioritiesOf(rules, { priority, existingRules }, defaultPriorities.serviceTags);
    const ids: { [key: string]: pulumi.Output<string> } = {};
    backupServiceTags.value.forEach((tag, i) => {
      const made = securityRuleChild(
        this,
        `${name}-${tag}`,
        { networkSecurityGroupName, resourceGroupName },
        "Outbound",
        rules.apply((all) => all[i] as NamedRule),
        priorities.apply((all) => all[i] as number),
      );
      ids[tag] = made.securityRuleId;
    });

    this.securityRuleIds = pulumi.output(ids);
    this.registerOutputs({ securityRuleIds: this.securityRuleIds });
  }
}
