import { type Json, object, text } from "../azure/json";
import { backupRefusal, Refusal } from "../azure/refusal";
import type { Azure } from "../azure/service";
import type { Resource } from "../azure/store";
import type { Route } from "./arm";

const vaultPath =
  "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.RecoveryServices/vaults/[^/]+";
const itemPath = `(${vaultPath})/backupFabrics/[^/]+/protectionContainers/[^/]+/protectedItems/([^/]+)`;

const jobType = "Microsoft.RecoveryServices/vaults/backupJobs";

/** Phases of a VM's backup, as the portal shows them. */
const phases = ["Take Snapshot", "Transfer data to vault", "Validate backup"];

/** Beyond this many backups on demand within 24 hours Azure refuses: https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas */
const mostPerDay = 9;

const dayMs = 86_400_000;

/** Back up now, and its jobs. https://learn.microsoft.com/azure/backup/backup-azure-arm-userestapi-backupazurevms */
export const jobRoutes: readonly Route[] = [
  {
    method: "POST",
    path: new RegExp(`^(${itemPath})/backup$`, "i"),
    answer: (azure, { body, host }, [itemId = "", vaultId = ""]) => {
      const job = startJob(azure, itemId, vaultId, object(body, "properties"));
      const operation = `${host}${encodeURI(itemId)}/operationsStatus/${job.name}?api-version=2024-10-01`;
      const headers = { "azure-asyncoperation": operation, "retry-after": "0" };
      return { status: 202, headers };
    },
  },
  {
    method: "GET",
    path: new RegExp(`^${itemPath}/operationsStatus/([^/]+)$`, "i"),
    answer: (azure, _, [vaultId = "", , name = ""]) => {
      jobOf(azure, vaultId, name);
      const properties = { objectType: "OperationStatusJobExtendedInfo", jobId: name };
      return { status: 200, body: { id: name, name, status: "Succeeded", properties } };
    },
  },
  {
    method: "GET",
    path: new RegExp(`^(${vaultPath})/backupJobs/([^/]+)$`, "i"),
    answer: (azure, _, [vaultId = "", name = ""]) => {
      const job = advance(azure, jobOf(azure, vaultId, name));
      return { status: 200, body: { id: job.id, name, type: jobType, properties: shown(job) } };
    },
  },
];

function startJob(azure: Azure, itemId: string, vaultId: string, asked: Json): Resource {
  const item = azure.store.find(itemId);
  if (item === undefined)
    throw new Refusal(404, "BMSUserErrorDataSourceObjectNotFound", `${itemId} does not exist.`);
  const properties = object(item.properties, "properties");
  const isStopped = ["ProtectionStopped", "BackupsSuspended"].includes(
    text(properties.protectionState) ?? "",
  );
  if (isStopped || properties.isScheduledForDeferredDelete === true)
    throw backupRefusal(`${item.name} is not protected: it cannot be backed up now.`);
  if (asked.objectType !== "IaasVMBackupRequest")
    throw backupRefusal(`objectType ${asked.objectType} is not one of a virtual machine's backup.`);
  const before = [...azure.store.ofType(jobType)].filter(
    ({ properties: job }) => job.itemId === item.id && Number(job.startedMs) > Date.now() - dayMs,
  );
  // No source gives the code of this refusal.
  if (before.length >= mostPerDay)
    throw backupRefusal(`${item.name} had ${before.length} backups on demand within 24 hours.`);
  const name = `job-${[...azure.store.ofType(jobType)].length + 1}`;
  const job: Resource = {
    id: `${vaultId}/backupJobs/${name}`,
    type: jobType,
    name,
    properties: {
      itemId: item.id,
      startedMs: Date.now(),
      done: 0,
      expires: asked.recoveryPointExpiryTimeInUTC,
    },
  };
  azure.store.put(job);
  return job;
}

function jobOf(azure: Azure, vaultId: string, name: string): Resource {
  const job = azure.store.find(`${vaultId}/backupJobs/${name}`);
  if (job === undefined) throw new Refusal(404, "JobNotFound", `Job ${name} does not exist.`);
  return job;
}

/** A phase ends with each look at the job; with the last one the item has its recovery point. */
function advance(azure: Azure, job: Resource): Resource {
  const done = Math.min(Number(job.properties.done) + 1, phases.length);
  const next = { ...job, properties: { ...job.properties, done } };
  azure.store.put(next);
  const item = azure.store.find(text(job.properties.itemId) ?? "");
  if (done < phases.length || item === undefined) return next;
  const properties = {
    ...object(item.properties, "properties"),
    protectionState: "Protected",
    lastBackupStatus: "Completed",
    lastBackupTime: new Date().toISOString(),
    lastRecoveryPoint: new Date().toISOString(),
  };
  azure.store.put({ ...item, properties: { ...item.properties, properties } });
  return next;
}

function shown({ properties: { done, itemId, startedMs } }: Resource): Json {
  const ended = Number(done);
  const status = (i: number) => (i < ended ? "Completed" : i === ended ? "InProgress" : "NotStarted");
  return {
    jobType: "AzureIaaSVMJob",
    operation: "Backup",
    entityFriendlyName: text(itemId)?.split(";").pop(),
    backupManagementType: "AzureIaasVM",
    status: ended === phases.length ? "Completed" : "InProgress",
    startTime: new Date(Number(startedMs)).toISOString(),
    extendedInfo: { tasksList: phases.map((taskId, i) => ({ taskId, status: status(i) })) },
  };
}
