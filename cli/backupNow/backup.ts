import type {
  AzureIaaSVMJob,
  IaasVMRecoveryPoint,
  RecoveryServicesBackupClient,
} from "@azure/arm-recoveryservicesbackup";
import { followJob, formatJob, startBackup, succeeded } from "../../src/live/backupNow";
import { type ItemPlace, namesOf } from "../../src/live/item";
import { onDemandPer24Hours, onDemandPerDay } from "../../src/protection/facts";
import { Failure } from "../failure";

/** What came of a VM's backup. */
export interface Done {
  readonly jobId: string;
  /** How consistent the recovery point is, as Azure says it. Undefined: not waited for. */
  readonly consistency?: string;
}

/** How a backup is run. */
export interface Run {
  readonly keepUntil: Date | undefined;
  readonly wait: boolean;
  readonly pauseSeconds: number;
  readonly say: (text: string) => void;
}

const dayMs = 86_400_000;

/**
 * Backs a VM up now: watches the backup that runs already, or starts one, and tells the consistency of its recovery point.
 *
 * @throws Error where Azure refuses or the backup fails.
 */
export async function backUp(client: RecoveryServicesBackupClient, item: ItemPlace, run: Run): Promise<Done> {
  const jobs = await jobsOf(client, item);
  const running = jobs.find(({ status }) => status === "InProgress");
  if (running !== undefined) run.say(`a backup runs already, job ${running.name}`);
  const onDemand = jobs.filter(({ isOnDemand }) => isOnDemand).length;
  const jobId = running?.name ?? (await start(client, item, run, onDemand));
  if (!run.wait) return { jobId };
  const end = await followJob(client, item, jobId, {
    pauseSeconds: run.pauseSeconds,
    onState: (state) => run.say(formatJob(state)),
  });
  if (!succeeded(end)) throw new Failure(`job ${jobId}: ${formatJob(end)}`);
  return { jobId, consistency: await newestPoint(client, item) };
}

async function start(
  client: RecoveryServicesBackupClient,
  item: ItemPlace,
  run: Run,
  today: number,
): Promise<string> {
  if (today >= onDemandPer24Hours.value)
    throw new Failure(
      `${today} backups on demand within 24 hours: Azure takes at most ${onDemandPer24Hours.value} ${onDemandPer24Hours.unit} (${onDemandPer24Hours.source}).`,
    );
  if (today >= onDemandPerDay.value)
    run.say(
      `${today} backups on demand within 24 hours already: Azure expects ${onDemandPerDay.value} ${onDemandPerDay.unit}`,
    );
  const jobId = await startBackup(client, item, run.keepUntil, { pauseSeconds: run.pauseSeconds });
  run.say(`started, job ${jobId}`);
  return jobId;
}

/** The VM's backups of the last 24 hours, whoever started them. */
async function jobsOf(client: RecoveryServicesBackupClient, item: ItemPlace) {
  const since = filterTime(new Date(Date.now() - dayMs));
  const until = filterTime(new Date(Date.now() + 60_000));
  const filter = `backupManagementType eq 'AzureIaasVM' and operation eq 'Backup' and startTime eq '${since}' and endTime eq '${until}'`;
  const vmName = item.protectedItemName.split(";").pop() ?? "";
  const found: { name: string; status: string; isOnDemand: boolean }[] = [];
  for await (const { name = "", properties } of client.backupJobs.list(
    item.vaultName,
    item.resourceGroupName,
    { filter },
  )) {
    const job = properties as AzureIaaSVMJob;
    const { entityFriendlyName = "", containerName, status = "" } = job;
    const isOfItem =
      containerName === undefined || item.containerName.toLowerCase().endsWith(containerName.toLowerCase());
    if (entityFriendlyName.toLowerCase() === vmName.toLowerCase() && isOfItem)
      found.push({ name, status, isOnDemand: job.isUserTriggered !== false });
  }
  return found;
}

/** `2026-11-26 04:00:15 AM`, as the filter wants it. */
function filterTime(time: Date): string {
  const [date = "", clock = ""] = time.toISOString().split("T");
  const [hours = "", minutes = "", seconds = ""] = clock.slice(0, 8).split(":");
  const hour = Number(hours) % 12 || 12;
  return `${date} ${String(hour).padStart(2, "0")}:${minutes}:${seconds} ${Number(hours) < 12 ? "AM" : "PM"}`;
}

/** How consistent the newest recovery point is. */
async function newestPoint(client: RecoveryServicesBackupClient, item: ItemPlace): Promise<string> {
  let newest: IaasVMRecoveryPoint | undefined;
  for await (const { properties } of client.recoveryPoints.list(...namesOf(item))) {
    const point = properties as IaasVMRecoveryPoint;
    if (newest === undefined || (point.recoveryPointTime ?? 0) > (newest.recoveryPointTime ?? 0))
      newest = point;
  }
  return newest?.recoveryPointType ?? "unknown";
}
