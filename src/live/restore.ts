import type { Arm, ArmResponse } from "./arm";
import { type Polling, pause } from "./backupNow";
import { AzureError } from "./request";

/** Versions of Azure's APIs. The newest version of a recovery point has its threat status. */
export const apiVersions = {
  backup: "2024-10-01",
  /** The first version in which Microsoft's examples have a guarded restore (TriggerRestore_ResourceGuardEnabled). */
  guardedRestore: "2025-02-01",
  recoveryPoints: "2026-10-01",
  /** That of Microsoft's SDK for the secondary region (azure-mgmt-recoveryservicesbackup-passivestamp 1.0.0b1), which has no newer one. */
  crossRegionRestore: "2021-11-15",
  compute: "2024-11-01",
  disks: "2024-03-02",
  network: "2024-05-01",
  storage: "2023-05-01",
  resources: "2021-04-01",
} as const;

/** A recovery point in Azure's form. */
export interface AzurePoint {
  readonly name?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** The recovery points of an item. A cloud without the newest API is asked by an older one, which has no threat status. */
export async function recoveryPointsOf(arm: Arm, itemId: string): Promise<AzurePoint[]> {
  const path = `${itemId}/recoveryPoints`;
  try {
    return await arm.list(path, apiVersions.recoveryPoints);
  } catch (error) {
    const isTooNew =
      error instanceof AzureError && error.status === 400 && /api-?version/i.test(error.message);
    if (!isTooNew) throw error;
    return arm.list(path, apiVersions.backup);
  }
}

const maxOperationPolls = 100;

/**
 * Sends a restore request, and returns the id of its job. https://learn.microsoft.com/azure/backup/backup-azure-arm-userestapi-restoreazurevms
 *
 * @throws AzureError if Azure refuses it.
 */
export async function startRestore(
  arm: Arm,
  itemId: string,
  pointName: string,
  body: { readonly properties: Readonly<Record<string, unknown>> },
  { pauseSeconds }: Polling,
): Promise<string> {
  const path = `${itemId}/recoveryPoints/${pointName}/restore`;
  const isGuarded = body.properties.resourceGuardOperationRequests !== undefined;
  const version = isGuarded ? apiVersions.guardedRestore : apiVersions.backup;
  const response = await arm.send("POST", path, version, body);
  return startedJob(arm, response, `${itemId}/operationsStatus`, apiVersions.backup, pauseSeconds);
}

/**
 * Follows the operation of a restore that Azure accepted, and returns the id of its job.
 *
 * @param statusPath Below which the operation's status is.
 */
export async function startedJob(
  arm: Arm,
  { header }: ArmResponse,
  statusPath: string,
  apiVersion: string,
  pauseSeconds: number,
): Promise<string> {
  const operation = header("azure-asyncoperation") ?? header("location") ?? "";
  const id = /\/([^/?]+)(\?.*)?$/.exec(operation)?.[1];
  if (id === undefined) throw new Error("Azure accepted the restore but returned no operation to follow.");
  for (let polls = 0; polls < maxOperationPolls; polls++) {
    const status = await arm.get<Operation>(`${statusPath}/${decodeURIComponent(id)}`, apiVersion);
    if (status?.properties?.jobId !== undefined) return status.properties.jobId;
    if (status?.status !== "InProgress")
      throw new Error(status?.error?.message ?? `the operation is ${status?.status ?? "unknown"}`);
    await pause(pauseSeconds);
  }
  throw new Error("Azure accepted the restore but returned no job.");
}

interface Operation {
  readonly status?: string;
  readonly properties?: { readonly jobId?: string };
  readonly error?: { readonly message?: string };
}

/** A restore job in Azure's form, as far as it is read. */
export interface RestoreJob {
  readonly name?: string;
  readonly properties?: {
    readonly entityFriendlyName?: string;
    readonly status?: string;
    readonly startTime?: string;
    readonly endTime?: string;
    readonly extendedInfo?: { readonly propertyBag?: Readonly<Record<string, string>> };
  };
}

/** A restore job. Undefined: the vault has none of this name. */
export const restoreJob = (arm: Arm, vaultId: string, jobId: string): Promise<RestoreJob | undefined> =>
  arm.get(`${vaultId}/backupJobs/${jobId}`, apiVersions.backup);

/**
 * The restore jobs of a vault that started in a range of time.
 *
 * @param from In the form of Azure's filter, e.g. `2026-11-30 10:00:00 AM`.
 */
export function restoreJobs(arm: Arm, vaultId: string, from: string, until: string): Promise<RestoreJob[]> {
  const filter = `backupManagementType eq 'AzureIaasVM' and operation eq 'Restore' and startTime eq '${from}' and endTime eq '${until}'`;
  return arm.list(`${vaultId}/backupJobs?$filter=${encodeURIComponent(filter)}`, apiVersions.backup);
}
