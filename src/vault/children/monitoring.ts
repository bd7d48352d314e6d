import * as alertsmanagement from "@pulumi/azure-native/alertsmanagement";
import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";
import { diagnosticCategories } from "../facts";
import type { VaultContext } from "./context";

/** Alerts of a vault, and the action groups that they notify. If you set one of the five kinds of alert, all five are sent, because Azure refuses a part of them. */
export interface VaultAlerts {
  /** Whether Azure Monitor alerts when a backup or a restore fails. Omitted: Azure's default, on. */
  jobFailures?: pulumi.Input<boolean>;
  /** Whether Azure Monitor alerts when the replication of Azure Site Recovery has an issue. Omitted: Azure's default, on. */
  replicationIssues?: pulumi.Input<boolean>;
  /** Whether Azure Monitor alerts when a failover of Azure Site Recovery has an issue. Omitted: Azure's default, on. */
  failoverIssues?: pulumi.Input<boolean>;
  /** Whether classic alerts report critical operations, e.g. stopping a backup. Omitted: Azure's default, on. */
  criticalOperations?: pulumi.Input<boolean>;
  /** Whether classic alerts send the emails of Azure Site Recovery. Omitted: Azure's default, on. */
  siteRecoveryEmails?: pulumi.Input<boolean>;
  /** Azure ids of action groups that every alert of the vault notifies. Omitted: none, the alerts appear only in the portal. */
  actionGroupIds?: pulumi.Input<string>[];
}

/** Destinations of a vault's diagnostic logs. An empty block is the same as none. */
export interface VaultDiagnostics {
  /** Azure id of a Log Analytics workspace, which Azure Backup's reports read. It is not the Workspace ID of the portal, which is a GUID. Omitted: none. */
  workspaceId?: pulumi.Input<string>;
  /** Azure id of a storage account, to archive the logs. Omitted: none. */
  storageAccountId?: pulumi.Input<string>;
  /** Azure id of an authorization rule of an Event Hubs namespace, e.g. to send the logs to a SIEM. Omitted: none. */
  eventHubAuthorizationRuleId?: pulumi.Input<string>;
  /** Name of the event hub in that namespace. Omitted: one event hub for each log category. */
  eventHubName?: pulumi.Input<string>;
}

/** Routes the vault's alerts to action groups. */
export function routeAlerts(
  { name, vault, resourceGroupName, options }: VaultContext,
  actionGroupIds: pulumi.Input<string>[],
): void {
  new alertsmanagement.AlertProcessingRuleByName(
    name,
    {
      alertProcessingRuleName: `${name}-alerts`,
      resourceGroupName,
      location: "Global",
      properties: {
        scopes: [vault.id],
        enabled: true,
        description: "Alerts of the Recovery Services vault to the action groups.",
        actions: [{ actionType: "AddActionGroups", actionGroupIds }],
      },
    },
    options({ staysWithVault: true }),
  );
}

/** Sends the vault's backup logs to their destinations, each category in its own table. */
export function sendLogs({ name, vault, options }: VaultContext, destinations: VaultDiagnostics): void {
  new monitor.DiagnosticSetting(
    name,
    {
      name,
      resourceUri: vault.id,
      ...destinations,
      ...(destinations.workspaceId !== undefined && { logAnalyticsDestinationType: "Dedicated" }),
      logs: diagnosticCategories.value.map((category) => ({ category, enabled: true })),
    },
    options({ staysWithVault: true }),
  );
}
