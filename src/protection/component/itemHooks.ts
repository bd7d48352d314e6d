import * as pulumi from "@pulumi/pulumi";
import { hook } from "../../component/hook";
import {
  followJob,
  formatJob,
  isOver,
  type JobState,
  type Polling,
  startBackup,
  succeeded,
} from "../../live/backupNow";
import { backupClientOf } from "../../live/client";
import { type ItemPlace, placeOfItem } from "../../live/item";
import { undelete } from "../../live/undelete";
import { configuredCloud } from "./configuredCloud";
import type { InitialBackup } from "./protectedVmsArgs";

/**
 * The hooks of items, which call Azure through its own SDK, signed in by `DefaultAzureCredential`. Before azure-native protects an
 * adopted item that is soft-deleted, a hook undeletes it. After a VM is protected, a hook starts its first backup. An item gets only
 * the hooks that it needs: hooks are part of the state, which is written a thousand times for a thousand items.
 */
export function itemHooks(
  component: string,
  initialBackup: InitialBackup | undefined,
  adoptedKeys: readonly string[],
): (key: string) => pulumi.ResourceHookBinding {
  // Read here, so that preview refuses a wrong setting.
  const polling = { pauseSeconds: pollSeconds() };
  const beforeUpdate = adoptedKeys.length > 0 ? hook(`undelete:${component}`, undeleteItem(polling)) : [];
  // A backup that fails must not fail the deployment: the item exists, and the engine would never call the hook for it again.
  const afterCreate =
    initialBackup &&
    hook(`first-backup:${component}`, runFirstBackup(initialBackup, polling), { ignoreErrors: true });
  return (key) => ({
    ...(adoptedKeys.includes(key) && { beforeUpdate }),
    ...(afterCreate && { afterCreate }),
  });
}

const undeleteItem =
  (polling: Polling) =>
  async ({ name, id, oldInputs, oldOutputs }: pulumi.ResourceHookArgs): Promise<void> => {
    if (!isSoftDeleted(oldInputs) && !isSoftDeleted(oldOutputs)) return;
    const place = placeOfItem(id);
    if (place === undefined) return;
    await pulumi.log.info(
      `ProtectedItem ${name}: the item is soft-deleted; undeleting it with its recovery points`,
    );
    try {
      await undelete(await clientOf(place), place, polling);
    } catch (error) {
      throw new Error(
        `${name} is soft-deleted, and undeleting it failed: ${sentenceOf(error)} Run this command, then run pulumi up again: ${azCommand("undelete", place)}`,
      );
    }
  };

const isSoftDeleted = (values: object | undefined): boolean =>
  (values as { properties?: { isScheduledForDeferredDelete?: unknown } } | undefined)?.properties
    ?.isScheduledForDeferredDelete === true;

const runFirstBackup =
  ({ retentionDays, wait = false }: InitialBackup, polling: Polling) =>
  async ({ name, id }: pulumi.ResourceHookArgs): Promise<void> => {
    const place = placeOfItem(id);
    if (place === undefined) return;
    const log = (text: string) => pulumi.log.info(`ProtectedItem ${name}: first backup ${text}`);
    const failed = (error: unknown) =>
      new Error(
        `${name} is protected, but its first backup failed: ${sentenceOf(error)} pulumi up does not repeat it. Run this command: npx azure-vm-backup backup-now ${id}`,
      );
    const client = await orThrow(failed, () => clientOf(place));
    const jobId = await orThrow(failed, () => startBackup(client, place, inDays(retentionDays), polling));
    await log(`started, job ${jobId}${wait ? "" : "; pulumi up does not wait for it"}`);
    if (!wait) return;
    const onState = async (state: JobState) => (isOver(state) ? undefined : await log(formatJob(state)));
    const notWatched = (error: unknown) =>
      new Error(
        `${name} is protected and its first backup is started, but job ${jobId} cannot be followed: ${sentenceOf(error)} The backup continues in Azure. To see it: ${azJob(jobId, place)}`,
      );
    const end = await orThrow(notWatched, () => followJob(client, place, jobId, { ...polling, onState }));
    if (!succeeded(end)) throw failed(new Error(`job ${jobId}: ${formatJob(end)}`));
    await log(`done: ${formatJob(end)}`);
  };

/** The result of an action; its error in the words of `describe`. */
async function orThrow<T>(describe: (error: unknown) => Error, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw describe(error);
  }
}

/** Seconds between two requests for the state of a job or an operation. */
const pollSeconds = (): number =>
  new pulumi.Config("azure-vm-backup").getNumber("pollSeconds", { min: 0.1, max: 600 }) ?? 15;

const dayMs = 86_400_000;

const inDays = (days: number | undefined): Date | undefined =>
  days === undefined ? undefined : new Date(Date.now() + days * dayMs);

const clientOf = ({ subscriptionId }: ItemPlace) => backupClientOf(subscriptionId, configuredCloud());

function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const azJob = (jobId: string, { subscriptionId, resourceGroupName, vaultName }: ItemPlace): string =>
  `az backup job show --subscription ${subscriptionId} --resource-group ${resourceGroupName} --vault-name ${vaultName} --name ${jobId}`;

const azCommand = (verb: string, item: ItemPlace): string =>
  `az backup protection ${verb} --subscription ${item.subscriptionId} --resource-group ${item.resourceGroupName} --vault-name ${item.vaultName} --container-name '${item.containerName}' --item-name '${item.protectedItemName}' --backup-management-type AzureIaasVM --workload-type VM`;
