import { lastName } from "../ids";
import { at, type Json, object, text } from "../json";
import { backupRefusal } from "../refusal";
import type { Service } from "../service";
import type { Resource } from "../store";
import { vmType } from "../types";
import { guidOf } from "./guid";
import { parentOf } from "./parent";
import { checkItem, isSoftDeleted, vaultOf, vmOf } from "./protectedItemCheck";
import { immutabilityOf } from "./vaultCheck";

export const protectedItem: Service = {
  check: checkItem,

  shape(request) {
    const { id, names, body, current } = request;
    const asked = object(body, "properties");
    if (asked.protectedItemType !== vmType) return body;
    const vault = vaultOf(request);
    const vm = vmOf(request) ?? "";
    const stopped =
      ["ProtectionStopped", "BackupsSuspended"].includes(text(asked.protectionState) ?? "") ||
      asked.isRehydrate === true;
    const policyId = text(asked.policyId) ?? text(current?.properties, "properties.policyId");
    const properties: Json = {
      backupManagementType: "AzureIaasVM",
      workloadType: "VM",
      protectionStatus: "Healthy",
      healthStatus: "Passed",
      lastBackupStatus: "",
      lastBackupTime: "2001-01-01T00:00:00Z",
      isArchiveEnabled: false,
      protectionState: stateOf(current),
      ...asked,
      ...(stopped ? { protectionState: text(asked.protectionState) ?? "ProtectionStopped" } : {}),
      protectedItemDataId: guidOf(id),
      containerName: names.containerName?.split(";").slice(1).join(";"),
      sourceResourceId: vm,
      virtualMachineId: vm,
      friendlyName: lastName(vm),
      vaultId: vault?.id,
    };
    delete properties.isRehydrate;
    // A stopped item may be answered without its policy (azurerm's documentation).
    if (stopped || !policyId) delete properties.policyId;
    else Object.assign(properties, { policyId, policyName: lastName(policyId) });
    return { ...body, properties };
  },

  // Secure by default: a deletion keeps the item, soft-deleted, for the vault's days.
  remove(resource, azure) {
    const properties = object(resource.properties, "properties");
    if (isSoftDeleted(resource) || properties.protectedItemType !== vmType) {
      return isSoftDeleted(resource) ? resource.properties : undefined;
    }
    const vault = parentOf(azure, resource.id, "backupFabrics");
    const security = object(vault?.properties, "properties.securitySettings");
    const immutable = immutabilityOf(vault);
    if (immutable !== "Disabled") {
      throw backupRefusal(
        `The vault is immutable (${immutable}): backup data of ${resource.name} cannot be deleted.`,
      );
    }
    const days = Number(at(security, "softDeleteSettings.softDeleteRetentionPeriodInDays"));
    const { policyId: _, policyName: __, ...left } = properties;
    return {
      ...resource.properties,
      properties: {
        ...left,
        protectionState: "ProtectionStopped",
        isScheduledForDeferredDelete: true,
        deferredDeleteTimeInUTC: new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString(),
      },
    };
  },
};

/** A request that asks for no state protects: a stopped item resumes, any other one stays as it is. */
function stateOf(current: Resource | undefined): string {
  const state = text(current?.properties, "properties.protectionState");
  return state === undefined || ["ProtectionStopped", "BackupsSuspended"].includes(state)
    ? "IRPending"
    : state;
}
