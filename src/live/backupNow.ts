import type {
  AzureIaaSVMJob,
  OperationStatusJobExtendedInfo,
  RecoveryServicesBackupClient,
} from "@azure/arm-recoveryservicesbackup";
import { type ItemPlace, namesOf } from "./item";

/** What Azure says of a backup that runs. */
export interface JobState {
  readonly jobId: string;
  /** As Azure says it: InProgress, Completed, CompletedWithWarnings, Failed, Cancelled … */
  readonly status: string;
  /** The job's phases, in order, each with its own status. */
  readonly phases: readonly { readonly name: string; readonly status: string }[];
  /** Why it failed. */
  readonly errors: readonly string[];
}

/** How long to look at a job, and how often. */
export interface Following {
  readonly pauseSeconds: number;
  /** Gets each state that differs from the one before. */
  readonly say?: (state: JobState) => void | Promise<void>;
}

/** After a day Azure itself has long given a backup up. */
const longestHours = 24;

/**
 * Starts a backup of a protected item, "Back up now", and answers the job's id.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-userestapi-backupazurevms
 *
 * @param keepUntil When the recovery point expires. Omitted: after Azure's 30 days.
 */
export async function startBackup(
  client: RecoveryServicesBackupClient,
  item: ItemPlace,
  keepUntil: Date | undefined,
  { pauseSeconds }: Following,
): Promise<string> {
  const properties = {
    objectType: "IaasVMBackupRequest" as const,
    ...(keepUntil !== undefined && { recoveryPointExpiryTimeInUTC: keepUntil }),
  };
  let operation: string | undefined;
  await client.backups.trigger(
    ...namesOf(item),
    { properties },
    {
      onResponse: ({ headers }) => {
        operation = headers.get("azure-asyncoperation") ?? headers.get("location");
      },
    },
  );
  const operationId = /\/([^/?]+)(\?.*)?$/.exec(operation ?? "")?.[1];
  if (operationId === undefined) throw new Error("Azure took the backup and named no operation to follow.");
  for (let looks = 0; looks < 100; looks++) {
    const {
      status,
      properties: info,
      error,
    } = await client.protectedItemOperationStatuses.get(...namesOf(item), operationId);
    const jobId = (info as OperationStatusJobExtendedInfo | undefined)?.jobId;
    if (jobId !== undefined) return jobId;
    if (status !== "InProgress") throw new Error(error?.message ?? `the operation is ${status}`);
    await pause(pauseSeconds);
  }
  throw new Error("Azure took the backup and named no job for it.");
}

/** What Azure says of a job now. */
export async function jobState(
  client: RecoveryServicesBackupClient,
  { vaultName, resourceGroupName }: ItemPlace,
  jobId: string,
): Promise<JobState> {
  const { properties } = await client.jobDetails.get(vaultName, resourceGroupName, jobId);
  const { status, extendedInfo, errorDetails } = (properties ?? {}) as AzureIaaSVMJob;
  const errors = errorDetails?.map(({ errorString, errorTitle, errorCode }) =>
    [errorCode, errorString ?? errorTitle].filter(Boolean).join(": "),
  );
  const phases = extendedInfo?.tasksList?.map(({ taskId = "", status: of = "" }) => ({
    name: taskId,
    status: of,
  }));
  return { jobId, status: status ?? "", phases: phases ?? [], errors: errors ?? [] };
}

/** Whether a job has come to an end, whichever. */
export const isOver = ({ status }: JobState): boolean => !["InProgress", "Cancelling", ""].includes(status);

/** Whether a job left a recovery point. */
export const isGood = ({ status }: JobState): boolean => status.startsWith("Completed");

/** Looks at a job until it is over: with that its last phase, "Validate backup", is. */
export async function followJob(
  client: RecoveryServicesBackupClient,
  item: ItemPlace,
  jobId: string,
  { pauseSeconds, say }: Following,
): Promise<JobState> {
  let last = "";
  const endMs = Date.now() + longestHours * 3_600_000;
  for (;;) {
    const state = await jobState(client, item, jobId);
    const shown = JSON.stringify(state);
    if (shown !== last) await say?.(state);
    last = shown;
    if (isOver(state)) return state;
    if (Date.now() > endMs) throw new Error(`job ${jobId} is not over after ${longestHours} hours`);
    await pause(pauseSeconds);
  }
}

/** A job in one line. */
export const formatJob = ({ status, phases, errors }: JobState): string => {
  const shown = phases.map(({ name, status: of }) => `${name} ${of}`).join(", ");
  return [status, shown && `(${shown})`, errors.join("; ")].filter(Boolean).join(" ");
};

export const pause = (seconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, seconds * 1000));
