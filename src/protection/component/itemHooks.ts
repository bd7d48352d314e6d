import * as pulumi from "@pulumi/pulumi";
import { hook } from "../../component/hook";
import { pollSeconds } from "../../component/retry";
import { followJob, formatJob, isGood, isOver, type JobState, startBackup } from "../../live/backupNow";
import { backupClientOf } from "../../live/client";
import { cloudOf } from "../../live/cloud";
import { type ItemPlace, placeOfItem } from "../../live/item";
import { undelete } from "../../live/undelete";

/** A first backup, as the hook reads it. */
export interface FirstBackup {
  readonly retentionDays?: number;
  readonly wait?: boolean;
}

/**
 * What is done around an item through Azure's own SDK, signed in by `DefaultAzureCredential`: an adopted item that is soft-deleted is
 * undeleted before azure-native protects it again, and a VM's first backup starts once it is protected. Each hook stands in the state of
 * every item that has it, and the state is written a thousand times for a thousand items: none has one that it does not need.
 */
export function itemHooks(
  component: string,
  first: FirstBackup | undefined,
  adopted: readonly string[],
): (key: string) => pulumi.ResourceHookBinding {
  const beforeUpdate = adopted.length > 0 ? hook(`undelete:${component}`, undeleteFirst) : [];
  // A backup that fails must not fail the deployment: the item is made, and the engine would never call the hook for it again.
  const afterCreate = first && hook(`first-backup:${component}`, backUpFirst(first), { ignoreErrors: true });
  return (key) => ({
    ...(adopted.includes(key) && { beforeUpdate }),
    ...(afterCreate && { afterCreate }),
  });
}

async function undeleteFirst({ name, id, oldInputs, oldOutputs }: pulumi.ResourceHookArgs): Promise<void> {
  if (!isSoftDeleted(oldInputs) && !isSoftDeleted(oldOutputs)) return;
  const place = placeOfItem(id);
  if (place === undefined) return;
  await pulumi.log.info(`ProtectedItem ${name}: it is soft-deleted; undeleting it, with its recovery points`);
  try {
    await undelete(await clientOf(place), place, { pauseSeconds: pollSeconds() });
  } catch (error) {
    throw new Error(
      `${name} is soft-deleted and was not undeleted: ${messageOf(error)} Undelete it yourself, and run pulumi up again: ${azOf("undelete", place)}`,
    );
  }
}

const isSoftDeleted = (values: object | undefined): boolean =>
  (values as { properties?: { isScheduledForDeferredDelete?: unknown } } | undefined)?.properties
    ?.isScheduledForDeferredDelete === true;

const backUpFirst =
  ({ retentionDays, wait = false }: FirstBackup) =>
  async ({ name, id }: pulumi.ResourceHookArgs): Promise<void> => {
    const place = placeOfItem(id);
    if (place === undefined) return;
    const say = (text: string) => pulumi.log.info(`ProtectedItem ${name}: first backup ${text}`);
    const pauseSeconds = pollSeconds();
    try {
      const client = await clientOf(place);
      const jobId = await startBackup(client, place, afterDays(retentionDays), { pauseSeconds });
      await say(`started, job ${jobId}${wait ? "" : "; this run does not wait for it"}`);
      if (!wait) return;
      const onState = async (state: JobState) => (isOver(state) ? undefined : await say(formatJob(state)));
      const end = await followJob(client, place, jobId, { pauseSeconds, say: onState });
      if (!isGood(end)) throw new Error(`job ${jobId}: ${formatJob(end)}`);
      await say(`done: ${formatJob(end)}`);
    } catch (error) {
      throw new Error(
        `${name} is protected, and its first backup failed: ${messageOf(error)} pulumi up does not try it again: npx azure-vm-backup backup-now ${id}`,
      );
    }
  };

const dayMs = 86_400_000;

const afterDays = (days: number | undefined): Date | undefined =>
  days === undefined ? undefined : new Date(Date.now() + days * dayMs);

const clientOf = ({ subscriptionId }: ItemPlace) =>
  backupClientOf(
    subscriptionId,
    cloudOf(new pulumi.Config("azure-native").get("environment") ?? process.env.ARM_ENVIRONMENT),
  );

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const azOf = (verb: string, item: ItemPlace): string =>
  `az backup protection ${verb} --subscription ${item.subscriptionId} --resource-group ${item.resourceGroupName} --vault-name ${item.vaultName} --container-name '${item.containerName}' --item-name '${item.protectedItemName}' --backup-management-type AzureIaasVM --workload-type VM`;
