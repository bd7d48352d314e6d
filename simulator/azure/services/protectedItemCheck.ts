import { AzureError, invalidBackupRequest } from "../azureError";
import { nameFromId, normalizeRegion } from "../ids";
import { equalIgnoringCase, textAt, valueAt } from "../json";
import type { PutRequest } from "../service";
import type { Resource } from "../store";
import { itemType, vmType } from "../types";
import { enhancedPolicyReason } from "./enhancedPolicyReason";
import { checkGuardedItem } from "./guard";
import { parentOf } from "./parent";
import { policyTierOf } from "./policyAnswer";
import { immutabilityOf } from "./vaultCheck";

const containerNamePattern = /^iaasvmcontainer;iaasvmcontainerv2;([^;/]+);([^;/]+)$/i;
const itemNamePattern = /^vm;iaasvmcontainerv2;([^;/]+);([^;/]+)$/i;
const vmIdPattern =
  /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Compute\/virtualMachines\/([^/]+)$/i;

/** States that a request can set and in which an item makes no backups. Azure sets all other states itself. */
export const stoppedStates = ["ProtectionStopped", "BackupsSuspended"];

/** The type that azure-powershell writes to suspend an item. For a new item Azure refuses it. */
const abstractType = "AzureIaaSVMProtectedItem";

/** Whether a request is about the item of a virtual machine. */
export function isVmItem({ body, current }: PutRequest): boolean {
  const type = textAt(body, "properties.protectedItemType");
  const isOfVm = textAt(current?.properties, "properties.protectedItemType") === vmType;
  return type === vmType || (type === abstractType && isOfVm);
}

/** Checks a PUT of a protected item. Items of other workloads pass unchecked. @throws AzureError */
export function checkItem(request: PutRequest): void {
  const { body, current } = request;
  if (current === undefined && textAt(body, "properties.protectedItemType") === abstractType) {
    throw new AzureError(400, "BadRequest", `protectedItemType ${abstractType} is abstract: use ${vmType}.`);
  }
  if (!isVmItem(request)) return;
  checkNames(request);
  if (current && isSoftDeleted(current)) {
    if (valueAt(body, "properties.isRehydrate") === true) return;
    throw invalidBackupRequest(`${current.name} is soft-deleted: undelete it before you protect it again.`);
  }
  checkState(request);
  const policy = checkPolicyOf(request);
  checkVm(request, policy);
  checkGuardedItem(request, stoppedStates);
}

/** Container, item and VM must have the same resource group and VM name. */
function checkNames({ pathValues, body }: PutRequest): void {
  const container = containerNamePattern.exec(pathValues.containerName ?? "");
  if (!container) {
    throw new AzureError(
      400,
      "BMSUserErrorContainerNameIncorrectFormat",
      `Container name '${pathValues.containerName}' is not of the form iaasvmcontainer;iaasvmcontainerv2;<resource group>;<virtual machine>.`,
    );
  }
  const item = itemNamePattern.exec(pathValues.protectedItemName ?? "");
  if (!item) {
    throw new AzureError(
      400,
      "BMSUserErrorProtectedItemNameIncorrectFormat",
      `Protected item name '${pathValues.protectedItemName}' is not of the form vm;iaasvmcontainerv2;<resource group>;<virtual machine>.`,
    );
  }
  const vm = vmIdPattern.exec(textAt(body, "properties.sourceResourceId") ?? "");
  const namesAgree = [1, 2].every(
    (i) => equalIgnoringCase(container[i], item[i]) && (!vm || equalIgnoringCase(vm[i], item[i])),
  );
  const isVmOmitted = valueAt(body, "properties.sourceResourceId") === undefined;
  if (equalIgnoringCase(pathValues.fabricName, "Azure") && namesAgree && (vm || isVmOmitted)) return;
  throw new AzureError(
    400,
    "BMSUserErrorInvalidConfigureProtectionRequest",
    "Fabric, container, item and virtual machine do not belong together. Please ensure that the container exists.",
  );
}

function checkState({ azure, id, body, current }: PutRequest): void {
  const state = textAt(body, "properties.protectionState");
  // azurerm: "the protection state cannot be set during initial creation"; no source gives the code.
  if (
    current === undefined &&
    state !== undefined &&
    stoppedStates.some((one) => equalIgnoringCase(one, state))
  ) {
    throw invalidBackupRequest(`protectionState ${state} cannot be set while the item is created.`);
  }
  const immutability = immutabilityOf(parentOf(azure, id, "backupFabrics"));
  if (equalIgnoringCase(state, "BackupsSuspended") && equalIgnoringCase(immutability, "Disabled")) {
    // Azure's own words, for a vault that is not immutable: https://github.com/Azure/azure-rest-api-specs/issues/32688, 2025-02.
    throw new AzureError(
      400,
      "UserErrorOperationDeniedOnImmutableItem",
      "The Vault and Backup Item is immutable, hence operation is denied: BackupsSuspended needs an immutable vault.",
    );
  }
}

/** The policy that the request names. It must belong to this vault and be for virtual machines. Undefined: the request names none. */
function checkPolicyOf(request: PutRequest): Resource | undefined {
  const { azure, body, current } = request;
  const policyId = textAt(body, "properties.policyId");
  if (!policyId) return undefined;
  const policy = azure.store.find(policyId);
  const vault = vaultOf(request);
  const isInVault = vault && policyId.toLowerCase().startsWith(`${vault.id.toLowerCase()}/backuppolicies/`);
  if (!policy || !isInVault)
    throw invalidBackupRequest(`Policy ${policyId} does not exist in the vault ${vault?.name}.`);
  const management = textAt(policy.properties, "properties.backupManagementType");
  if (management !== "AzureIaasVM") {
    throw new AzureError(
      400,
      "BMSUserErrorInvalidPolicyForGivenProvider",
      `${policy.name} is a policy for ${management}.`,
    );
  }
  const before = azure.store.find(textAt(current?.properties, "properties.policyId") ?? "");
  if (tierOf(before) === "V2" && tierOf(policy) === "V1") {
    throw invalidBackupRequest(
      `An item with an Enhanced policy cannot change to the Standard policy ${policy.name}.`,
    );
  }
  return policy;
}

function checkVm(request: PutRequest, policy: Resource | undefined): void {
  const { azure, id } = request;
  const vmId = vmIdOf(request) ?? "";
  const otherItem = azure.store
    .referencing(vmId, itemType)
    .find((item) => !equalIgnoringCase(item.id, id) && !isSoftDeleted(item));
  if (otherItem) {
    // Users report this text; no source gives the code.
    throw invalidBackupRequest(
      `${nameFromId(vmId)} is already registered with another recovery services vault: ${otherItem.id}`,
    );
  }
  const vm = azure.store.find(vmId);
  if (!vm) {
    if (azure.anyVm) return;
    throw new AzureError(400, "UserErrorVmNotFoundV2", `Could not find the virtual machine ${vmId}.`);
  }
  const vault = vaultOf(request);
  if (normalizeRegion(vm.properties.location) !== normalizeRegion(vault?.properties.location)) {
    throw new AzureError(
      400,
      "UserErrorVmVaultLocationMismatch",
      `The virtual machine is in ${vm.properties.location} and the vault in ${vault?.properties.location}.`,
    );
  }
  const reason = tierOf(policy) === "V1" ? enhancedPolicyReason(azure, vm) : undefined;
  // The code at API version 2024-10-01 is not known.
  if (reason) throw invalidBackupRequest(`${vm.name} ${reason}: it needs a policy of type V2.`);
}

function tierOf(policy: Resource | undefined): string | undefined {
  return policy && policyTierOf(policy.properties);
}

export function vaultOf({ azure, id }: PutRequest): Resource | undefined {
  return parentOf(azure, id, "backupFabrics");
}

export function vmIdOf({ body, current }: PutRequest): string | undefined {
  return (
    textAt(body, "properties.sourceResourceId") ?? textAt(current?.properties, "properties.sourceResourceId")
  );
}

export function isSoftDeleted(item: Resource): boolean {
  return valueAt(item.properties, "properties.isScheduledForDeferredDelete") === true;
}
