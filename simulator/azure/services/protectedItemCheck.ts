import { lastName, region } from "../ids";
import { at, sameText, text } from "../json";
import { backupRefusal, Refusal } from "../refusal";
import type { Put } from "../service";
import type { Resource } from "../store";
import { itemType, vmType } from "../types";
import { enhancedOnly } from "./enhancedOnly";
import { parentOf } from "./parent";
import { immutabilityOf } from "./vaultCheck";

const containerForm = /^iaasvmcontainer;iaasvmcontainerv2;([^;/]+);([^;/]+)$/i;
const itemForm = /^vm;iaasvmcontainerv2;([^;/]+);([^;/]+)$/i;
const vmForm =
  /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Compute\/virtualMachines\/([^/]+)$/i;

export function checkItem(request: Put): void {
  const { body, current } = request;
  const kind = text(body, "properties.protectedItemType");
  if (kind === "AzureIaaSVMProtectedItem") {
    throw new Refusal(400, "BadRequest", `protectedItemType ${kind} is abstract: use ${vmType}.`);
  }
  if (kind !== vmType) return;
  checkNames(request);
  const softDeleted = current && isSoftDeleted(current);
  if (softDeleted && at(body, "properties.isRehydrate") !== true) {
    throw backupRefusal(`${current.name} is soft-deleted: undelete it before it is protected again.`);
  }
  if (softDeleted) return;
  checkState(request);
  const policy = checkPolicyOf(request);
  checkVm(request, policy);
}

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

/** States that an item may be asked to have; the others are Azure's to say. */
const askedStates = ["ProtectionStopped", "BackupsSuspended"];

function checkState({ azure, id, body, current }: Put): void {
  const state = text(body, "properties.protectionState");
  // azurerm: "the protection state cannot be set during initial creation"; no source gives the code.
  if (current === undefined && state !== undefined && askedStates.includes(state)) {
    throw backupRefusal(`protectionState ${state} cannot be set while the item is created.`);
  }
  const immutable = immutabilityOf(parentOf(azure, id, "backupFabrics"));
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

export function vaultOf({ azure, id }: Put): Resource | undefined {
  return parentOf(azure, id, "backupFabrics");
}

export function vmOf({ body, current }: Put): string | undefined {
  return (
    text(body, "properties.sourceResourceId") ?? text(current?.properties, "properties.sourceResourceId")
  );
}

export function isSoftDeleted(item: Resource): boolean {
  return at(item.properties, "properties.isScheduledForDeferredDelete") === true;
}
