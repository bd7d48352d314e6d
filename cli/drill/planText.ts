import { formatSeconds } from "../../src/drill/duration";
import { vmNameOf } from "../../src/drill/place";
import type { Arm } from "../../src/live/arm";
import { secondaryJobs } from "../../src/live/crossRegionRestore";
import { apiVersions, restoreJobs } from "../../src/live/restore";
import { filterTime } from "../backupNow/backup";
import type { Settings } from "./options";
import { regionOf } from "./place";
import type { PlannedVm } from "./plan";
import { type Priced, priceLine } from "./price";

/** What will be restored, how long it took before, and whether the quota suffices. */
export async function planText(arm: Arm, settings: Settings, planned: readonly PlannedVm[]): Promise<string> {
  const vms = await Promise.all(
    planned.map(async (one) => ({ planned: one, restoreSeconds: await lastRestore(arm, one) })),
  );
  const quota = await quotaLine(arm, settings, planned);
  const price = await priceLine(arm, settings, vms);
  return `${[...vms.map(vmLine), quota, price].join("\n")}\n`;
}

function vmLine({ planned: { drill }, restoreSeconds }: Priced): string {
  const { vm, point, failure, disksOnly, drillId, secondaryRegion } = drill;
  if (point === null) return `${vm.name}  no restore: ${failure?.message}`;
  const age = formatSeconds((Date.now() - Date.parse(point.time)) / 1000);
  const tiers = point.tiers.map(({ type, status }) => `${type} ${status}`).join(", ") || "tier not known";
  const threat = `threat status ${point.threatStatus ?? "not known"}`;
  const where = secondaryRegion ? ` from the secondary region ${secondaryRegion}` : "";
  const what = disksOnly === null ? `as ${vmNameOf(drillId)}` : `as disks, because ${disksOnly}`;
  return `${vm.name}  ${what}${where}; point of ${point.time} (${age} old, ${point.consistency || "consistency not known"}, ${tiers}, ${threat}); ${
    restoreSeconds === undefined
      ? "duration not known"
      : `the last restore took ${formatSeconds(restoreSeconds)}`
  }`;
}

const dayMs = 86_400_000;

/** Seconds that the last restore of the VM took, within the days for which Azure is asked. Undefined: there is none. */
async function lastRestore(arm: Arm, { drill }: PlannedVm): Promise<number | undefined> {
  const { item, vm, secondaryRegion: region } = drill;
  const [from, until] = [
    filterTime(new Date(Date.now() - 30 * dayMs)),
    filterTime(new Date(Date.now() + 60_000)),
  ];
  const jobs = await (region
    ? secondaryJobs(arm, { vaultId: item.vaultId, region }, from, until)
    : restoreJobs(arm, item.vaultId, from, until)
  ).catch(() => []);
  const restores = jobs
    .flatMap(({ properties: job }) => job ?? [])
    .filter(({ entityFriendlyName }) => entityFriendlyName?.toLowerCase() === vm.name.toLowerCase())
    .filter(({ status }) => status === "Completed")
    .map(({ startTime = "", endTime = "" }) => ({ from: Date.parse(startTime), to: Date.parse(endTime) }))
    .filter(({ from, to }) => to >= from)
    .sort((a, b) => b.to - a.to);
  const [last] = restores;
  return last && (last.to - last.from) / 1000;
}

interface Usage {
  readonly currentValue?: number;
  readonly limit?: number;
  readonly name?: { readonly value?: string };
}

/** The cores of the largest drills that run at the same time, and the cores that are free. */
async function quotaLine(
  arm: Arm,
  { concurrency, subnetId, stagingId }: Settings,
  planned: readonly PlannedVm[],
): Promise<string> {
  const vms = planned.flatMap(({ drill }) =>
    drill.disksOnly === null && drill.point !== null ? [drill] : [],
  );
  const [first] = vms;
  if (first === undefined) return "Quota: no VM is created.";
  const path = `/subscriptions/${(subnetId ?? stagingId).split("/")[2]}/providers/Microsoft.Compute/locations/${regionOf(first)}`;
  try {
    const [usages, sizes] = await Promise.all([
      arm.list<Usage>(`${path}/usages`, apiVersions.compute),
      arm.list<{ name?: string; numberOfCores?: number }>(`${path}/vmSizes`, apiVersions.compute),
    ]);
    const cores = usages.find(({ name }) => name?.value === "cores");
    const coresOf = new Map(sizes.map(({ name = "", numberOfCores }) => [name.toLowerCase(), numberOfCores]));
    const needed = vms.map(({ vm }) => coresOf.get(vm.size?.toLowerCase() ?? ""));
    if (cores?.limit === undefined || needed.includes(undefined)) return "Quota: not known.";
    const largest = needed
      .map(Number)
      .sort((a, b) => b - a)
      .slice(0, concurrency);
    const sum = largest.reduce((total, one) => total + one, 0);
    const free = cores.limit - (cores.currentValue ?? 0);
    const warning = sum > free ? " This is not enough: lower --concurrency, or ask for more." : "";
    return `Quota: at most ${sum} cores at the same time, ${free} of ${cores.limit} are free.${warning}`;
  } catch (error) {
    return `Quota: not known (${(error as Error).message}).`;
  }
}
