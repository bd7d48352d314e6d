import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../../component/argumentTypes";
import { check } from "../../component/check";
import { childOptions } from "../../component/children";
import { defaultPriorities } from "../facts";
import { backupRuleCollections } from "./arm";
import { backupFirewallRuleRules } from "./rules";

/** The sources of the traffic that the firewall allows: exactly one of the two fields. */
export interface FirewallSources {
  /** IPv4 addresses, blocks or ranges of the VMs, or an asterisk for any address. Omitted: see ipGroupIds. */
  addresses?: pulumi.Input<pulumi.Input<string>[]>;
  /** Azure ids of IP groups that contain the VMs. Omitted: see addresses. */
  ipGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
}

/** The backup traffic of managed disks. */
export interface ManagedDisks {
  /** Region of the VMs and their vault, e.g. "westeurope" or "West Europe". */
  region: pulumi.Input<string>;
}

/** Arguments of a BackupFirewallRule. */
export interface BackupFirewallRuleArgs {
  /** Resource group of the firewall policy. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the firewall policy. */
  firewallPolicyName: pulumi.Input<string>;
  /** The VMs whose traffic is allowed, as addresses or as IP groups. */
  sources: pulumi.Input<FirewallSources>;
  /** Also allows port 8443 to the region's storage, which the page of 2018 requires for managed disks. Omitted: only the FQDN tag is allowed. */
  managedDisks?: pulumi.Input<ManagedDisks>;
  /** Priority of the rule collection group, 100 to 65000. Omitted: 200. */
  priority?: pulumi.Input<number>;
  /** Name of the rule collection group, 1 to 80 characters. Omitted: the component's own name. */
  groupName?: pulumi.Input<string>;
}

/**
 * A rule collection group of an Azure Firewall policy that allows backup traffic by the FQDN tag AzureBackup.
 * https://learn.microsoft.com/azure/firewall/fqdn-tags
 *
 * @example
 * ```ts
 * new BackupFirewallRule("azure-backup", {
 *   resourceGroupName: group.name,
 *   firewallPolicyName: "hub-policy",
 *   sources: { addresses: ["10.0.1.0/24"] },
 * });
 * ```
 */
export class BackupFirewallRule extends pulumi.ComponentResource {
  /** Azure id of the rule collection group. */
  readonly ruleCollectionGroupId: pulumi.Output<string>;

  /**
   * Creates a rule collection group in an Azure Firewall policy that allows the FQDN tag AzureBackup.
   * See docs/components/backup-firewall-rule.md in this package.
   *
   * @param name Pulumi name; also the group's name in Azure, unless args.groupName is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: BackupFirewallRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `BackupFirewallRule "${name}"`,
      args,
      { groupName: name },
      { fields: argumentsOf("BackupFirewallRule"), rules: backupFirewallRuleRules },
    );
    super("azure-vm-backup:index:BackupFirewallRule", name, args, opts);

    const { resourceGroupName, firewallPolicyName, groupName, priority } = checked;
    const group = new network.FirewallPolicyRuleCollectionGroup(
      name,
      {
        resourceGroupName,
        firewallPolicyName,
        ruleCollectionGroupName: groupName,
        priority: pulumi.output(priority).apply((given) => given ?? defaultPriorities.firewall),
        ruleCollections: pulumi
          .all([checked.sources, checked.managedDisks])
          .apply(([sources, managedDisks]) => backupRuleCollections(sources, managedDisks?.region)),
      },
      childOptions(this),
    );

    this.ruleCollectionGroupId = group.id;
    this.registerOutputs({ ruleCollectionGroupId: this.ruleCollectionGroupId });
  }
}
