import { AzureError, invalidBackupRequest } from "../azure/azureError";
import { azureTime } from "../azure/azureTime";
import { errorOf, type JobEnd, takeFault } from "../azure/faults";
import { type Json, objectAt, textAt } from "../azure/json";
import type { Azure } from "../azure/service";
import { guidOf } from "../azure/services/guid";
import { afterBackup, afterFailedBackup } from "../azure/services/itemHealth";
import type { Resource } from "../azure/store";
import { backupPhases, jobType } from "./backupJob";
import { jobFilter } from "./jobFilter";
import { acceptedResponse, itemOperation } from "./operations";
import { itemPath, vaultPath } from "./paths";
import type { Route } from "./request";
import { advanceRestore, isRestore, restoreJobResponse } from "./restoreJobs";

const vmNameOf = (itemId: unknown): string | undefined => textAt(itemId)?.split(";").pop();

/** On-demand backups of a VM within 24 hours: https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas */
const maxOnDemandBackups = 9;

const dayMs = 86_400_000;

/** On-demand backups and their jobs. https://learn.microsoft.com/azure/backup/backup-azure-arm-userestapi-backupazurevms */
export const jobRoutes: readonly Route[] = [
  {
    method: "POST",
    path: new RegExp(`^(${itemPath})/backup$`, "i"),
    handle: (azure, request, [itemId = "", vaultId = ""]) => {
      const job = startJob(azure, itemId, vaultId, objectAt(request.body, "properties"));
      return acceptedResponse(azure, request, itemOperation(itemId), job.name);
    },
  },
  {
    method: "GET",
    path: new RegExp(`^(${vaultPath})/backupJobs$`, "i"),
    handle: (azure, { query }, [vaultId = ""]) => {
      const matchesFilter = jobFilter(query.get("$filter") ?? "");
      const value = [...azure.store.ofType(jobType)]
        .filter(({ id }) => id.toLowerCase().startsWith(`${vaultId.toLowerCase()}/`))
        .map((job) => (isRestore(job) ? restoreJobResponse(job) : jobResponse(job)))
        .filter(({ properties }) => matchesFilter(properties));
      return { status: 200, body: { value } };
    },
  },
  {
    method: "GET",
    path: new RegExp(`^(${vaultPath})/backupJobs/([^/]+)$`, "i"),
    handle: (azure, _, [vaultId = "", name = ""]) => {
      const job = findJob(azure, vaultId, name);
      const body = isRestore(job)
        ? restoreJobResponse(advanceRestore(azure, job))
        : jobResponse(advanceJob(azure, job));
      return { status: 200, body };
    },
  },
];

function startJob(azure: Azure, itemId: string, vaultId: string, requested: Json): Resource {
  const item = azure.store.find(itemId);
  if (item === undefined)
    throw new AzureError(404, "BMSUserErrorDataSourceObjectNotFound", `${itemId} does not exist.`);
  const properties = objectAt(item.properties, "properties");
  const isStopped = ["ProtectionStopped", "BackupsSuspended"].includes(
    textAt(properties.protectionState) ?? "",
  );
  if (isStopped || properties.isScheduledForDeferredDelete === true)
    throw invalidBackupRequest(`${item.name} is not protected: it cannot be backed up now.`);
  if (requested.objectType !== "IaasVMBackupRequest")
    throw invalidBackupRequest(`objectType ${requested.objectType} is not for a virtual machine's backup.`);
  const jobs = [...azure.store.ofType(jobType)];
  const recentJobs = jobs.filter(
    (job) =>
      !isRestore(job) &&
      job.properties.itemId === item.id &&
      Number(job.properties.startedMs) > Date.now() - dayMs,
  );
  // No source gives the code.
  if (recentJobs.length >= maxOnDemandBackups)
    throw invalidBackupRequest(`${item.name} had ${recentJobs.length} backups on demand within 24 hours.`);
  const names = ["azure-native:recoveryservices:ProtectedItem", item.id, item.name, vmNameOf(item.id) ?? ""];
  const fault = takeFault(azure.faults, azure.store, "backup", names);
  const refusal = fault && errorOf(fault);
  if (refusal !== undefined) throw refusal;
  const { job: end, code, message } = fault ?? {};
  const name = `job-${jobs.length + 1}`;
  const job: Resource = {
    id: `${vaultId}/backupJobs/${name}`,
    type: jobType,
    name,
    properties: {
      itemId: item.id,
      startedMs: Date.now(),
      done: 0,
      expires: requested.recoveryPointExpiryTimeInUTC,
      ...(end !== undefined && { end, ...reasonOf(end, code, message) }),
    },
  };
  azure.store.put(job);
  return job;
}

function findJob(azure: Azure, vaultId: string, name: string): Resource {
  const job = azure.store.find(`${vaultId}/backupJobs/${name}`);
  if (job === undefined) throw new AzureError(404, "JobNotFound", `Job ${name} does not exist.`);
  return job;
}

/**
 * Why a job did not succeed. The usual reason is one of Microsoft's page; the number that Azure's errors have besides is in no source.
 * https://learn.microsoft.com/azure/backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout, 2026-11-30
 */
function reasonOf(end: JobEnd, code: string | undefined, message: string | undefined): Json {
  if (end === "Failed")
    return {
      errorTitle: code ?? "UserErrorGuestAgentStatusUnavailable",
      errorString: message ?? "VM agent is unable to communicate with Azure Backup.",
    };
  return code === undefined && message === undefined ? {} : { errorTitle: code, errorString: message };
}

/** A job that does not succeed: it fails in its first phase, is cancelled in two steps, or never goes on. */
function endWithoutSuccess(azure: Azure, job: Resource, end: JobEnd): Resource {
  if (end === "InProgress") return job;
  const isFirstStep = end === "Cancelled" && job.properties.isCancelling !== true;
  const step = isFirstStep ? { isCancelling: true } : { endedMs: Date.now() };
  const ended = { ...job, properties: { ...job.properties, ...step } };
  azure.store.put(ended);
  if (end === "Failed") changeItem(azure, job, afterFailedBackup(new Date()));
  return ended;
}

/** Each GET of a job completes one phase. The last phase gives the item its recovery point. */
function advanceJob(azure: Azure, job: Resource): Resource {
  if (job.properties.endedMs !== undefined) return job;
  const end = job.properties.end as JobEnd | undefined;
  if (end !== undefined && end !== "CompletedWithWarnings") return endWithoutSuccess(azure, job, end);
  const done = Number(job.properties.done) + 1;
  const ended = done === backupPhases.length && { endedMs: Date.now() };
  const advanced = { ...job, properties: { ...job.properties, done, ...ended } };
  azure.store.put(advanced);
  if (done === backupPhases.length) changeItem(azure, job, afterBackup(new Date()));
  return advanced;
}

function changeItem(azure: Azure, job: Resource, change: Json): void {
  const item = azure.store.find(textAt(job.properties.itemId) ?? "");
  if (item === undefined) return;
  const properties = { extendedProperties: {}, ...objectAt(item.properties, "properties"), ...change };
  azure.store.put({ ...item, properties: { ...item.properties, properties } });
}

/** A job in the form that azure-cli's tests recorded (test_backup_job, test_backup_restore, 2022-05; the last phase is the portal's). */
function jobResponse({ id, name, properties: job }: Resource) {
  const { done, itemId, startedMs, endedMs, end, isCancelling, errorTitle, errorString } = job;
  const vmName = vmNameOf(itemId);
  const running = isCancelling === true ? "Cancelling" : "InProgress";
  const status = endedMs === undefined ? running : (textAt(end) ?? "Completed");
  const phaseStatus = (i: number) => (i < Number(done) ? "Completed" : i === done ? status : "NotStarted");
  const properties: Json = {
    jobType: "AzureIaaSVMJob",
    actionsInfo: [1],
    containerName: textAt(itemId)?.split("/").pop()?.split(";").slice(1).join(";"),
    duration: `PT${(Number(endedMs ?? Date.now()) - Number(startedMs)) / 1000}S`,
    virtualMachineVersion: "Compute",
    extendedInfo: {
      tasksList: backupPhases.map((taskId, i) => ({ taskId, duration: "PT0S", status: phaseStatus(i) })),
      propertyBag: { "VM Name": vmName },
      internalPropertyBag: { IsInstantRpJob: "True" },
    },
    entityFriendlyName: vmName,
    backupManagementType: "AzureIaasVM",
    operation: "Backup",
    status,
    startTime: azureTime(new Date(Number(startedMs))),
    ...(endedMs !== undefined && { endTime: azureTime(new Date(Number(endedMs))) }),
    activityId: guidOf(id),
    ...(endedMs !== undefined && errorTitle !== undefined && { errorDetails: [{ errorTitle, errorString }] }),
  };
  return { id, name, type: jobType, properties };
}
