import type {
  AzureIaaSComputeVMProtectedItem,
  RecoveryServicesBackupClient,
} from "@azure/arm-recoveryservicesbackup";
import { type Polling, pause } from "./backupNow";
import { type ItemPlace, namesOf } from "./item";

const maxPolls = 120;

/**
 * Undeletes a soft-deleted item and waits until Azure has done it. The item is then stopped and has its recovery points.
 * https://learn.microsoft.com/azure/backup/backup-azure-security-feature-cloud
 */
export async function undelete(
  client: RecoveryServicesBackupClient,
  item: ItemPlace,
  { pauseSeconds }: Polling,
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
  for (let polls = 0; polls < maxPolls; polls++) {
    if (!(await isDeleted())) return;
    await pause(pauseSeconds);
  }
  throw new Error("Azure accepted the request, but the item is still soft-deleted.");
}
