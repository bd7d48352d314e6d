import { guidOf } from "../core/guid";
import { nameIn } from "../core/resourceId";
import { drillTag } from "./facts";
import { azureCloud, budgetFacts, drillRoleActions } from "./networkFacts";

const rule = (name: string, direction: string, access: string, priority: number) => ({
  ...{ name, direction, access, priority, protocol: "*" },
  ...{ sourceAddressPrefix: "*", sourcePortRange: "*" },
  ...{ destinationAddressPrefix: "*", destinationPortRange: "*" },
});

/**
 * The rules of a closed security group. No check needs a rule that allows: boot diagnostics and the VM agent use Azure's own addresses, to
 * which security groups do not apply (https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview).
 */
export function closedRules(allowAzureCloud: boolean) {
  const allowed = {
    ...rule("allow-azure-cloud", "Outbound", "Allow", 100),
    ...{
      protocol: "Tcp",
      destinationAddressPrefix: azureCloud.tag,
      destinationPortRange: String(azureCloud.port),
    },
    description: "Azure returns the output of a script (drill --allow-azure-cloud)",
  };
  return [
    ...(allowAzureCloud ? [allowed] : []),
    rule("deny-outbound", "Outbound", "Deny", 4096),
    rule("deny-inbound", "Inbound", "Deny", 4096),
  ];
}

/** The tags of a resource group for drills. */
export const groupTags = (tags: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...tags,
  [drillTag]: "group",
});

/** A role that can be assigned in the group only. Its name is unique in the directory, as Azure requires. */
export function drillRole(groupId: string) {
  const subscriptionId = groupId.split("/")[2] ?? "";
  return {
    roleDefinitionId: guidOf(groupId, "restore drills"),
    roleName: `Restore drills in ${nameIn(groupId)} (${subscriptionId})`,
    description: "Restores VMs to this resource group, checks them, and deletes them (azure-vm-backup drill)",
    assignableScopes: [groupId],
    permissions: [
      { actions: [...drillRoleActions.value], notActions: [], dataActions: [], notDataActions: [] },
    ],
  };
}

/** Emails at each threshold of a budget. */
export const budgetNotifications = (contactEmails: readonly string[]) =>
  Object.fromEntries(
    budgetFacts.thresholds.map((threshold) => [
      `actual-${threshold}-percent`,
      { contactEmails: [...contactEmails], enabled: true, operator: "GreaterThanOrEqualTo", threshold },
    ]),
  );

/** The first day of a month, at which Azure lets a budget start. */
export const budgetStart = (now: Date): string => `${now.toISOString().slice(0, 7)}-01T00:00:00Z`;

/** The options of `drill` that name a place. An id contains no spaces: Azure's names of these resources have none. */
export const drillOptionsOf = (groupId: string, subnetId: string, stagingId: string): string =>
  `--target-group ${groupId} --subnet ${subnetId} --staging ${stagingId}`;
