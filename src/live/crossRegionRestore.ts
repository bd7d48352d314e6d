import type { Arm } from "./arm";
import type { Polling } from "./backupNow";
import { AzureError, resending } from "./request";
import { type AzurePoint, apiVersions, type RestoreJob, startedJob } from "./restore";

/*
 * Restores from the secondary region of a vault. Requests and answers are those that azure-powershell recorded (TestAzureVMCRRWithDES,
 * 2023-01) and that Microsoft's SDK has (azure-mgmt-recoveryservicesbackup-passivestamp 1.0.0b1). Recorded is a restore of disks; a restore
 * of a VM has the same request with the fields of a VM.
 */

const version = apiVersions.crossRegionRestore;

/** The secondary region of a vault, whose requests go to the vault's subscription. */
export interface SecondaryRegion {
  readonly vaultId: string;
  /** In Azure's own spelling, e.g. westus. */
  readonly region: string;
}

const pathOf = ({ vaultId, region }: SecondaryRegion): string =>
  `/subscriptions/${vaultId.split("/")[2]}/providers/Microsoft.RecoveryServices/locations/${region}`;

/** The recovery points of an item in the secondary region: azure-cli reads them with this version of the same path. */
export const secondaryPointsOf = (arm: Arm, itemId: string): Promise<AzurePoint[]> =>
  arm.list(`${itemId}/recoveryPoints/`, version);

interface WithProperties {
  readonly properties?: Readonly<Record<string, unknown>>;
}

/**
 * Sends a restore request to the secondary region, and returns the id of its job. The secondary region gives out its identity, with which
 * the vault issues a token for the recovery point. The token is a secret: it is neither recorded nor part of a message.
 *
 * @throws AzureError if Azure refuses it.
 */
export async function startSecondaryRestore(
  arm: Arm,
  secondary: SecondaryRegion,
  pointId: string,
  restoreRequest: Readonly<Record<string, unknown>>,
  { pauseSeconds }: Polling,
): Promise<string> {
  const path = pathOf(secondary);
  const identity = await arm.get<WithProperties>(`${path}/backupAadProperties`, version);
  const { properties } = identity ?? {};
  const { body } = await arm.send("POST", `${pointId}/accessToken`, version, { properties });
  const token = (body as WithProperties | undefined)?.properties;
  if (token === undefined) throw new Error("Azure returned no access token for the recovery point.");
  const response = await arm.send("POST", `${path}/backupCrossRegionRestore`, version, {
    crossRegionRestoreAccessDetails: { ...token, objectType: "CrrAccessToken" },
    restoreRequest,
  });
  return startedJob(arm, response, `${path}/backupCrrOperationsStatus`, version, pauseSeconds);
}

/** A restore job of the secondary region. */
export async function secondaryJob(
  arm: Arm,
  secondary: SecondaryRegion,
  jobName: string,
): Promise<RestoreJob | undefined> {
  const request = { resourceId: secondary.vaultId, jobName };
  return (await read(arm, `${pathOf(secondary)}/backupCrrJob`, request)) as RestoreJob | undefined;
}

/** The restore jobs of the secondary region that started in a range of time. The times are in the form of Azure's filter. */
export async function secondaryJobs(
  arm: Arm,
  secondary: SecondaryRegion,
  from: string,
  until: string,
): Promise<RestoreJob[]> {
  const filter = `backupManagementType eq 'AzureIaasVM' and operation eq 'CrossRegionRestore' and startTime eq '${from}' and endTime eq '${until}'`;
  const path = `${pathOf(secondary)}/backupCrrJobs?$filter=${encodeURIComponent(filter)}`;
  const page = (await read(arm, path, { resourceId: secondary.vaultId })) as JobPage | undefined;
  // A job that is not on this page would be taken for one that does not exist, and its restore would be repeated.
  if (!Array.isArray(page?.value) || page.nextLink)
    throw new AzureError("Azure did not return all jobs of the secondary region.");
  return page.value;
}

interface JobPage {
  readonly value?: RestoreJob[];
  readonly nextLink?: string | null;
}

/** Azure reads the jobs of a secondary region with POST. */
const read = (arm: Arm, path: string, body: object): Promise<unknown> =>
  resending(async () => (await arm.send("POST", path, version, body)).body);
