import type {
  AzureIaaSComputeVMProtectedItem,
  RecoveryServicesBackupClient,
} from "@azure/arm-recoveryservicesbackup";
import { type Following, pause } from "./backupNow";
import { type ItemPlace, namesOf } from "./item";

const longestLooks = 120;

/**
 * Brings a soft-deleted item back, stopped and with its recovery points, and waits until Azure says so.
 * https://learn.microsoft.com/azure/backup/backup-azure-security-feature-cloud
 */
export async function undelete(
  client: RecoveryServicesBackupClient,
  item: ItemPlace,
  { pauseSeconds }: Following,
): Promise<void> {
  const names = namesOf(item);
  const isDeleted = async () => {
    const { properties } = await client.protectedItems.get(...names);
    return (properties as AzureIaaSComputeVMProtectedItem).isScheduledForDeferredDelete === true;
  };
  if (!(await isDeleted())) return;
  await client.protectedItems.createOrUpdate(...names, {
    properties: { protectedItemType: "Microsoft.Compute/virtualMachines", isRehydrate: true },
  });
  for (let looks = 0; looks < longestLooks; looks++) {
    if (!(await isDeleted())) return;
    await pause(pauseSeconds);
  }
  throw new Error("Azure took the undeletion, and the item is soft-deleted still.");
}
