import { vmNameOf } from "../../src/drill/place";
import { restoreRequest } from "../../src/drill/restoreRequest";
import { type Following, follow, followJob, type JobState, pause, stateOf } from "../../src/live/backupNow";
import {
  type SecondaryRegion,
  secondaryJob,
  secondaryJobs,
  startSecondaryRestore,
} from "../../src/live/crossRegionRestore";
import { placeOfItem } from "../../src/live/item";
import { AzureError } from "../../src/live/request";
import { type RestoreJob, restoreJob, restoreJobs, startRestore } from "../../src/live/restore";
import { filterTime } from "../backupNow/backup";
import type { Context } from "./context";
import { regionOf } from "./place";
import type { VmDrill } from "./unfinishedRun";

/** The id of the restored VM. Undefined: only disks are restored. */
export const targetVmId = ({ run }: Context, { drillId, disksOnly }: VmDrill): string | undefined =>
  disksOnly === null
    ? `${run.groupId}/providers/Microsoft.Compute/virtualMachines/${vmNameOf(drillId)}`
    : undefined;

/** Undefined: the VM is restored in its vault's own region. */
const secondaryOf = ({ item, secondaryRegion }: VmDrill): SecondaryRegion | undefined =>
  typeof secondaryRegion === "string" ? { vaultId: item.vaultId, region: secondaryRegion } : undefined;

/** Attempts at a restore that Azure refuses because of too many requests. */
const maxAttempts = 6;

/** Asks for the restore, and returns the id of its job. @throws AzureError if Azure refuses it. */
export async function request(context: Context, drill: VmDrill): Promise<string> {
  const { settings } = context;
  for (let attempt = 1; ; attempt++) {
    try {
      return await requestOnce(context, drill);
    } catch (error) {
      const isThrottled = error instanceof AzureError && error.status === 429;
      if (!isThrottled || attempt === maxAttempts) throw error;
      await pause(settings.pauseSeconds * attempt);
    }
  }
}

function requestOnce(context: Context, drill: VmDrill): Promise<string> {
  const { arm, settings, run } = context;
  const { point, vm, item } = drill;
  if (point === null) throw new Error("no recovery point was chosen");
  const id = targetVmId(context, drill);
  const body = restoreRequest({
    ...{ pointName: point.name, sourceVmId: vm.id, groupId: run.groupId, stagingId: run.stagingId },
    region: regionOf(drill),
    vm: id === undefined || run.subnetId === null ? undefined : { id, subnetId: run.subnetId },
    guardRequests: settings.guardRequests,
  });
  const secondary = secondaryOf(drill);
  if (secondary === undefined) return startRestore(arm, item.id, point.name, body, settings);
  const pointId = `${item.id}/recoveryPoints/${point.name}`;
  return startSecondaryRestore(arm, secondary, pointId, body.properties, settings);
}

/** The restore's job. Undefined: Azure has none of this name. */
export function readJob({ arm }: Context, drill: VmDrill, jobId: string): Promise<RestoreJob | undefined> {
  const secondary = secondaryOf(drill);
  return secondary === undefined
    ? restoreJob(arm, drill.item.vaultId, jobId)
    : secondaryJob(arm, secondary, jobId);
}

/** Polls the restore's job until it has ended. */
export function followRestore(
  context: Context,
  drill: VmDrill,
  jobId: string,
  following: Following,
): Promise<JobState> {
  const place = placeOfItem(drill.item.id);
  if (place === undefined) throw new Error(`${drill.item.id} is no protected item`);
  if (secondaryOf(drill) === undefined) return followJob(context.client, place, jobId, following);
  const read = async () =>
    stateOf(jobId, (await readJob(context, drill, jobId))?.properties as JobProperties);
  return follow(jobId, read, following);
}

type JobProperties = Parameters<typeof stateOf>[1];

/** Clocks of this machine and of Azure may differ. */
const clockSkewMs = 5 * 60_000;

/** The job of a request that was sent before this process was started. Undefined: Azure did not get the request. */
export async function findJob(context: Context, drill: VmDrill): Promise<string | undefined> {
  const { arm, run } = context;
  const from = filterTime(new Date(Date.parse(drill.requestedAt ?? "") - clockSkewMs));
  const until = filterTime(new Date(Date.now() + clockSkewMs));
  const taken = new Set(run.vms.flatMap(({ jobId }) => jobId ?? []));
  const secondary = secondaryOf(drill);
  const jobs =
    secondary === undefined
      ? await restoreJobs(arm, drill.item.vaultId, from, until)
      : await secondaryJobs(arm, secondary, from, until);
  for (const { name = "" } of jobs) {
    if (taken.has(name)) continue;
    const job = await readJob(context, drill, name);
    if (job !== undefined && isJobOf(drill, run.groupId, job)) return name;
  }
  return undefined;
}

/** The name of a restored VM contains the drill's id. A restore of disks says only the VM and the group. */
function isJobOf(
  { drillId, disksOnly, vm }: VmDrill,
  groupId: string,
  { properties = {} }: RestoreJob,
): boolean {
  const bag = properties.extendedInfo?.propertyBag ?? {};
  if (disksOnly === null) return bag["Target VM Name"]?.toLowerCase() === vmNameOf(drillId);
  const group = groupId.slice(groupId.lastIndexOf("/") + 1).toLowerCase();
  return (
    bag["Job Type"] === "Recover disks" &&
    properties.entityFriendlyName?.toLowerCase() === vm.name.toLowerCase() &&
    bag["Target resource group"]?.toLowerCase() === group
  );
}
