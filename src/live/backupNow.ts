import type {
  AzureIaaSVMJob,
  OperationStatusJobExtendedInfo,
  RecoveryServicesBackupClient,
} from "@azure/arm-recoveryservicesbackup";
import { type ItemPlace, namesOf } from "./item";

/** The state of a backup job. */
export interface JobState {
  readonly jobId: string;
  /** Azure's status, e.g. InProgress, Completed, CompletedWithWarnings, Failed, Cancelled. */
  readonly status: string;
  /** The phases of the job in order, each with its status. */
  readonly phases: readonly { readonly name: string; readonly status: string }[];
  /** Why it failed. */
  readonly errors: readonly string[];
}

/** How a long operation is polled. */
export interface Polling {
  /** Seconds between two requests. */
  readonly pauseSeconds: number;
}

/** By this time Azure itself has ended any backup. */
const maxHours = 24;

const maxOperationPolls = 100;

/**
 * Starts an on-demand backup of a protected item, "Back up now". Returns the id of its job.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-userestapi-backupazurevms
 *
 * @param keepUntil When the recovery point expires. Undefined: after Azure's 30 days.
 */
export async function startBackup(
  client: RecoveryServicesBackupClient,
  item: ItemPlace,
  keepUntil: Date | undefined,
  { pauseSeconds }: Polling,
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
  if (operationId === undefined)
    throw new Error("Azure accepted the backup but returned no operation to follow.");
  for (let polls = 0; polls < maxOperationPolls; polls++) {
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
  throw new Error("Azure accepted the backup but returned no job.");
}

/** Reads the state of a job. */
export async function jobState(
  client: RecoveryServicesBackupClient,
  { vaultName, resourceGroupName }: ItemPlace,
  jobId: string,
): Promise<JobState> {
  const { properties } = await client.jobDetails.get(vaultName, resourceGroupName, jobId);
  return stateOf(jobId, properties as AzureIaaSVMJob | undefined);
}

/** The state in a job of Azure's. */
export function stateOf(jobId: string, job: AzureIaaSVMJob | undefined): JobState {
  const { status, extendedInfo, errorDetails } = job ?? {};
  const errors = errorDetails?.map(({ errorCode, errorTitle, errorString, recommendations }) =>
    [
      [errorCode, errorTitle, errorString].filter(Boolean).join(": "),
      ...(recommendations ?? []).map((text) => `Azure recommends: ${text}`),
    ].join(" "),
  );
  const phases = extendedInfo?.tasksList?.map((task) => ({
    name: task.taskId ?? "",
    status: task.status ?? "",
  }));
  return { jobId, status: status ?? "", phases: phases ?? [], errors: errors ?? [] };
}

/** Whether a job has ended, successfully or not. */
export const isOver = ({ status }: JobState): boolean => !["InProgress", "Cancelling", ""].includes(status);

/** Whether a job created a recovery point. */
export const succeeded = ({ status }: JobState): boolean => status.startsWith("Completed");

/**
 * Polls a job until it has ended, which includes its last phase, "Validate backup".
 *
 * @param onState Called with each state that differs from the one before.
 */
export const followJob = (
  client: RecoveryServicesBackupClient,
  item: ItemPlace,
  jobId: string,
  following: Following,
): Promise<JobState> => follow(jobId, () => jobState(client, item, jobId), following);

/** How a job is followed. */
export interface Following extends Polling {
  readonly onState?: (state: JobState) => void | Promise<void>;
}

/** {@link followJob} for a job that is read in another way. */
export async function follow(
  jobId: string,
  read: () => Promise<JobState>,
  { pauseSeconds, onState }: Following,
): Promise<JobState> {
  let previous = "";
  const deadline = Date.now() + maxHours * 3_600_000;
  for (;;) {
    const state = await read();
    const text = JSON.stringify(state);
    if (text !== previous) await onState?.(state);
    previous = text;
    if (isOver(state)) return state;
    if (Date.now() > deadline) throw new Error(`job ${jobId} has not ended after ${maxHours} hours`);
    await pause(pauseSeconds);
  }
}

/** The state of a job in one line. */
export const formatJob = ({ status, phases, errors }: JobState): string => {
  const phaseList = phases.map((phase) => `${phase.name} ${phase.status}`).join(", ");
  return [status, phaseList && `(${phaseList})`, errors.join("; ")].filter(Boolean).join(" ");
};

export const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000));
