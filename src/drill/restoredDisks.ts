import { sameText } from "../core/values";
import { restoredDisks } from "./facts";
import type { ArmJson } from "./network";
import { drillOf, tagValue } from "./place";

/** A drill, as far as it decides which disks its restore created. */
export interface DiskOwner {
  readonly drillId: string;
  /** Undefined: its job is not known. */
  readonly jobId?: string;
  readonly vm: { readonly name: string };
}

/**
 * Whether a drill created a disk that appeared during its run: the disk's tag names the drill or the job of its restore, or else its name
 * begins with that of the drilled VM. Of several VMs, the one with the longest name has the disk; if two names are the same for Azure, no
 * drill has it, because each would delete what may be the other's.
 *
 * @param all The drills of the run.
 */
export function isDiskOf(owner: DiskOwner, disk: ArmJson, all: readonly DiskOwner[]): boolean {
  const drillId = drillOf(disk);
  if (drillId !== undefined) return drillId === owner.drillId;
  const jobId = tagValue(disk, restoredDisks.jobTag);
  const ofJob = all.find((one) => one.jobId !== undefined && sameText(one.jobId, jobId));
  if (ofJob !== undefined) return ofJob.drillId === owner.drillId;
  const claims = all
    .filter(({ vm }) => beginsWith(disk.name ?? "", vm.name))
    .map((one) => ({ ...one, length: plain(one.vm.name).length }));
  const longest = Math.max(...claims.map(({ length }) => length));
  const [first, second] = claims.filter(({ length }) => length === longest);
  return first?.drillId === owner.drillId && second === undefined;
}

/** A VM's name as it is in the names of its restored disks. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

function beginsWith(diskName: string, vmName: string): boolean {
  const name = diskName.toLowerCase();
  return [vmName.toLowerCase(), plain(vmName)].some(
    (start) => start !== "" && name.startsWith(start) && /^[-_]/.test(name.slice(start.length)),
  );
}
