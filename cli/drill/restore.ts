import { drillTag } from "../../src/drill/facts";
import { drillOf, vmNameOf } from "../../src/drill/place";
import { isDiskOf } from "../../src/drill/restoredDisks";
import { formatJob, succeeded } from "../../src/live/backupNow";
import { apiVersions } from "../../src/live/restore";
import { Failure } from "../failure";
import { type Context, now } from "./context";
import { type ListedResource, resourcesIn } from "./place";
import { findJob, followRestore, readJob, request, targetVmId } from "./restoreJob";
import type { VmDrill } from "./unfinishedRun";

const diskType = "microsoft.compute/disks";

/** Restores a VM, or follows its restore that is already running. @throws Error if Azure refuses it or it fails. */
export async function restore(context: Context, drill: VmDrill): Promise<void> {
  const { arm, settings, update, log, run } = context;
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
  const end = await followRestore(context, drill, jobId, {
    pauseSeconds: settings.pauseSeconds,
    onState: (state) => log(formatJob(state)),
  });
  const job = (await readJob(context, drill, jobId))?.properties ?? {};
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

/** A resource with the drill's id, or a new disk of its restore. */
function belongsTo(
  { run }: Context,
  drill: VmDrill,
  resource: ListedResource,
  before: ReadonlySet<string>,
): boolean {
  if (drillOf(resource) !== undefined) return drillOf(resource) === drill.drillId;
  return isDisk(resource) && !before.has(lower(resource.id)) && isDiskOf(drill, resource, run.vms);
}

/** The container with the template of a restore of disks, as the job names it. */
async function containerOf(context: Context, drill: VmDrill): Promise<string | undefined> {
  if (drill.jobId === undefined) return undefined;
  const job = await readJob(context, drill, drill.jobId);
  const name = job?.properties?.extendedInfo?.propertyBag?.["Config Blob Container Name"];
  return name === undefined || !/^[a-z0-9-]{3,63}$/.test(name)
    ? undefined
    : `${context.run.stagingId}/blobServices/default/containers/${name}`;
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
