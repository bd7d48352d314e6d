import { invalidBackupRequest } from "../azureError";
import { spelledItemId } from "../idCase";
import { nameFromId } from "../ids";
import { equalIgnoringCase, type Json, objectAt, textAt } from "../json";
import type { Azure, PutRequest, Service } from "../service";
import type { Resource } from "../store";
import { vmType } from "../types";
import { checkGuardedDelete } from "./guard";
import { digitsOf } from "./guid";
import { noBackupYet, noPolicy, remainingTime, softDeleted, vmIsGone } from "./itemHealth";
import { parentOf } from "./parent";
import { checkItem, isSoftDeleted, isVmItem, stoppedStates, vaultOf, vmIdOf } from "./protectedItemCheck";
import { immutabilityOf } from "./vaultCheck";

export const protectedItem: Service = {
  spelledId: spelledItemId,
  checkPut: checkItem,

  storedProperties(request) {
    const { id, pathValues, body, current } = request;
    if (!isVmItem(request)) return body;
    const { extendedProperties } = objectAt(body, "properties");
    const vmId = vmIdOf(request) ?? "";
    const protectionState = stateAfter(request);
    return {
      ...body,
      properties: {
        friendlyName: nameFromId(vmId),
        virtualMachineId: vmId,
        ...noBackupYet,
        ...backupsOf(current),
        protectionState,
        protectedItemDataId: digitsOf(id),
        protectedItemType: vmType,
        backupManagementType: "AzureIaasVM",
        workloadType: "VM",
        containerName: pathValues.containerName?.toLowerCase().split(";").slice(1).join(";"),
        sourceResourceId: vmId,
        ...(equalIgnoringCase(protectionState, "ProtectionStopped") ? noPolicy : policyAfter(request)),
        vaultId: `https://management.azure.com${vaultOf(request)?.id}`,
        isArchiveEnabled: false,
        softDeleteRetentionPeriod: 0,
        ...(extendedProperties !== undefined && { extendedProperties }),
      },
    };
  },

  computedProperties(resource, azure) {
    const properties = objectAt(resource.properties, "properties");
    if (properties.protectedItemType !== vmType) return {};
    const vault = parentOf(azure, resource.id, "backupFabrics");
    if (isSoftDeleted(resource)) {
      const remaining = remainingTime(resource, vault, new Date());
      if (remaining === undefined) return {};
      return { properties: { ...properties, deferredDeleteTimeRemaining: remaining } };
    }
    return isWithoutVm(properties, azure) ? { properties: { ...properties, ...vmIsGone } } : {};
  },

  // Secure by default: a deletion soft-deletes the item for the vault's retention.
  checkDelete(resource, azure) {
    if (isSoftDeleted(resource)) return resource.properties;
    const properties = objectAt(resource.properties, "properties");
    if (properties.protectedItemType !== vmType) return undefined;
    const immutability = immutabilityOf(parentOf(azure, resource.id, "backupFabrics"));
    if (immutability !== "Disabled") {
      throw invalidBackupRequest(
        `The vault is immutable (${immutability}): backup data of ${resource.name} cannot be deleted.`,
      );
    }
    checkGuardedDelete(azure, resource);
    return { ...resource.properties, properties: { ...properties, ...softDeleted(new Date()) } };
  },
};

/** What earlier backups left: a request changes neither their results nor their times. */
function backupsOf(current: Resource | undefined): Json {
  const before = objectAt(current?.properties, "properties");
  const keys = ["healthDetails", "lastBackupStatus", "lastBackupTime", "lastRecoveryPoint"];
  return Object.fromEntries(keys.flatMap((key) => (before[key] === undefined ? [] : [[key, before[key]]])));
}

/** The state after a request. If it names none, a stopped or suspended item resumes, and any other item keeps its state. */
function stateAfter({ body, current }: PutRequest): string {
  const { protectionState, isRehydrate } = objectAt(body, "properties");
  if (isRehydrate === true) return textAt(protectionState) ?? "ProtectionStopped";
  const before = textAt(current?.properties, "properties.protectionState") ?? "IRPending";
  return textAt(protectionState) ?? (stoppedStates.includes(before) ? "IRPending" : before);
}

/** The policy after a request: the one that it names, or else the item's. Only the policy of a suspended item is left out of requests. */
function policyAfter({ azure, body, current }: PutRequest): Json {
  const policyId =
    textAt(body, "properties.policyId") || textAt(current?.properties, "properties.policyId") || "";
  const policyType = textAt(azure.store.find(policyId)?.properties, "properties.policyType") ?? "";
  return { policyId, policyName: policyId === "" ? "" : nameFromId(policyId), policyType };
}

/** Whether an item that makes backups has lost its VM. */
function isWithoutVm({ protectionState, sourceResourceId }: Json, { store, anyVm }: Azure): boolean {
  if (anyVm || stoppedStates.includes(textAt(protectionState) ?? "")) return false;
  return store.find(textAt(sourceResourceId) ?? "") === undefined;
}
