import { AzureError } from "../azure/azureError";
import { normalizeRegion } from "../azure/ids";
import { equalIgnoringCase, type Json, objectAt, textAt } from "../azure/json";
import { pairedRegion } from "../azure/regionPairs";
import type { Azure } from "../azure/service";
import { guidOf } from "../azure/services/guid";
import type { Resource } from "../azure/store";
import { jobType } from "./backupJob";
import { jobFilter } from "./jobFilter";
import { acceptedResponse, crossRegionOperation } from "./operations";
import { itemPath } from "./paths";
import { hasCrossRegionRestore, secondaryPointsOf } from "./recoveryPoints";
import type { Route } from "./request";
import { advanceRestore, restoreJobResponse } from "./restoreJobs";
import { findItem, refused, startRestore } from "./restores";

const locationPath = "(/subscriptions/[^/]+/providers/Microsoft.RecoveryServices/locations/([^/]+))";

/**
 * Restores from the secondary region of a vault with cross-region restore. Requests and answers are those that azure-powershell recorded
 * (TestAzureVMCRRWithDES, 2023-01); of refusals no recording is known.
 */
export const crossRegionRoutes: readonly Route[] = [
  {
    method: "GET",
    path: new RegExp(`^${locationPath}/backupAadProperties$`, "i"),
    handle: (_, __, [, region = ""]) => ({ status: 200, body: { properties: identityOf(region) } }),
  },
  {
    method: "POST",
    path: new RegExp(`^(${itemPath})/recoveryPoints/([^/]+)/accessToken$`, "i"),
    handle: (azure, { body }, [itemId = "", vaultId = "", , pointName = ""]) => {
      const audience = textAt(body, "properties.audience");
      const region = secondaryRegion(azure, vaultId);
      if (audience !== identityOf(region).audience)
        throw refused(`The identity is not that of the secondary region ${region}.`);
      const point = findSecondaryPoint(azure, itemId, vaultId, pointName);
      return { status: 200, body: { properties: tokenOf(azure, itemId, vaultId, point, region) } };
    },
  },
  {
    method: "POST",
    path: new RegExp(`^${locationPath}/backupCrossRegionRestore$`, "i"),
    handle: (azure, request, [owner = "", region = ""]) => {
      const job = startCrossRegionRestore(azure, region, request.body);
      return acceptedResponse(azure, request, crossRegionOperation(owner), job.name);
    },
  },
  {
    method: "POST",
    path: new RegExp(`^${locationPath}/backupCrrJob$`, "i"),
    handle: (azure, { body }, [owner = "", region = ""]) => {
      const job = jobsOf(azure, region, body).find(({ name }) => name === textAt(body, "jobName"));
      if (job === undefined)
        throw new AzureError(404, "JobNotFound", `Job ${body.jobName} does not exist in ${region}.`);
      return { status: 200, body: jobResponse(owner, advanceRestore(azure, job)) };
    },
  },
  {
    method: "POST",
    path: new RegExp(`^${locationPath}/backupCrrJobs$`, "i"),
    handle: (azure, { body, query }, [owner = "", region = ""]) => {
      const matchesFilter = jobFilter(query.get("$filter") ?? "");
      const value = jobsOf(azure, region, body)
        .map((job) => jobResponse(owner, job))
        .filter(({ properties }) => matchesFilter(properties));
      return { status: 200, body: { value } };
    },
  },
];

/** The identity of the service in a region. */
const identityOf = (region: string) => ({
  tenantId: guidOf("tenant of Azure Backup"),
  audience: `https://RecoveryServices/IaasCoord/aadmgmt/${normalizeRegion(region)}`,
  servicePrincipalObjectId: guidOf(`service principal of Azure Backup in ${normalizeRegion(region)}`),
});

/** @throws AzureError if the vault's points cannot be restored in a secondary region. */
function secondaryRegion(azure: Azure, vaultId: string): string {
  const vault = azure.store.find(vaultId);
  if (!hasCrossRegionRestore(azure, vaultId))
    throw refused(`Cross-region restore of the vault ${vault?.name} is not enabled.`);
  const region = pairedRegion(vault?.properties.location);
  if (region !== undefined) return region;
  throw refused(`Simulated Azure knows no paired region of ${vault?.properties.location}.`);
}

function findSecondaryPoint(azure: Azure, itemId: string, vaultId: string, name: string): Json {
  const points = secondaryPointsOf(azure, itemId, vaultId);
  const point = points.find((one) => equalIgnoringCase(textAt(one.name), name));
  if (point !== undefined) return point;
  throw refused(`Recovery point ${name} is not in the secondary region.`);
}

/** The token with which the secondary region restores a point, as far as the simulated one reads it. */
function tokenOf(azure: Azure, itemId: string, vaultId: string, point: Json, region: string): Json {
  const item = findItem(azure, itemId);
  const [, , subscriptionId, , resourceGroupName, , , , resourceName] = vaultId.split("/");
  const containerName = itemId.split("/").pop()?.split(";").slice(1).join(";");
  return {
    ...{ objectType: "CrrAccessToken", subscriptionId, resourceGroupName, resourceName },
    accessTokenString: `simulated.${guidOf(`${itemId}/${point.name}/${region}`)}`,
    recoveryPointId: point.name,
    recoveryPointTime: textAt(point, "properties.recoveryPointTime"),
    ...{ containerName, containerType: "IaasVMContainer", backupManagementType: "AzureIaasVM" },
    ...{ datasourceType: "VM", datasourceName: textAt(item.properties, "properties.friendlyName") },
    datasourceContainerName: containerName,
    rpTierInformation: { HardenedRP: "Valid" },
    rpIsManagedVirtualMachine: true,
    bMSActiveRegion: normalizeRegion(azure.store.find(vaultId)?.properties.location),
  };
}

function startCrossRegionRestore(azure: Azure, region: string, body: Json): Resource {
  const access = objectAt(body, "crossRegionRestoreAccessDetails");
  const request = objectAt(body, "restoreRequest");
  const [vaultName, containerName] = [textAt(access.resourceName), textAt(access.containerName)];
  const vaultId = `/subscriptions/${access.subscriptionId}/resourceGroups/${access.resourceGroupName}/providers/Microsoft.RecoveryServices/vaults/${vaultName}`;
  const item = azure.store
    .below(vaultId)
    .find(({ id }) => equalIgnoringCase(id.split("/").pop(), `vm;${containerName}`));
  if (item === undefined) throw refused("The access token names no protected item.");
  const expected = secondaryRegion(azure, vaultId);
  if (normalizeRegion(region) !== expected || normalizeRegion(request.region) !== expected)
    throw refused(`The secondary region of the vault ${vaultName} is ${expected}.`);
  const point = findSecondaryPoint(azure, item.id, vaultId, textAt(request.recoveryPointId) ?? "");
  const token = tokenOf(azure, item.id, vaultId, point, expected);
  if (access.objectType !== "CrrAccessToken" || access.accessTokenString !== token.accessTokenString)
    throw refused("The access token is not one for this recovery point and region.");
  return startRestore(azure, item, vaultId, point, request, true);
}

/** The jobs in the secondary region of the vault that a request names. */
function jobsOf(azure: Azure, region: string, body: Json): Resource[] {
  const vaultId = textAt(body, "resourceId") ?? "";
  return [...azure.store.ofType(jobType)].filter(({ properties }) => {
    const restore = objectAt(properties, "restore");
    return (
      equalIgnoringCase(textAt(restore.crossRegionVaultId), vaultId) &&
      restore.region === normalizeRegion(region)
    );
  });
}

function jobResponse(owner: string, job: Resource): { readonly properties: Json } & Json {
  const { properties, ...response } = restoreJobResponse(job);
  return {
    ...response,
    id: `${owner}/backupJobs/${job.name}`,
    properties: { ...properties, actionsInfo: ["Cancellable"] },
  };
}
