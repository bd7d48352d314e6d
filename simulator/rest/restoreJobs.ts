import { azureTime } from "../azure/azureTime";
import { type Json, objectAt, textAt } from "../azure/json";
import type { Azure } from "../azure/service";
import { guidOf } from "../azure/services/guid";
import type { Resource } from "../azure/store";
import { jobType } from "./backupJob";
import {
  createDisks,
  createStagingBlobs,
  createVm,
  defaultDiskGB,
  type Restore,
  stagingOf,
} from "./restored";

const phasesOf = {
  AlternateLocation: ["Transfer data from vault", "Create the restored virtual machine"],
  RestoreDisks: ["Transfer data from vault"],
} as const;

const restoreOf = (job: Resource): Restore => job.properties.restore as Restore;

export const isRestore = (job: Resource): boolean => job.properties.restore !== undefined;

/** Each GET of a job completes one phase, and creates what the phase restores. */
export function advanceRestore(azure: Azure, job: Resource): Resource {
  if (job.properties.endedMs !== undefined) return job;
  const restore = restoreOf(job);
  const done = Number(job.properties.done) + 1;
  const fails = restore.failsWith !== undefined;
  if (done === 1) createDisks(azure, restore, job.name);
  if (done === 1 && !fails && restore.recoveryType === "RestoreDisks")
    createStagingBlobs(azure, restore, job.name);
  if (done === 2 && !fails) createVm(azure, restore, job.name);
  const isOver = fails || done === phasesOf[restore.recoveryType].length;
  const ended = isOver && { endedMs: Date.now() };
  const advanced = { ...job, properties: { ...job.properties, done, ...ended } };
  azure.store.put(advanced);
  if (isOver) updateItem(azure, textAt(job.properties.itemId) ?? "", fails);
  return advanced;
}

/** The first restore adds an indicator to the item (azure-cli, test_backup_restore, 2022-05). */
function updateItem(azure: Azure, itemId: string, failed: boolean): void {
  const item = azure.store.find(itemId);
  if (item === undefined || failed) return;
  const before = objectAt(item.properties, "properties");
  const healthy = {
    resourceHealthStatus: "Healthy",
    resourceHealthDetails: [{ code: 0, title: "Success", message: "", recommendations: [] }],
  };
  const kpisHealths = { ...objectAt(before.kpisHealths), RestoreOperationStatusKPI: healthy };
  azure.store.put({
    ...item,
    properties: { ...item.properties, properties: { ...before, kpisHealths } },
  });
}

/** A restore job in the form that azure-cli and azure-powershell recorded (test_backup_restore, TestAzureManagedVMRestore, 2022-05). */
export function restoreJobResponse({ id, name, properties }: Resource): Json & { properties: Json } {
  const restore = properties.restore as Restore;
  const { itemId, startedMs, endedMs } = properties;
  const done = Number(properties.done);
  const isOver = endedMs !== undefined;
  const failed = isOver && restore.failsWith !== undefined;
  const phases = phasesOf[restore.recoveryType];
  const phaseStatus = (i: number) => {
    if (failed) return i < done ? "Failed" : "NotStarted";
    return i < done ? "Completed" : "InProgress";
  };
  const tasksList = phases.slice(0, done + 1).map((taskId, i) => ({
    ...{ taskId, duration: "PT0S", status: phaseStatus(i) },
    ...(i === 0 &&
      done > 0 &&
      !failed && { taskExecutionDetails: `${defaultDiskGB} GBs / ${defaultDiskGB} GBs Transferred` }),
  }));
  const containerName = textAt(itemId)?.split("/").pop()?.split(";").slice(1).join(";");
  const job: Json = {
    jobType: "AzureIaaSVMJob",
    actionsInfo: [1],
    containerName,
    duration: `PT${(Number(endedMs ?? Date.now()) - Number(startedMs)) / 1000}S`,
    virtualMachineVersion: "Compute",
    extendedInfo: {
      tasksList,
      propertyBag: propertyBag(restore, name, isOver && !failed),
      internalPropertyBag: { restoreLocationType: restore.recoveryType },
      progressPercentage: isOver ? 100 : 5,
      ...(isOver && { estimatedRemainingDuration: "PT0S" }),
    },
    ...(failed && { errorDetails: [{ errorString: restore.failsWith, recommendations: [] }] }),
    entityFriendlyName: nameOf(restore.sourceId),
    backupManagementType: "AzureIaasVM",
    operation: restore.crossRegionVaultId === undefined ? "Restore" : "CrossRegionRestore",
    status: failed ? "Failed" : isOver ? "Completed" : "InProgress",
    startTime: azureTime(new Date(Number(startedMs))),
    ...(isOver && { endTime: azureTime(new Date(Number(endedMs))) }),
    activityId: guidOf(id),
  };
  return { id, name, type: jobType, properties: job };
}

const nameOf = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

/** One key ends with a space, and the names of blobs come only with the end of the job. */
function propertyBag(restore: Restore, jobId: string, isCompleted: boolean): Json {
  const {
    recoveryType,
    sourceId,
    targetVmId = "",
    networkId = "",
    storageAccountId,
    groupId,
    pointTime,
  } = restore;
  const time = new Date(pointTime).toLocaleString("en-US", { timeZone: "UTC" }).replace(",", "");
  const common = {
    "Target Storage Account Name": nameOf(storageAccountId),
    "Recovery point time ": time,
    "Target resource group": nameOf(groupId),
    ...vaultOf(restore),
  };
  if (recoveryType === "AlternateLocation")
    return {
      "Job Type": "Recover VM to an alternate location",
      "Original VM Name": nameOf(sourceId),
      "Target VM Name": nameOf(targetVmId),
      "Target VNet Name": `Group ${networkId.split("/")[4]} ${nameOf(networkId)}`,
      ...common,
    };
  const { container, config, template, url } = stagingOf(restore, jobId);
  return {
    "Job Type": "Recover disks",
    "Target VM Name": "vmName",
    ...common,
    ...(isCompleted && {
      "Config Blob Name": config,
      "Config Blob Container Name": container,
      "Config Blob Uri": `${url}/${config}`,
      "Template Blob Uri": `${url}/${template}`,
    }),
  };
}

/** The vault, in a job of the secondary region (azure-powershell, TestAzureVMCRRWithDES, 2023-01). */
function vaultOf({ crossRegionVaultId }: Restore): Json {
  const [, , subscriptionId, , groupName, , , , vaultName] = crossRegionVaultId?.split("/") ?? [];
  if (vaultName === undefined) return {};
  return {
    "Subscription Id of the vault": subscriptionId,
    "Resource Group Name of the vault": groupName,
    "Vault name": vaultName,
  };
}
