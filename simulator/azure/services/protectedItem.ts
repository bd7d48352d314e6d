import { invalidBackupRequest } from "../azureError";
import { nameFromId } from "../ids";
import { type Json, objectAt, textAt, valueAt } from "../json";
import type { Service } from "../service";
import type { Resource } from "../store";
import { vmType } from "../types";
import { guidOf } from "./guid";
import { parentOf } from "./parent";
import { checkItem, isSoftDeleted, stoppedStates, vaultOf, vmIdOf } from "./protectedItemCheck";
import { immutabilityOf } from "./vaultCheck";

export const protectedItem: Service = {
  checkPut: checkItem,

  storedProperties(request) {
    const { id, pathValues, body, current } = request;
    const { isRehydrate, ...requested } = objectAt(body, "properties");
    if (requested.protectedItemType !== vmType) return body;
    const vmId = vmIdOf(request) ?? "";
    const requestedState = textAt(requested.protectionState);
    const isStopped = stoppedStates.includes(requestedState ?? "") || isRehydrate === true;
    const policyId = textAt(requested.policyId) ?? textAt(current?.properties, "properties.policyId");
    const properties: Json = {
      backupManagementType: "AzureIaasVM",
      workloadType: "VM",
      protectionStatus: "Healthy",
      healthStatus: "Passed",
      lastBackupStatus: "",
      lastBackupTime: "2001-01-01T00:00:00Z",
      isArchiveEnabled: false,
      protectionState: defaultState(current),
      ...requested,
      ...(isStopped ? { protectionState: requestedState ?? "ProtectionStopped" } : {}),
      protectedItemDataId: guidOf(id),
      containerName: pathValues.containerName?.split(";").slice(1).join(";"),
      sourceResourceId: vmId,
      virtualMachineId: vmId,
      friendlyName: nameFromId(vmId),
      vaultId: vaultOf(request)?.id,
    };
    // Azure may return a stopped item without its policy (azurerm's documentation).
    if (isStopped || !policyId) delete properties.policyId;
    else Object.assign(properties, { policyId, policyName: nameFromId(policyId) });
    return { ...body, properties };
  },

  // Secure by default: a deletion soft-deletes the item for the vault's retention.
  checkDelete(resource, azure) {
    if (isSoftDeleted(resource)) return resource.properties;
    const properties = objectAt(resource.properties, "properties");
    if (properties.protectedItemType !== vmType) return undefined;
    const vault = parentOf(azure, resource.id, "backupFabrics");
    const immutability = immutabilityOf(vault);
    if (immutability !== "Disabled") {
      throw invalidBackupRequest(
        `The vault is immutable (${immutability}): backup data of ${resource.name} cannot be deleted.`,
      );
    }
    const softDelete = objectAt(vault?.properties, "properties.securitySettings.softDeleteSettings");
    const days = Number(valueAt(softDelete, "softDeleteRetentionPeriodInDays"));
    const { policyId: _, policyName: __, ...rest } = properties;
    return {
      ...resource.properties,
      properties: {
        ...rest,
        protectionState: "ProtectionStopped",
        isScheduledForDeferredDelete: true,
        deferredDeleteTimeInUTC: new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString(),
      },
    };
  },
};

/** The state after a request that names none: a stopped item resumes, any other item keeps its state. */
function defaultState(current: Resource | undefined): string {
  const state = textAt(current?.properties, "properties.protectionState");
  return state === undefined || stoppedStates.includes(state) ? "IRPending" : state;
}
