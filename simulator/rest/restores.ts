import { randomUUID } from "node:crypto";
import { AzureError } from "../azure/azureError";
import { takeFault } from "../azure/faults";
import { normalizeRegion } from "../azure/ids";
import { equalIgnoringCase, type Json, listAt, objectAt, textAt } from "../azure/json";
import type { Azure } from "../azure/service";
import type { Resource } from "../azure/store";
import { jobType } from "./backupJob";
import { acceptedResponse, itemOperation } from "./operations";
import { itemPath } from "./paths";
import { findPoint } from "./recoveryPoints";
import type { Route } from "./request";
import type { Restore } from "./restored";

/**
 * Restores of a virtual machine. Requests and answers are those that azure-cli and azure-powershell recorded (test_backup_restore,
 * TestAzureManagedVMRestore, 2022-05). No recording of a refused restore is known, so every refusal here says that its code is not known.
 */
export const restoreRoutes: readonly Route[] = [
  {
    method: "POST",
    path: new RegExp(`^(${itemPath})/recoveryPoints/([^/]+)/restore$`, "i"),
    handle: (azure, request, [itemId = "", vaultId = "", , pointName = ""]) => {
      const body = objectAt(request.body, "properties");
      const item = findItem(azure, itemId);
      const job = startRestore(azure, item, vaultId, findPoint(azure, itemId, pointName), body);
      return acceptedResponse(azure, request, itemOperation(itemId), job.name);
    },
  },
];

/** Azure refuses the restore; no source gives the code. */
export const refused = (reason: string): AzureError =>
  new AzureError(400, "RestoreRefused", `${reason} (Simulated: the service's code for this is not known.)`);

/** @throws AzureError if there is no such item. */
export function findItem(azure: Azure, itemId: string): Resource {
  const item = azure.store.find(itemId);
  if (item !== undefined) return item;
  throw new AzureError(404, "BMSUserErrorDataSourceObjectNotFound", `${itemId} does not exist.`);
}

/**
 * Starts the job of a restore.
 *
 * @param isCrossRegion Whether it is one from the secondary region of the vault.
 * @throws AzureError for a request that cannot be carried out.
 */
export function startRestore(
  azure: Azure,
  item: Resource,
  vaultId: string,
  point: Json,
  body: Json,
  isCrossRegion = false,
): Resource {
  const itemId = item.id;
  const sourceId = textAt(item.properties, "properties.sourceResourceId") ?? "";
  const targetVmId = textAt(body.targetVirtualMachineId);
  const names = [sourceId, itemId, targetVmId ?? ""].flatMap((id) => [id, id.split("/").pop() ?? ""]);
  const fault = takeFault(azure.faults, azure.store, "restore", names);
  if (fault?.status !== undefined && !fault.partial)
    throw new AzureError(
      fault.status,
      fault.code ?? "RestoreRefused",
      fault.message ?? "Injected into simulated Azure.",
    );
  const startedMs = Date.now();
  const restore = {
    ...checkedRestore(azure, point, sourceId, body),
    ...{ startedMs, ...(isCrossRegion && { crossRegionVaultId: vaultId }) },
  };
  const name = randomUUID();
  const job: Resource = {
    id: `${vaultId}/backupJobs/${name}`,
    type: jobType,
    name,
    properties: {
      ...{ itemId, startedMs, done: 0 },
      restore: { ...restore, ...(fault?.partial && { failsWith: fault.message ?? notKnown }) },
    },
  };
  azure.store.put(job);
  return job;
}

const notKnown = "The restore failed half-way. (Simulated: the service's code for this is not known.)";

/** @throws AzureError for a request that cannot be carried out. */
function checkedRestore(azure: Azure, point: Json, sourceId: string, body: Json): Omit<Restore, "startedMs"> {
  const { store } = azure;
  if (body.objectType !== "IaasVMRestoreRequest")
    throw refused(`objectType ${body.objectType} does not restore a virtual machine.`);
  const recoveryType = textAt(body.recoveryType) ?? "";
  if (recoveryType !== "AlternateLocation" && recoveryType !== "RestoreDisks")
    throw refused(`Simulated Azure does not carry out the recovery type ${recoveryType}.`);
  if (!equalIgnoringCase(textAt(body.sourceResourceId), sourceId))
    throw refused("sourceResourceId is not the virtual machine of this item.");
  const tiers = listAt(point, "properties.recoveryPointTierDetails");
  if (tiers.length > 0 && !tiers.some((tier) => isRestorable(tier)))
    throw refused("The recovery point has no tier from which it can be restored.");
  const region = normalizeRegion(body.region);
  const groupId = textAt(body.targetResourceGroupId) ?? "";
  if (store.find(groupId) === undefined) throw refused(`The resource group ${groupId} does not exist.`);
  const storageAccountId = textAt(body.storageAccountId) ?? "";
  const account = store.find(storageAccountId);
  if (account === undefined || normalizeRegion(account.properties.location) !== region)
    throw refused(`The storage account ${storageAccountId} does not exist in ${region}.`);
  const common = {
    pointName: textAt(point.name) ?? "",
    pointTime: textAt(point, "properties.recoveryPointTime") ?? "",
  };
  const base = { ...common, sourceId, groupId, storageAccountId, region };
  if (recoveryType === "RestoreDisks") return { ...base, recoveryType };
  const targetVmId = textAt(body.targetVirtualMachineId) ?? "";
  if (!targetVmId.toLowerCase().startsWith(`${groupId.toLowerCase()}/`))
    throw refused("targetVirtualMachineId is not in targetResourceGroupId.");
  const subnetId = textAt(body.subnetId) ?? "";
  const networkId = textAt(body.virtualNetworkId) ?? "";
  const network = store.find(networkId);
  const isInNetwork = subnetId.toLowerCase().startsWith(`${networkId.toLowerCase()}/`);
  if (store.find(subnetId) === undefined || network === undefined || !isInNetwork)
    throw refused(`The subnet ${subnetId} does not exist in the network ${networkId}.`);
  if (normalizeRegion(network.properties.location) !== region)
    throw refused(`The network ${networkId} is not in ${region}.`);
  if (store.find(targetVmId) !== undefined) throw refused(`The virtual machine ${targetVmId} exists.`);
  return { ...base, recoveryType, targetVmId, subnetId, networkId };
}

/** An archived point must be rehydrated before. */
const isRestorable = (tier: unknown): boolean =>
  ["InstantRP", "HardenedRP"].includes(textAt(tier, "type") ?? "") &&
  ["Valid", "Rehydrated"].includes(textAt(tier, "status") ?? "");
