import * as authorization from "@pulumi/azure-native/authorization";
import * as consumption from "@pulumi/azure-native/consumption";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../component/argumentTypes";
import { check } from "../component/check";
import { childOptions } from "../component/children";
import {
  budgetNotifications,
  budgetStart,
  closedRules,
  drillOptionsOf,
  drillRole,
  groupTags,
} from "./networkArm";
import { defaultAddressPrefix, namesInGroup, staging } from "./networkFacts";
import { drillNetworkRules } from "./networkRules";

/** A budget for restore drills. Azure sends emails at 80 and 100 percent of the amount; it stops nothing. */
export interface DrillBudget {
  /** What drills may cost in a month, in the currency of the subscription's bill; more than zero. */
  amountPerMonth: pulumi.Input<number>;
  /** Email addresses that are notified; at least one. */
  contactEmails: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of a RestoreDrillNetwork. */
export interface RestoreDrillNetworkArgs {
  /** Region to restore to, e.g. "westeurope": that of the VMs, or for `drill --secondary-region` its paired region. */
  location: pulumi.Input<string>;
  /** Name of the storage account to which Azure copies what it restores, unique in all of Azure: 3 to 24 lowercase letters and digits. */
  stagingAccountName: pulumi.Input<string>;
  /** Name of the resource group, which the component creates for drills only. Omitted: the component's own name. */
  resourceGroupName?: pulumi.Input<string>;
  /** IPv4 block of the network and its subnet. The network is connected to no other, so the addresses can be in use elsewhere. Omitted: 10.0.0.0/24. */
  addressPrefix?: pulumi.Input<string>;
  /** Lets TCP 443 to everything that Azure hosts out of the network, so that Azure can return the output of a script: drill --allow-azure-cloud. Omitted: false, nothing gets out. */
  allowAzureCloud?: pulumi.Input<boolean>;
  /** A monthly budget for the resource group. Omitted: none. */
  budget?: DrillBudget;
  /** Tags of the resource group, the network, the security group and the storage account. Omitted: none, and on the group only the tag by which drills recognize it. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/**
 * An isolated place for restore drills: a resource group for drills only, a network without a way out, a staging account, and a role that
 * can restore and delete VMs in this group only. Its outputs are the options of `azure-vm-backup drill`.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-restore-vms
 *
 * @example
 * ```ts
 * const drills = new RestoreDrillNetwork("drills", {
 *   location: "westeurope",
 *   stagingAccountName: "bankdrillstaging",
 *   budget: { amountPerMonth: 50, contactEmails: ["backup@example.com"] },
 * });
 * export const drillOptions = drills.drillOptions;
 * ```
 */
export class RestoreDrillNetwork extends pulumi.ComponentResource {
  /** Azure id of the resource group: the option --target-group of drill. */
  readonly targetGroupId: pulumi.Output<string>;
  /** Azure id of the isolated subnet: the option --subnet of drill. */
  readonly subnetId: pulumi.Output<string>;
  /** Azure id of the staging account: the option --staging of drill. */
  readonly stagingId: pulumi.Output<string>;
  /** The three options of drill as one text. */
  readonly drillOptions: pulumi.Output<string>;
  /** Azure id of the role for the identity that drills. Assign it on targetGroupId. */
  readonly roleDefinitionId: pulumi.Output<string>;

  /**
   * Creates an isolated network for restore drills, and all that a drill needs around it.
   * See docs/components/restore-drill-network.md in this package.
   *
   * @param name Pulumi name; also the resource group's name in Azure, unless args.resourceGroupName is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: RestoreDrillNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `RestoreDrillNetwork "${name}"`,
      args,
      { resourceGroupName: name, addressPrefix: defaultAddressPrefix },
      { fields: argumentsOf("RestoreDrillNetwork"), rules: drillNetworkRules },
    );
    super("azure-vm-backup:index:RestoreDrillNetwork", name, args, opts);

    const { location, tags, budget } = checked;
    const tagged = tags === undefined ? {} : { tags };
    const group = new resources.ResourceGroup(
      name,
      {
        resourceGroupName: checked.resourceGroupName,
        location,
        tags: pulumi.output(tags).apply((given) => groupTags(given)),
      },
      childOptions(this),
    );
    // Known in preview, and still depends on the group. `group.name` would be unknown in preview.
    const resourceGroupName = pulumi.all([checked.resourceGroupName, group.urn]).apply(([known]) => known);

    const securityGroup = new network.NetworkSecurityGroup(
      name,
      {
        ...{ resourceGroupName, networkSecurityGroupName: namesInGroup.securityGroup, location, ...tagged },
        securityRules: pulumi
          .output(checked.allowAzureCloud)
          .apply((isAllowed) => closedRules(isAllowed === true)),
      },
      childOptions(this),
    );
    const isolated = new network.VirtualNetwork(
      name,
      {
        ...{ resourceGroupName, virtualNetworkName: namesInGroup.network, location, ...tagged },
        addressSpace: { addressPrefixes: [checked.addressPrefix] },
        // The subnet is created with the network, so that it is never without its security group.
        subnets: [
          {
            name: namesInGroup.subnet,
            addressPrefix: checked.addressPrefix,
            networkSecurityGroup: { id: securityGroup.id },
            defaultOutboundAccess: false,
          },
        ],
      },
      childOptions(this),
    );
    const account = new storage.StorageAccount(
      name,
      {
        ...{ resourceGroupName, accountName: checked.stagingAccountName, location, ...tagged },
        ...{ kind: staging.kind, sku: { name: staging.sku } },
        ...{ allowBlobPublicAccess: false, allowCrossTenantReplication: false },
        ...{ enableHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" },
      },
      childOptions(this),
    );
    const role = new authorization.RoleDefinition(
      name,
      { scope: group.id, ...fieldsOf(group.id.apply(drillRole)) },
      childOptions(this),
    );
    if (budget !== undefined)
      new consumption.Budget(
        name,
        {
          ...{ scope: group.id, budgetName: namesInGroup.budget, category: "Cost", timeGrain: "Monthly" },
          amount: budget.amountPerMonth,
          notifications: pulumi.output(budget.contactEmails).apply(budgetNotifications),
          timePeriod: { startDate: budgetStart(new Date()) },
        },
        // Azure accepts only the current month when the budget is created, and no other start afterwards.
        childOptions(this, { ignoreChanges: ["timePeriod"] }),
      );

    this.targetGroupId = group.id;
    this.subnetId = pulumi.interpolate`${isolated.id}/subnets/${namesInGroup.subnet}`;
    this.stagingId = account.id;
    this.drillOptions = pulumi
      .all([this.targetGroupId, this.subnetId, this.stagingId])
      .apply(([groupId, subnetId, stagingId]) => drillOptionsOf(groupId, subnetId, stagingId));
    this.roleDefinitionId = role.id;
    this.registerOutputs({
      targetGroupId: this.targetGroupId,
      subnetId: this.subnetId,
      stagingId: this.stagingId,
      drillOptions: this.drillOptions,
      roleDefinitionId: this.roleDefinitionId,
    });
  }
}

/** The fields of a deferred role, each deferred. */
const fieldsOf = (role: pulumi.Output<ReturnType<typeof drillRole>>) => ({
  roleDefinitionId: role.roleDefinitionId,
  roleName: role.roleName,
  description: role.description,
  assignableScopes: role.assignableScopes,
  permissions: role.permissions,
});
