import { AzureError, invalidBackupRequest } from "../azureError";
import { childrenOf } from "../children";
import { equalIgnoringCase, isObject, type Json, objectAt, textAt, valueAt } from "../json";
import type { Azure, PutRequest } from "../service";
import type { Resource } from "../store";
import { checkGuardedImmutability } from "./guard";
import { checkLaterSettings } from "./vaultLater";

const vaultName = /^[A-Za-z][A-Za-z0-9-]{1,49}$/;
export const softDeleteDays = { min: 14, max: 180 };

const redundancyPath = "properties.redundancySettings.standardTierStorageRedundancy";
const crossRegionPath = "properties.redundancySettings.crossRegionRestore";
const crossSubscriptionPath =
  "properties.restoreSettings.crossSubscriptionRestoreSettings.crossSubscriptionRestoreState";
const softDeletePath = "properties.securitySettings.softDeleteSettings";
const immutabilityPath = "properties.securitySettings.immutabilitySettings.state";
const keyPath = "properties.encryption.keyVaultProperties.keyUri";
const infrastructureEncryptionPath = "properties.encryption.infrastructureEncryption";

/** Checks a PUT of a vault. @throws AzureError */
export function checkVault(request: PutRequest): void {
  const { azure, name, body, current } = request;
  // The rule is that of Azure's list of resource name rules. No source gives the code.
  if (!vaultName.test(name)) {
    throw new AzureError(
      400,
      "InvalidResourceName",
      `The vault name '${name}' is invalid: 2 to 50 letters, digits and hyphens, starting with a letter.`,
    );
  }
  checkSoftDelete(body, current);
  checkAlerts(body);
  checkImmutability(request);
  checkIdentity(body, current);
  checkLaterSettings(body);
  checkKey(azure, body, current);
  checkCrossSubscriptionRestore(body, current);
  checkRedundancy(azure, body, current);
}

/** Every item that was ever protected in the vault: simulated time stands still, so soft-deleted items never expire. */
export function protectedItemsOf(azure: Azure, vault: Resource): Resource[] {
  return childrenOf(azure, vault.id, "recoveryservices:ProtectedItem");
}

/** Disabled, Unlocked or Locked. Unlocked and Locked both protect what is in the vault. */
export function immutabilityOf(vault: Resource | undefined): string {
  return textAt(vault?.properties, immutabilityPath) ?? "Disabled";
}

/** A request may repeat what a vault has: recorded vaults have enhancedSecurityState Disabled (azure-cli, 2025-10). */
function checkSoftDelete(body: Json, current: Resource | undefined): void {
  const requested = objectAt(body, softDeletePath);
  const before = objectAt(current?.properties, softDeletePath);
  for (const key of ["softDeleteState", "enhancedSecurityState"]) {
    if (!equalIgnoringCase(textAt(requested, key), "Disabled")) continue;
    if (equalIgnoringCase(textAt(before, key), "Disabled")) continue;
    throw new AzureError(
      400,
      "BMSUserErrorDisablingSoftDeleteStateNotAllowed",
      "Soft delete cannot be disabled.",
    );
  }
  const days = requested.softDeleteRetentionPeriodInDays;
  if (days === undefined) return;
  const { min, max } = softDeleteDays;
  if (typeof days !== "number" || !Number.isInteger(days) || days < min || days > max) {
    throw invalidBackupRequest(
      `softDeleteRetentionPeriodInDays is ${days}: whole days from ${min} to ${max} are allowed.`,
    );
  }
}

/** The flags are accepted all or none: https://github.com/Azure/bicep-types-az/issues/2209, 2024-06; azure-monitor-baseline-alerts#903, 2026-04. */
function checkAlerts(body: Json): void {
  const settings = valueAt(body, "properties.monitoringSettings");
  if (!isObject(settings) || alertFlags.every((flag) => textAt(settings, flag) !== undefined)) return;
  throw new AzureError(
    400,
    "InvalidRestApiParameter",
    "monitoringSettings parameter is invalid. Please provide a valid monitoringSettings",
  );
}

const alertFlags = [
  "azureMonitorAlertSettings.alertsForAllJobFailures",
  "azureMonitorAlertSettings.alertsForAllReplicationIssues",
  "azureMonitorAlertSettings.alertsForAllFailoverIssues",
  "classicAlertSettings.alertsForCriticalOperations",
  "classicAlertSettings.emailNotificationsForSiteRecovery",
];

function checkImmutability(request: PutRequest): void {
  const { body, current } = request;
  const requested = textAt(body, immutabilityPath);
  const before = immutabilityOf(current);
  if (requested === undefined || equalIgnoringCase(requested, before)) return;
  if (equalIgnoringCase(before, "Locked"))
    throw invalidBackupRequest("The vault is immutable and locked: the lock cannot be removed.");
  if (equalIgnoringCase(requested, "Locked") && !equalIgnoringCase(before, "Unlocked")) {
    throw invalidBackupRequest(
      "A vault can be locked only after it is immutable: set Unlocked first, then Locked.",
    );
  }
  if (equalIgnoringCase(requested, "Disabled")) checkGuardedImmutability(request);
}

function checkIdentity(body: Json, current: Resource | undefined): void {
  const identity = textAt(body, "identity.type") ?? "None";
  const identityBefore = textAt(current?.properties, "identity.type") ?? "None";
  if (isNone(identity) && !isNone(identityBefore)) {
    throw new AzureError(
      400,
      "ManagedIdentityDetailsNotPresent",
      "The vault has a managed identity, and the request has none.",
    );
  }
  if (isObject(valueAt(body, "properties.encryption")) && isNone(identity)) {
    throw invalidBackupRequest(
      "Encryption with a customer-managed key needs a managed identity on the vault.",
    );
  }
}

const isNone = (identityType: string): boolean => equalIgnoringCase(identityType, "None");

/** A customer-managed key is set before any item is protected, and cannot be removed. No source gives the codes. */
function checkKey(azure: Azure, body: Json, current: Resource | undefined): void {
  const [before, requested] = [textAt(current?.properties, keyPath), textAt(body, keyPath)];
  if (requested !== undefined) {
    checkKeyIdentity(body);
    checkKeyAccess(body, current);
    if (before === undefined && current && protectedItemsOf(azure, current).length > 0) {
      throw invalidBackupRequest(
        "Encryption with a customer-managed key is set before any item is protected.",
      );
    }
  }
  if (before === undefined) return;
  if (isObject(valueAt(body, "properties")) && requested === undefined) {
    throw invalidBackupRequest("Encryption with a customer-managed key cannot be removed from a vault.");
  }
  const infrastructureBefore = textAt(current?.properties, infrastructureEncryptionPath);
  const infrastructure = textAt(body, infrastructureEncryptionPath);
  if (infrastructure !== undefined && !equalIgnoringCase(infrastructure, infrastructureBefore))
    throw invalidBackupRequest("Infrastructure encryption cannot change after the key is set.");
}

/** The vault reads the key with exactly one of its managed identities, system-assigned or user-assigned. */
function checkKeyIdentity(body: Json): void {
  const identity = valueAt(body, "properties.encryption.kekIdentity");
  const usesUserAssigned = textAt(identity, "userAssignedIdentity") !== undefined;
  const usesSystemAssigned = valueAt(identity, "useSystemAssignedIdentity") === true;
  const vaultIdentity = textAt(body, "identity.type") ?? "None";
  const required = usesSystemAssigned ? "SystemAssigned" : "UserAssigned";
  if (
    usesSystemAssigned === usesUserAssigned ||
    !vaultIdentity.toLowerCase().includes(required.toLowerCase())
  ) {
    throw invalidBackupRequest("The key needs exactly one of the vault's managed identities.");
  }
}

/** An identity that the same request makes has no access to any key. Code: hashicorp/terraform-provider-azurerm#27817. */
function checkKeyAccess(body: Json, current: Resource | undefined): void {
  const usesSystemAssigned =
    valueAt(body, "properties.encryption.kekIdentity.useSystemAssignedIdentity") === true;
  const identityBefore = textAt(current?.properties, "identity.type") ?? "None";
  if (!usesSystemAssigned || identityBefore.toLowerCase().includes("systemassigned")) return;
  throw new AzureError(
    400,
    "UserErrorCMKKeyVaultAuthFailure",
    "The identity of the vault has no access to the key: it did not exist before this request.",
  );
}

function checkCrossSubscriptionRestore(body: Json, current: Resource | undefined): void {
  const before = textAt(current?.properties, crossSubscriptionPath);
  const requested = textAt(body, crossSubscriptionPath);
  if (!equalIgnoringCase(before, "PermanentlyDisabled")) return;
  if (requested === undefined || equalIgnoringCase(requested, before)) return;
  throw invalidBackupRequest("Cross-subscription restore is permanently disabled in this vault.");
}

/** The redundancy is fixed once an item was protected; cross-region restore can then only be enabled. */
function checkRedundancy(azure: Azure, body: Json, current: Resource | undefined): void {
  const redundancyBefore = textAt(current?.properties, redundancyPath);
  const crossRegionBefore = textAt(current?.properties, crossRegionPath);
  const redundancy = textAt(body, redundancyPath) ?? redundancyBefore ?? "GeoRedundant";
  const crossRegion = textAt(body, crossRegionPath) ?? crossRegionBefore ?? "Disabled";
  if (equalIgnoringCase(crossRegion, "Enabled") && !equalIgnoringCase(redundancy, "GeoRedundant")) {
    throw invalidBackupRequest(
      `Cross Region Restore needs GeoRedundant storage, and the vault is ${redundancy}.`,
    );
  }
  if (!current || protectedItemsOf(azure, current).length === 0) return;
  const removesCrossRegion =
    equalIgnoringCase(crossRegionBefore, "Enabled") && !equalIgnoringCase(crossRegion, "Enabled");
  if (!equalIgnoringCase(redundancy, redundancyBefore) || removesCrossRegion) {
    throw new AzureError(
      400,
      "StorageModelModifyError",
      "The storage redundancy of a vault cannot change once an item was protected in it.",
    );
  }
}
