import type {
  AzureIaaSVMJob,
  IaasVMRecoveryPoint,
  RecoveryServicesBackupClient,
} from "@azure/arm-recoveryservicesbackup";
import { followJob, formatJob, startBackup, succeeded } from "../../src/live/backupNow";
import { type ItemPlace, namesOf } from "../../src/live/item";
import { onDemandPer24Hours, onDemandPerDay } from "../../src/protection/facts";
import { Failure } from "../failure";

/** A backup that was started or has completed. */
export interface BackupResult {
  readonly jobId: string;
  /** Azure's type of the recovery point, e.g. `FileSystemConsistent`. Undefined: the command did not wait. */
  readonly consistency?: string;
}

export interface BackupOptions {
  /** When the recovery point expires. Undefined: Azure's 30 days. */
  readonly keepUntil: Date | undefined;
  /** Whether to follow the backup until Azure has validated it. */
  readonly wait: boolean;
  /** Time between two requests for the state of the backup. */
  readonly pauseSeconds: number;
  /** Receives the progress, a line each. */
  readonly log: (text: string) => void;
}

const dayMs = 86_400_000;

/**
 * Backs up a VM now. If a backup of the VM is already running, it follows that one.
 *
 * @throws Error if Azure refuses the backup or the backup fails.
 */
export async function backUp(
  client: RecoveryServicesBackupClient,
  item: ItemPlace,
  options: BackupOptions,
): Promise<BackupResult> {
  const jobs = await recentJobs(client, item);
  const running = jobs.find(({ status }) => status === "InProgress");
  if (running !== undefined) options.log(`a backup is already running, job ${running.name}`);
  const onDemandCount = jobs.filter(({ isOnDemand }) => isOnDemand).length;
  const jobId = running?.name ?? (await start(client, item, options, onDemandCount));
  if (!options.wait) return { jobId };
  const end = await followJob(client, item, jobId, {
    pauseSeconds: options.pauseSeconds,
    onState: (state) => options.log(formatJob(state)),
  });
  if (!succeeded(end)) throw new Failure(`job ${jobId}: ${formatJob(end)}`);
  return { jobId, consistency: await newestConsistency(client, item) };
}

async function start(
  client: RecoveryServicesBackupClient,
  item: ItemPlace,
  { keepUntil, pauseSeconds, log }: BackupOptions,
  onDemandCount: number,
): Promise<string> {
  const { value, unit, source } = onDemandPer24Hours;
  if (onDemandCount >= value)
    throw new Failure(
      `${onDemandCount} on-demand backups in the last 24 hours; Azure accepts at most ${value} ${unit} (${source}).`,
    );
  if (onDemandCount >= onDemandPerDay.value)
    log(
      `${onDemandCount} on-demand backups in the last 24 hours; Azure expects at most ${onDemandPerDay.value} ${onDemandPerDay.unit}`,
    );
  const jobId = await startBackup(client, item, keepUntil, { pauseSeconds });
  log(`started, job ${jobId}`);
  return jobId;
}

/** The VM's backups of the last 24 hours: scheduled and on demand, by any user. */
async function recentJobs(client: RecoveryServicesBackupClient, item: ItemPlace) {
  const since = filterTime(new Date(Date.now() - dayMs));
  const until = filterTime(new Date(Date.now() + 60_000));
  const filter = `backupManagementType eq 'AzureIaasVM' and operation eq 'Backup' and startTime eq '${since}' and endTime eq '${until}'`;
  const vmName = item.protectedItemName.split(";").pop() ?? "";
  const jobs: { name: string; status: string; isOnDemand: boolean }[] = [];
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
      jobs.push({ name, status, isOnDemand: job.isUserTriggered !== false });
  }
  return jobs;
}

/** A time in the form of the filter: `2026-11-26 04:00:15 AM`. */
export function filterTime(time: Date): string {
  const [date = "", clock = ""] = time.toISOString().split("T");
  const [hours = "", minutes = "", seconds = ""] = clock.slice(0, 8).split(":");
  const hour = Number(hours) % 12 || 12;
  return `${date} ${String(hour).padStart(2, "0")}:${minutes}:${seconds} ${Number(hours) < 12 ? "AM" : "PM"}`;
}

/** The consistency of the newest recovery point. */
async function newestConsistency(client: RecoveryServicesBackupClient, item: ItemPlace): Promise<string> {
  let newest: IaasVMRecoveryPoint | undefined;
  for await (const { properties } of client.recoveryPoints.list(...namesOf(item))) {
    const point = properties as IaasVMRecoveryPoint;
    if (newest === undefined || (point.recoveryPointTime ?? 0) > (newest.recoveryPointTime ?? 0))
      newest = point;
  }
  return newest?.recoveryPointType ?? "unknown";
}
