/** The five alert flags of a vault, each with Azure's name and block. */
export const alertFlags = [
  ["jobFailures", "azureMonitorAlertSettings", "alertsForAllJobFailures"],
  ["replicationIssues", "azureMonitorAlertSettings", "alertsForAllReplicationIssues"],
  ["failoverIssues", "azureMonitorAlertSettings", "alertsForAllFailoverIssues"],
  ["criticalOperations", "classicAlertSettings", "alertsForCriticalOperations"],
  ["siteRecoveryEmails", "classicAlertSettings", "emailNotificationsForSiteRecovery"],
] as const satisfies readonly (readonly [keyof AlertFlags, string, string])[];

/** The values of the flags, by the names of BackupVault's arguments. */
export interface AlertFlags {
  readonly jobFailures?: boolean;
  readonly replicationIssues?: boolean;
  readonly failoverIssues?: boolean;
  readonly criticalOperations?: boolean;
  readonly siteRecoveryEmails?: boolean;
}

type MonitoringSettings = Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>>;

/**
 * Azure answers 400 to a part of the flags, so all are sent if one is set; Azure's default of each is Enabled. If none is set, none
 * is sent. https://github.com/Azure/azure-monitor-baseline-alerts/issues/903, 2026-04
 */
export function monitoringSettingsOf(alerts: AlertFlags): MonitoringSettings | undefined {
  if (alertFlags.every(([flag]) => alerts[flag] === undefined)) return undefined;
  const blockOf = (name: string) =>
    Object.fromEntries(
      alertFlags
        .filter(([, block]) => block === name)
        .map(([flag, , field]) => [field, enabledOrDisabled(alerts[flag] ?? true)]),
    );
  return {
    azureMonitorAlertSettings: blockOf("azureMonitorAlertSettings"),
    classicAlertSettings: blockOf("classicAlertSettings"),
  };
}

/** A boolean in Azure's words. */
export const enabledOrDisabled = (on: boolean | undefined): string | undefined =>
  on === undefined ? undefined : on ? "Enabled" : "Disabled";
