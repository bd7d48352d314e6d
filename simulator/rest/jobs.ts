import { type Json, object, text } from "../azure/json";
import { backupRefusal, Refusal } from "../azure/refusal";
import type { Azure } from "../azure/service";
import type { Resource } from "../azure/store";
import type { Route } from "./request";

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
    path: new RegExp(`^(${vaultPath})/backupJobs$`, "i"),
    answer: (azure, { query }, [vaultId = ""]) => {
      const isWanted = jobFilter(query.get("$filter") ?? "");
      const jobs = [...azure.store.ofType(jobType)].filter((job) =>
        job.id.toLowerCase().startsWith(`${vaultId.toLowerCase()}/`),
      );
      const value = jobs.map((job) => ({
        id: job.id,
        name: job.name,
        type: jobType,
        properties: shown(job),
      }));
      return { status: 200, body: { value: value.filter(({ properties }) => isWanted(properties)) } };
    },
  },
  {
    method: "GET",
    path: new RegExp(`^(${itemPath})/recoveryPoints$`, "i"),
    answer: (azure, _, [itemId = ""]) => ({ status: 200, body: { value: pointsOf(azure, itemId) } }),
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

/** The filter of the jobs' list: equalities joined by `and`, of which the two times are the ends of a range. */
function jobFilter(filter: string): (properties: Json) => boolean {
  const parts = filter === "" ? [] : filter.split(" and ");
  const wanted = parts.map((part) => {
    const [, field = "", value = ""] = /^(\w+) eq '([^']*)'$/.exec(part.trim()) ?? [];
    if (field === "") throw new Refusal(400, "BMSUserErrorInvalidFilter", `The filter ${part} is not known.`);
    return [field, value] as const;
  });
  const of = (name: string) => wanted.find(([field]) => field === name)?.[1];
  const [from, until] = [of("startTime"), of("endTime")].map((time) => Date.parse(`${time} UTC`));
  return (job) => {
    const started = Date.parse(text(job.startTime) ?? "");
    const isWithin = !(started < (from ?? 0)) && !(started > (until ?? Number.POSITIVE_INFINITY));
    const isEqual = wanted.every(([field, value]) => /Time$/.test(field) || job[field] === value);
    return isWithin && isEqual;
  };
}

/** Recovery points of an item, from its finished jobs. */
function pointsOf(azure: Azure, itemId: string): Json[] {
  const jobs = [...azure.store.ofType(jobType)].filter(
    ({ properties }) =>
      text(properties.itemId)?.toLowerCase() === itemId.toLowerCase() &&
      Number(properties.done) === phases.length,
  );
  return jobs.map(({ name, properties }) => ({
    id: `${itemId}/recoveryPoints/${name}`,
    name,
    properties: {
      objectType: "IaasVMRecoveryPoint",
      recoveryPointType: "FileSystemConsistent",
      recoveryPointTime: new Date(Number(properties.startedMs)).toISOString(),
    },
  }));
}

function shown({ properties: { done, itemId, startedMs } }: Resource): Json {
  const ended = Number(done);
  const status = (i: number) => (i < ended ? "Completed" : i === ended ? "InProgress" : "NotStarted");
  return {
    jobType: "AzureIaaSVMJob",
    operation: "Backup",
    entityFriendlyName: text(itemId)?.split(";").pop(),
    containerName: text(itemId)?.split("/").pop()?.split(";").slice(1).join(";"),
    isUserTriggered: true,
    backupManagementType: "AzureIaasVM",
    status: ended === phases.length ? "Completed" : "InProgress",
    startTime: new Date(Number(startedMs)).toISOString(),
    extendedInfo: { tasksList: phases.map((taskId, i) => ({ taskId, status: status(i) })) },
  };
}
