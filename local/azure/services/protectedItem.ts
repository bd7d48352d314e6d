import type { Put, Service } from "../arm";
import { lastName, region } from "../ids";
import { at, type Json, object, sameText, text } from "../json";
import { backupRefusal, Refusal } from "../refusal";
import type { Resource } from "../store";
import { itemType } from "../types";
import { enhancedOnly } from "./enhancedOnly";
import { guidOf } from "./guid";
import { parentOf } from "./parent";

const vmItem = "Microsoft.Compute/virtualMachines";
const containerForm = /^iaasvmcontainer;iaasvmcontainerv2;([^;/]+);([^;/]+)$/i;
const itemForm = /^vm;iaasvmcontainerv2;([^;/]+);([^;/]+)$/i;
const vmForm =
  /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Compute\/virtualMachines\/([^/]+)$/i;

export const protectedItem: Service = {
  check(request) {
    const { body, current } = request;
    const kind = text(body, "properties.protectedItemType");
    if (kind === "AzureIaaSVMProtectedItem") {
      throw new Refusal(400, "BadRequest", `protectedItemType ${kind} is abstract: use ${vmItem}.`);
    }
    if (kind !== vmItem) return;
    checkNames(request);
    const softDeleted = current && isSoftDeleted(current);
    if (softDeleted && at(body, "properties.isRehydrate") !== true) {
      throw backupRefusal(`${current.name} is soft-deleted: undelete it before it is protected again.`);
    }
    if (softDeleted) return;
    checkState(request);
    const policy = checkPolicyOf(request);
    checkVm(request, policy);
  },

  shape(request) {
    const { id, names, body, current } = request;
    const asked = object(body, "properties");
    if (asked.protectedItemType !== vmItem) return body;
    const vault = vaultOf(request);
    const vm = vmOf(request) ?? "";
    const stopped = asked.protectionState === "ProtectionStopped" || asked.isRehydrate === true;
    const policyId = text(asked.policyId) ?? text(current?.properties, "properties.policyId");
    const properties: Json = {
      backupManagementType: "AzureIaasVM",
      workloadType: "VM",
      protectionStatus: "Healthy",
      healthStatus: "Passed",
      lastBackupStatus: "",
      lastBackupTime: "2001-01-01T00:00:00Z",
      isArchiveEnabled: false,
      protectionState: text(current?.properties, "properties.protectionState") ?? "IRPending",
      ...asked,
      ...(stopped ? { protectionState: "ProtectionStopped" } : {}),
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
    if (isSoftDeleted(resource) || properties.protectedItemType !== vmItem) {
      return isSoftDeleted(resource) ? resource.properties : undefined;
    }
    const vault = parentOf(azure, resource.id, "backupFabrics");
    const security = object(vault?.properties, "properties.securitySettings");
    const immutable = text(security, "immutabilitySettings.state") ?? "Disabled";
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

function checkNames({ names, body }: Put): void {
  const container = containerForm.exec(names.containerName ?? "");
  if (!container) {
    throw new Refusal(
      400,
      "BMSUserErrorContainerNameIncorrectFormat",
      `Container name '${names.containerName}' is not of the form iaasvmcontainer;iaasvmcontainerv2;<resource group>;<virtual machine>.`,
    );
  }
  const item = itemForm.exec(names.protectedItemName ?? "");
  if (!item) {
    throw new Refusal(
      400,
      "BMSUserErrorProtectedItemNameIncorrectFormat",
      `Protected item name '${names.protectedItemName}' is not of the form vm;iaasvmcontainerv2;<resource group>;<virtual machine>.`,
    );
  }
  const vm = vmForm.exec(text(body, "properties.sourceResourceId") ?? "");
  const agree = [1, 2].every((i) => sameText(container[i], item[i]) && (!vm || sameText(vm[i], item[i])));
  const sourceMissing = at(body, "properties.sourceResourceId") === undefined;
  if (sameText(names.fabricName, "Azure") && agree && (vm || sourceMissing)) return;
  throw new Refusal(
    400,
    "BMSUserErrorInvalidConfigureProtectionRequest",
    "Fabric, container, item and virtual machine do not belong together. Please ensure that the container exists.",
  );
}

function checkState({ azure, id, body }: Put): void {
  const state = text(body, "properties.protectionState");
  const vault = parentOf(azure, id, "backupFabrics");
  const immutable =
    text(vault?.properties, "properties.securitySettings.immutabilitySettings.state") ?? "Disabled";
  if (state === "BackupsSuspended" && immutable === "Disabled") {
    throw backupRefusal("BackupsSuspended needs an immutable vault.");
  }
}

/** The policy the request asks for, which must be of this vault and for virtual machines. */
function checkPolicyOf(request: Put): Resource | undefined {
  const { azure, body, current } = request;
  const policyId = text(body, "properties.policyId");
  if (!policyId) return undefined;
  const policy = azure.store.find(policyId);
  const vault = vaultOf(request);
  const own = vault && policyId.toLowerCase().startsWith(`${vault.id.toLowerCase()}/backuppolicies/`);
  if (!policy || !own) throw backupRefusal(`Policy ${policyId} does not exist in the vault ${vault?.name}.`);
  const management = text(policy.properties, "properties.backupManagementType");
  if (management !== "AzureIaasVM") {
    throw new Refusal(
      400,
      "BMSUserErrorInvalidPolicyForGivenProvider",
      `${policy.name} is a policy for ${management}.`,
    );
  }
  const before = azure.store.find(text(current?.properties, "properties.policyId") ?? "");
  if (tierOf(before) === "V2" && tierOf(policy) === "V1") {
    throw backupRefusal(
      `An item of an Enhanced policy cannot go back to the Standard policy ${policy.name}.`,
    );
  }
  return policy;
}

function checkVm(request: Put, policy: Resource | undefined): void {
  const { azure, id } = request;
  const vmId = vmOf(request) ?? "";
  const elsewhere = azure.store
    .users(vmId, itemType)
    .find((item) => !sameText(item.id, id) && !isSoftDeleted(item));
  if (elsewhere) {
    // Users report this text; no source gives the code.
    throw backupRefusal(
      `${lastName(vmId)} is already registered with another recovery services vault: ${elsewhere.id}`,
    );
  }
  const vm = azure.store.find(vmId);
  if (!vm) {
    if (azure.anyVm) return;
    throw new Refusal(400, "UserErrorVmNotFoundV2", `Could not find the virtual machine ${vmId}.`);
  }
  const vault = vaultOf(request);
  if (region(vm.properties.location) !== region(vault?.properties.location)) {
    throw new Refusal(
      400,
      "UserErrorVmVaultLocationMismatch",
      `The virtual machine is in ${vm.properties.location} and the vault in ${vault?.properties.location}.`,
    );
  }
  const reason = tierOf(policy) === "V1" ? enhancedOnly(azure, vm) : undefined;
  // The code of this refusal at API version 2024-10-01 is not known.
  if (reason) throw backupRefusal(`${vm.name} ${reason}: it needs a policy of type V2.`);
}

function tierOf(policy: Resource | undefined): string | undefined {
  return text(policy?.properties, "properties.policyType");
}

function vaultOf({ azure, id }: Put): Resource | undefined {
  return parentOf(azure, id, "backupFabrics");
}

function vmOf({ body, current }: Put): string | undefined {
  return (
    text(body, "properties.sourceResourceId") ?? text(current?.properties, "properties.sourceResourceId")
  );
}

function isSoftDeleted(item: Resource): boolean {
  return at(item.properties, "properties.isScheduledForDeferredDelete") === true;
}
