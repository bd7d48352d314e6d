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
  /** Priority of the first of the three rules, 100 to 4094. The other two get the next numbers. It must be lower than the priority of every rule that denies this traffic. Omitted: with existingRules, the highest free priorities below the first such rule, else 110. */
  priority?: pulumi.Input<number>;
  /** Rules that the group already has. They are used to choose the priorities, or to check the priority that you set. Omitted: the rules are unknown. */
  existingRules?: pulumi.Input<pulumi.Input<ExistingSecurityRule>[] | undefined>;
  /** Prefix of the rules' names, up to 59 characters. A hyphen and the service tag follow it. Omitted: the component's own name. */
  ruleName?: pulumi.Input<string>;
  /** Description of the rules, up to 140 characters. Omitted: a text that names each rule's destination and port. */
  description?: pulumi.Input<string>;
}

/**
 * Outbound rules in a network security group that allow VMs to reach the services that Azure Backup uses today: Azure
 * Backup, the storage of the region and Microsoft Entra ID, on port 443. Azure accepts one service tag in a rule, so there
 * are three rules.
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
  /** Azure ids of the security rules, by the keys AzureBackup, Storage and AzureActiveDirectory. */
  readonly securityRuleIds: pulumi.Output<{ [key: string]: string }>;

  /**
   * Creates three outbound rules in a network security group. They allow traffic to AzureBackup, `Storage.<Region>` and
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
    const group = { networkSecurityGroupName, resourceGroupName };
    const priorities = prioritiesOf(
      this,
      rules,
      { ...group, priority, existingRules },
      {
        ...{ type: "BackupServiceTagRules", name, fallback: defaultPriorities.serviceTags },
        childNames: backupServiceTags.value.map((tag) => `${name}-${tag}`),
      },
    );
    const ids: { [key: string]: pulumi.Output<string> } = {};
    backupServiceTags.value.forEach((tag, i) => {
      const rule = securityRuleChild(
        this,
        `${name}-${tag}`,
        group,
        "Outbound",
        rules.apply((all) => all[i] as NamedRule),
        priorities.apply((all) => all[i] as number),
      );
      ids[tag] = rule.securityRuleId;
    });

    this.securityRuleIds = pulumi.output(ids);
    this.registerOutputs({ securityRuleIds: this.securityRuleIds });
  }
}
