import { azureTime, timeSpan } from "../azureTime";
import { type Json, objectAt, textAt } from "../json";
import type { Resource } from "../store";

/*
 * Health and deletion of a protected item, as Azure answers them. Recorded in the tests of azure-powershell (TestAzureVMRedoProtection,
 * TestAzureVMMUA) and azure-cli (test_backup_softdelete): https://github.com/Azure/azure-powershell, https://github.com/Azure/azure-cli,
 * 2026-11-29.
 */

/** A new item. Azure's time "never" is the year 2001. */
export const noBackupYet: Json = {
  protectionStatus: "Healthy",
  healthStatus: "Passed",
  lastBackupStatus: "",
  lastBackupTime: "2001-01-01T00:00:00Z",
};

/** What the first successful backup adds. */
export const afterBackup = (now: Date): Json => ({
  protectionState: "Protected",
  healthDetails: [
    {
      code: 400239,
      title: "IaasVmHealthGreenDefault",
      message: "Backup pre-check status of this virtual machine is OK.",
      recommendations: [],
    },
  ],
  lastBackupStatus: "Completed",
  lastBackupTime: azureTime(now),
  lastRecoveryPoint: azureTime(now),
});

/** What a backup that failed changes. */
export const afterFailedBackup = (now: Date): Json => ({
  lastBackupStatus: "Failed",
  lastBackupTime: azureTime(now),
});

/** What an item shows after its VM is gone: the state stays. */
export const vmIsGone: Json = {
  protectionStatus: "Unhealthy",
  healthStatus: "ActionRequired",
  healthDetails: [
    {
      code: 400136,
      title: "UserErrorVmNotFoundV2",
      message: "Virtual machine doesn't exist.",
      recommendations: [
        "Please make sure that virtual machine exists or select a different virtual machine. For more details, please refer to http://aka.ms/UserErrorVmNotFoundV2",
      ],
    },
  ],
  lastBackupStatus: "Failed",
};

/** A stopped item has no policy: Azure answers empty texts. */
export const noPolicy: Json = { policyId: "", policyName: "", policyType: "" };

/** A soft-deleted item. `deferredDeleteTimeInUTC` is the moment of the deletion, not that of the purge. */
export const softDeleted = (now: Date): Json => ({
  ...noPolicy,
  protectionState: "ProtectionStopped",
  isScheduledForDeferredDelete: true,
  deferredDeleteTimeInUTC: azureTime(now),
});

/** The time until a soft-deleted item is purged. Undefined: the time of its deletion is not known. */
export function remainingTime(item: Resource, vault: Resource | undefined, now: Date): string | undefined {
  const deleted = Date.parse(textAt(item.properties, "properties.deferredDeleteTimeInUTC") ?? "");
  const softDelete = objectAt(vault?.properties, "properties.securitySettings.softDeleteSettings");
  const days = Number(softDelete.softDeleteRetentionPeriodInDays ?? 14);
  return Number.isNaN(deleted) ? undefined : timeSpan(deleted + days * 86_400_000 - now.getTime());
}
