import { drillTag } from "../../src/drill/facts";
import { drillOf, vmNameOf } from "../../src/drill/place";
import { restoreRequest } from "../../src/drill/restoreRequest";
import { followJob, formatJob, pause, succeeded } from "../../src/live/backupNow";
import { placeOfItem } from "../../src/live/item";
import { AzureError } from "../../src/live/request";
import { apiVersions, type RestoreJob, restoreJob, restoreJobs, startRestore } from "../../src/live/restore";
import { filterTime } from "../backupNow/backup";
import { Failure } from "../failure";
import { type Context, now } from "./context";
import { type ListedResource, resourcesIn } from "./place";
import type { VmDrill } from "./record";

const diskType = "microsoft.compute/disks";

/** The id of the restored VM. Undefined: only disks are restored. */
export const targetVmId = ({ run }: Context, { drillId, disksOnly }: VmDrill): string | undefined =>
  disksOnly === null
    ? `${run.groupId}/providers/Microsoft.Compute/virtualMachines/${vmNameOf(drillId)}`
    : undefined;

/** Restores a VM, or follows its restore that is already running. @throws Error if Azure refuses it or it fails. */
export async function restore(context: Context, drill: VmDrill): Promise<void> {
  const { arm, client, settings, update, log, run } = context;
  if (drill.requestedAt === undefined) {
    const targetId = targetVmId(context, drill);
    if (targetId !== undefined && (await arm.get(targetId, apiVersions.compute)) !== undefined)
      throw new Failure(`a VM ${vmNameOf(drill.drillId)} exists already in the target group`);
    const disks = (await resourcesIn(arm, run.groupId)).filter(isDisk).map(({ id }) => id);
    update(drill, { step: "restoring", disksBefore: disks, requestedAt: now() });
    update(drill, { jobId: await request(context, drill) });
  }
  const jobId = drill.jobId ?? (await findJob(context, drill)) ?? (await request(context, drill));
  if (drill.jobId === undefined) update(drill, { jobId });
  const place = placeOfItem(drill.item.id);
  if (place === undefined) throw new Error(`${drill.item.id} is no protected item`);
  const end = await followJob(client, place, jobId, {
    pauseSeconds: settings.pauseSeconds,
    onState: (state) => log(formatJob(state)),
  });
  const job = (await restoreJob(arm, drill.item.vaultId, jobId))?.properties ?? {};
  update(drill, {
    restoreStartedAt: isoOf(job.startTime) ?? drill.requestedAt ?? now(),
    restoreEndedAt: isoOf(job.endTime) ?? now(),
  });
  await recordCreated(context, drill);
  if (!succeeded(end)) throw new Failure(`job ${jobId}: ${formatJob(end)}`);
}

/** Azure's times have seven digits after the second. */
function isoOf(time: string | undefined): string | undefined {
  const parsed = new Date(time ?? "");
  return Number.isNaN(parsed.getTime()) ? undefined : parsed.toISOString();
}

/** Attempts at a restore that Azure refuses because of too many requests. */
const maxAttempts = 6;

async function request(context: Context, drill: VmDrill): Promise<string> {
  const { arm, settings, run } = context;
  const { point, vm, item } = drill;
  if (point === null) throw new Error("no recovery point was chosen");
  const id = targetVmId(context, drill);
  const body = restoreRequest({
    ...{ pointName: point.name, sourceVmId: vm.id, groupId: run.groupId, stagingId: run.stagingId },
    region: vm.location,
    vm: id === undefined || run.subnetId === null ? undefined : { id, subnetId: run.subnetId },
    guardRequests: settings.guardRequests,
  });
  for (let attempt = 1; ; attempt++) {
    try {
      return await startRestore(arm, item.id, point.name, body, settings);
    } catch (error) {
      const isThrottled = error instanceof AzureError && error.status === 429;
      if (!isThrottled || attempt === maxAttempts) throw error;
      await pause(settings.pauseSeconds * attempt);
    }
  }
}

/** Clocks of this machine and of Azure may differ. */
const clockSkewMs = 5 * 60_000;

/** The job of a request that was sent before this process was started. Undefined: Azure did not get the request. */
async function findJob({ arm, run }: Context, drill: VmDrill): Promise<string | undefined> {
  const from = filterTime(new Date(Date.parse(drill.requestedAt ?? "") - clockSkewMs));
  const until = filterTime(new Date(Date.now() + clockSkewMs));
  const taken = new Set(run.vms.flatMap(({ jobId }) => jobId ?? []));
  for (const { name = "" } of await restoreJobs(arm, drill.item.vaultId, from, until)) {
    if (taken.has(name)) continue;
    const job = await restoreJob(arm, drill.item.vaultId, name);
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

const isDisk = ({ type }: ListedResource): boolean => type.toLowerCase() === diskType;

interface RestoredVm {
  readonly properties?: {
    readonly networkProfile?: { readonly networkInterfaces?: readonly { readonly id?: string }[] };
    readonly storageProfile?: {
      readonly osDisk?: { readonly managedDisk?: { readonly id?: string } };
      readonly dataDisks?: readonly { readonly managedDisk?: { readonly id?: string } }[];
    };
  };
}

/** Finds what a restore created, records it, and gives it the drill's tag, so that `drill clean` finds it without this record. */
export async function recordCreated(context: Context, drill: VmDrill): Promise<void> {
  const { arm, run, update } = context;
  const vmId = targetVmId(context, drill);
  const vm = vmId === undefined ? undefined : await arm.get<RestoredVm>(vmId, apiVersions.compute);
  const { networkProfile, storageProfile } = vm?.properties ?? {};
  const linked = [
    ...(vm === undefined || vmId === undefined ? [] : [vmId]),
    ...(networkProfile?.networkInterfaces ?? []).map(({ id }) => id),
    ...[storageProfile?.osDisk, ...(storageProfile?.dataDisks ?? [])].map((disk) => disk?.managedDisk?.id),
  ].filter((id) => id !== undefined);
  const resources = await resourcesIn(arm, run.groupId);
  const before = new Set(drill.disksBefore?.map(lower));
  const listed = resources.filter((one) => belongsTo(context, drill, one, before)).map(({ id }) => id);
  const container = await containerOf(context, drill);
  const ids = [...drill.created, ...linked, ...listed, ...(container === undefined ? [] : [container])];
  const created = [...new Map(ids.map((id) => [lower(id), id])).values()];
  update(drill, { created });
  const isInGroup = (id: string) => lower(id).startsWith(`${lower(run.groupId)}/`) && id !== container;
  for (const id of created.filter(isInGroup)) await tag(context, drill, id);
}

const lower = (text: string): string => text.toLowerCase();

/**
 * A resource with the drill's id, or a new disk that begins with the name of the drilled VM: Azure names the disks of a restore, and does
 * not document how. Of the VMs of this run, the one with the longest name has the disk.
 */
function belongsTo(
  { run }: Context,
  drill: VmDrill,
  resource: ListedResource,
  before: ReadonlySet<string>,
): boolean {
  const owner = drillOf(resource);
  if (owner !== undefined) return owner === drill.drillId;
  if (!isDisk(resource) || before.has(lower(resource.id))) return false;
  const name = lower(resource.name ?? "");
  const names = run.vms
    .map(({ vm }) => lower(vm.name))
    .filter((vmName) => /^[-_]/.test(name.slice(vmName.length)) && name.startsWith(vmName));
  return names.sort((a, b) => b.length - a.length)[0] === lower(drill.vm.name);
}

/** The container with the template of a restore of disks, as the job names it. */
async function containerOf({ arm, run }: Context, { jobId, item }: VmDrill): Promise<string | undefined> {
  if (jobId === undefined) return undefined;
  const job = await restoreJob(arm, item.vaultId, jobId);
  const name = job?.properties?.extendedInfo?.propertyBag?.["Config Blob Container Name"];
  return name === undefined || !/^[a-z0-9-]{3,63}$/.test(name)
    ? undefined
    : `${run.stagingId}/blobServices/default/containers/${name}`;
}

/** Without the tag, the drill still knows what it created. */
async function tag({ arm, log }: Context, { drillId }: VmDrill, id: string): Promise<void> {
  const body = { operation: "Merge", properties: { tags: { [drillTag]: drillId } } };
  try {
    await arm.send("PATCH", `${id}/providers/Microsoft.Resources/tags/default`, apiVersions.resources, body);
  } catch (error) {
    log(`${id.slice(id.lastIndexOf("/") + 1)} could not be tagged: ${(error as Error).message}`);
  }
}
