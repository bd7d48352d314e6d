import { formatFinding } from "../../src/core/format";
import { judge, onShape, type Rule } from "../../src/core/rule";
import { backupVaultRules } from "../../src/vault/argumentRules";
import { type VaultSettings, vaultShape } from "../../src/vault/arm";
import { encryptionRules } from "../../src/vault/encryption";
import { closedVaultHasEndpoint } from "../../src/vault/endpoints";
import * as rules from "../../src/vault/rules";

const withoutSource = (message: string) => message.replace(/ \(https:[^)]*\)$/, "");
const messagesOf = <T>(some: readonly Rule<T>[], subject: unknown) =>
  judge(some, subject as T).findings.map((finding) => withoutSource(formatFinding(finding)));
const onPayload = (...some: readonly Rule<VaultSettings>[]) => onShape(vaultShape, some);

const redundancy = (standardTierStorageRedundancy: string, crossRegionRestore?: string) => ({
  properties: { redundancySettings: { standardTierStorageRedundancy, crossRegionRestore } },
});
const softDelete = (softDeleteSettings: object) => ({
  properties: { securitySettings: { softDeleteSettings } },
});
const softDeletePath = "properties.securitySettings.softDeleteSettings";
const keyUri = "https://bank.vault.azure.net/keys/backup";

it.each<[string, readonly Rule<never>[], object, string]>([
  [
    "cross-region restore names the redundancy that it requires, as the payload writes it",
    onPayload(rules.crossRegionRestoreNeedsGeo),
    redundancy("LocallyRedundant", "Enabled"),
    'properties.redundancySettings.crossRegionRestore is "Enabled"; this requires standardTierStorageRedundancy "GeoRedundant", not "LocallyRedundant". Fix: set properties.redundancySettings.standardTierStorageRedundancy to "GeoRedundant", or crossRegionRestore to "Disabled".',
  ],
  [
    "and as the arguments write it",
    [rules.crossRegionRestoreNeedsGeo],
    { storageRedundancy: "ZoneRedundant", crossRegionRestore: true },
    'crossRegionRestore is true; this requires storageRedundancy: "GeoRedundant", not "ZoneRedundant". Fix: set storageRedundancy to "GeoRedundant", or crossRegionRestore to false.',
  ],
  [
    "a redundancy that the policy does not accept",
    onPayload(rules.redundancyIsAllowed(["GeoRedundant", "ZoneRedundant"])),
    redundancy("LocallyRedundant"),
    'properties.redundancySettings.standardTierStorageRedundancy is "LocallyRedundant"; this policy accepts GeoRedundant or ZoneRedundant. Fix: set it to "GeoRedundant" before the first item is protected. Azure refuses the change afterwards.',
  ],
  [
    "soft delete that is switched off",
    onPayload(...rules.softDeleteIsOn),
    softDelete({ softDeleteState: "Disabled" }),
    `${softDeletePath}.softDeleteState is "Disabled"; Azure accepts Enabled or AlwaysON, and refuses other states with BMSUserErrorDisablingSoftDeleteStateNotAllowed. Fix: remove it, or set it to "Enabled".`,
  ],
  [
    "too few days for Azure",
    onPayload(rules.softDeleteDays()),
    softDelete({ softDeleteRetentionPeriodInDays: 13 }),
    `${softDeletePath}.softDeleteRetentionPeriodInDays is 13; Azure accepts 14 to 180 days. Fix: set it to 14, the nearest accepted value.`,
  ],
  [
    "too few days for the policy",
    onPayload(rules.softDeleteDays(30)),
    softDelete({ softDeleteRetentionPeriodInDays: 20 }),
    `${softDeletePath}.softDeleteRetentionPeriodInDays is 20; this policy accepts 30 to 180 days. Fix: set it to 30, the nearest accepted value.`,
  ],
  [
    "a lock names the vault to acknowledge",
    onPayload(rules.lockIsAcknowledged([])),
    {
      vaultName: "ledger-vault",
      properties: { securitySettings: { immutabilitySettings: { state: "Locked" } } },
    },
    'properties.securitySettings.immutabilitySettings.state is "Locked"; this requires the vault\'s name in the policy\'s setting "acknowledged", because neither you nor Microsoft can unlock it. Fix: add "ledger-vault" to "acknowledged", or set this to "Unlocked". Azure locks only a vault that is already Unlocked.',
  ],
  [
    "omitted public access, with what Azure makes of it",
    onPayload(rules.vaultIsPrivate()),
    {},
    'properties.publicNetworkAccess: not set, which Azure treats as Enabled; this policy accepts Disabled. Fix: add a private endpoint before the first item is protected, and set this to "Disabled".',
  ],
  [
    "public access",
    onPayload(rules.vaultIsPrivate()),
    { properties: { publicNetworkAccess: "Enabled" } },
    'properties.publicNetworkAccess is "Enabled"; this policy accepts Disabled. Fix: add a private endpoint before the first item is protected, and set this to "Disabled".',
  ],
  [
    "a closed vault, wherever its endpoints may be managed",
    [closedVaultHasEndpoint] as readonly Rule<never>[],
    { hasEndpoint: false },
    "properties.publicNetworkAccess: Public network access is Disabled, and no private endpoint leads to this vault. Fix: add a private endpoint while the vault is empty, or exempt the vault if its endpoint is managed elsewhere.",
  ],
  [
    "a key without an identity",
    encryptionRules,
    { encryption: { keyUri } },
    "encryption: No identity is named that reads the key. Fix: set useSystemAssignedIdentity to true, or userAssignedIdentity to the id of an identity with access to the key.",
  ],
  [
    "an identity that the vault does not have",
    onPayload(...encryptionRules),
    {
      properties: {
        encryption: { keyVaultProperties: { keyUri }, kekIdentity: { useSystemAssignedIdentity: true } },
      },
    },
    "identity.type: properties.encryption.kekIdentity.useSystemAssignedIdentity requires a SystemAssigned identity, which the vault does not have. Fix: add SystemAssigned to identity.type.",
  ],
  [
    "a choice of this library, not of Azure",
    [rules.vaultOnDestroyIsKnown],
    { onDestroy: "Keep" },
    'onDestroy is "Keep"; this argument accepts Refuse, Retain, Delete. Fix: use one of the accepted values.',
  ],
  [
    "a choice that has a comma itself is quoted",
    backupVaultRules,
    { identity: { type: "Managed" } },
    'identity.type is "Managed"; Azure accepts SystemAssigned, UserAssigned, "SystemAssigned, UserAssigned". Fix: use one of the accepted values.',
  ],
  [
    "a lock without acknowledgement",
    backupVaultRules,
    { immutability: "Locked" },
    'immutability is "Locked"; this requires acknowledgesLock: true, because neither you nor Microsoft can undo it. Fix: set it to "Unlocked", or add acknowledgesLock: true.',
  ],
])("%s", (_, some, subject, message) => expect(messagesOf(some, subject)).toEqual([message]));

it("a finding cites its source with the date", () => {
  const [finding] = judge([rules.softDeleteDays()], { softDelete: { retentionDays: 7 } }).findings;
  expect(finding && formatFinding(finding)).toMatch(
    / \(https:\/\/learn\.microsoft\.com\/azure\/backup\/secure-by-default, 2025-11-10\)$/,
  );
});
