import { childrenOf } from "../children";
import { at, isObject, type Json, object, text } from "../json";
import { backupRefusal, Refusal } from "../refusal";
import type { Azure, Put } from "../service";
import type { Resource } from "../store";

const vaultName = /^[A-Za-z][A-Za-z0-9-]{1,49}$/;
export const softDeleteDays = { least: 14, most: 180 };

const redundancyPath = "properties.redundancySettings.standardTierStorageRedundancy";
const crossRegionPath = "properties.redundancySettings.crossRegionRestore";
const softDeletePath = "properties.securitySettings.softDeleteSettings";
const immutabilityPath = "properties.securitySettings.immutabilitySettings.state";

export function checkVault({ azure, name, body, current }: Put): void {
  // No source gives the code of a bad name; the rule is that of Azure's list of resource name rules.
  if (!vaultName.test(name)) {
    throw new Refusal(
      400,
      "InvalidResourceName",
      `The vault name '${name}' is invalid: 2 to 50 letters, digits and hyphens, a letter first.`,
    );
  }
  checkSoftDelete(body);
  checkImmutability(body, current);
  checkEncryption(body, current);
  checkKey(azure, body, current);
  checkRestore(body, current);
  const redundancy =
    text(body, redundancyPath) ?? text(current?.properties, redundancyPath) ?? "GeoRedundant";
  const crossRegion = text(body, crossRegionPath) ?? text(current?.properties, crossRegionPath) ?? "Disabled";
  if (crossRegion === "Enabled" && redundancy !== "GeoRedundant") {
    throw backupRefusal(`Cross Region Restore needs GeoRedundant storage, and the vault is ${redundancy}.`);
  }
  if (!current || itemsOf(azure, current).length === 0) return;
  const before = text(current.properties, redundancyPath);
  const crossRegionBefore = text(current.properties, crossRegionPath);
  if (redundancy !== before || (crossRegionBefore === "Enabled" && crossRegion !== "Enabled")) {
    throw new Refusal(
      400,
      "StorageModelModifyError",
      "The storage redundancy of a vault cannot change once an item was protected in it.",
    );
  }
}

/** Every item that was ever protected here: simulated time stands still, so a deleted one stays, soft-deleted. */
export function itemsOf(azure: Azure, resource: Resource): Resource[] {
  return childrenOf(azure, resource, "recoveryservices:ProtectedItem");
}

/** A vault's immutability: Disabled, Unlocked or Locked. The last two both protect what is in it. */
export function immutabilityOf(vault: Resource | undefined): string {
  return text(vault?.properties, immutabilityPath) ?? "Disabled";
}

function checkSoftDelete(body: Json): void {
  const asked = object(body, softDeletePath);
  for (const key of ["softDeleteState", "enhancedSecurityState"]) {
    if (asked[key] !== "Disabled") continue;
    throw new Refusal(
      400,
      "BMSUserErrorDisablingSoftDeleteStateNotAllowed",
      "Soft delete cannot be disabled.",
    );
  }
  const days = asked.softDeleteRetentionPeriodInDays;
  if (days === undefined) return;
  if (
    typeof days !== "number" ||
    !Number.isInteger(days) ||
    days < softDeleteDays.least ||
    days > softDeleteDays.most
  ) {
    throw backupRefusal(
      `softDeleteRetentionPeriodInDays is ${days}: whole days from ${softDeleteDays.least} to ${softDeleteDays.most} are allowed.`,
    );
  }
}

function checkImmutability(body: Json, current: Resource | undefined): void {
  const asked = text(body, immutabilityPath);
  const before = immutabilityOf(current);
  if (asked === undefined || asked === before) return;
  if (before === "Locked") throw backupRefusal("A locked vault stays immutable: the lock cannot be undone.");
  if (asked === "Locked" && before !== "Unlocked") {
    throw backupRefusal(
      "A vault can be locked only after it was made immutable: set Unlocked first, then Locked.",
    );
  }
}

function checkEncryption(body: Json, current: Resource | undefined): void {
  const identity = text(body, "identity.type") ?? "None";
  const identityBefore = text(current?.properties, "identity.type") ?? "None";
  if (identity === "None" && identityBefore !== "None") {
    throw new Refusal(
      400,
      "ManagedIdentityDetailsNotPresent",
      "The vault has a managed identity, and the request has none.",
    );
  }
  if (isObject(at(body, "properties.encryption")) && identity === "None") {
    throw backupRefusal("Encryption with a customer-managed key needs a managed identity on the vault.");
  }
}

const keyPath = "properties.encryption.keyVaultProperties.keyUri";
const infrastructurePath = "properties.encryption.infrastructureEncryption";

/** A key is set before anything is protected, and stays. No source gives the codes. */
function checkKey(azure: Azure, body: Json, current: Resource | undefined): void {
  const [before, asked] = [text(current?.properties, keyPath), text(body, keyPath)];
  const identity = at(body, "properties.encryption.kekIdentity");
  if (asked !== undefined) {
    const user = text(identity, "userAssignedIdentity");
    const isSystem = at(identity, "useSystemAssignedIdentity") === true;
    const type = text(body, "identity.type") ?? "None";
    if (isSystem === (user !== undefined) || !type.includes(isSystem ? "SystemAssigned" : "UserAssigned")) {
      throw backupRefusal("The key is opened by exactly one of the vault's managed identities.");
    }
    if (before === undefined && current && itemsOf(azure, current).length > 0) {
      throw backupRefusal("Encryption with a customer-managed key is set before any item is protected.");
    }
  }
  if (before === undefined) return;
  if (isObject(at(body, "properties")) && asked === undefined) {
    throw backupRefusal("A vault that is encrypted with a customer-managed key stays so.");
  }
  const [was, is] = [text(current?.properties, infrastructurePath), text(body, infrastructurePath)];
  if (is !== undefined && was !== is) throw backupRefusal("Infrastructure encryption is fixed with the key.");
}

const restorePath =
  "properties.restoreSettings.crossSubscriptionRestoreSettings.crossSubscriptionRestoreState";

function checkRestore(body: Json, current: Resource | undefined): void {
  const [before, asked] = [text(current?.properties, restorePath), text(body, restorePath)];
  if (before !== "PermanentlyDisabled" || asked === undefined || asked === before) return;
  throw backupRefusal("Cross-subscription restore is disabled for ever in this vault.");
}
