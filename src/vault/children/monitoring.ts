import * as alertsmanagement from "@pulumi/azure-native/alertsmanagement";
import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";
import { diagnosticCategories } from "../facts";
import type { VaultContext } from "./context";

/** Alerts of a vault, and who hears of them. */
export interface VaultAlerts {
  /** Whether Azure Monitor alerts when a backup or a restore fails. Omitted: Azure's default, on. */
  jobFailures?: pulumi.Input<boolean>;
  /** Whether the classic alerts tell of critical operations, e.g. of stopping a backup. Omitted: Azure's default, on. */
  criticalOperations?: pulumi.Input<boolean>;
  /** Azure ids of action groups that hear of every alert of the vault. Omitted: nobody does, and the alerts are seen in the portal alone. */
  actionGroupIds?: pulumi.Input<string>[];
}

/** Where a vault's diagnostic logs go. An empty block is none. */
export interface VaultDiagnostics {
  /** Azure id of a Log Analytics workspace: Azure Backup's reports read it. Omitted: none. */
  workspaceId?: pulumi.Input<string>;
  /** Azure id of a storage account, for the archive. Omitted: none. */
  storageAccountId?: pulumi.Input<string>;
  /** Azure id of an authorization rule of an event hub namespace, for a SIEM. Omitted: none. */
  eventHubAuthorizationRuleId?: pulumi.Input<string>;
  /** Name of the event hub in that namespace. Omitted: one for each category. */
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
    options({ retains: true }),
  );
}

/** Sends the vault's logs of backup, in tables of their own. */
export function sendLogs({ name, vault, options }: VaultContext, sinks: VaultDiagnostics): void {
  new monitor.DiagnosticSetting(
    name,
    {
      name,
      resourceUri: vault.id,
      ...sinks,
      ...(sinks.workspaceId !== undefined && { logAnalyticsDestinationType: "Dedicated" }),
      logs: diagnosticCategories.value.map((category) => ({ category, enabled: true })),
    },
    options({ retains: true }),
  );
}
