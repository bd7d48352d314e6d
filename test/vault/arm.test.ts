import { onShape, type Rule } from "../../src/core/rule";
import { monitoringSettingsOf } from "../../src/vault/alerts";
import { type VaultSettings, vaultShape } from "../../src/vault/arm";
import { encryptionRules } from "../../src/vault/encryption";
import { immutabilityDaysInRange } from "../../src/vault/laterRules";
import * as vault from "../../src/vault/rules";
import { diskIsNotShared, diskIsReadable } from "../../src/vm/disk";
import { pathsOf } from "../support/boundaries";

const onVault = (...rules: readonly Rule<VaultSettings>[]) => onShape(vaultShape, rules);

const redundancy = (standardTierStorageRedundancy?: unknown, crossRegionRestore?: unknown) => ({
  properties: { redundancySettings: { standardTierStorageRedundancy, crossRegionRestore } },
});
const soft = (softDeleteSettings: object) => ({ properties: { securitySettings: { softDeleteSettings } } });
const immutable = (state?: string, vaultName = "safe-1") => ({
  vaultName,
  properties: { securitySettings: { immutabilitySettings: { state } } },
});
const redundancyPath = "properties.redundancySettings.standardTierStorageRedundancy";
const softPath = "properties.securitySettings.softDeleteSettings";
const immutabilityPath = "properties.securitySettings.immutabilitySettings.state";
const lasting = (durationInDays: number, type = "TimeBased") => ({
  properties: {
    securitySettings: {
      immutabilitySettings: { state: "Unlocked", configuration: { type, durationInDays } },
    },
  },
});
const daysPath = "properties.securitySettings.immutabilitySettings.configuration.durationInDays";

// biome-ignore lint/suspicious/noExplicitAny: rules of several subjects.
const rows: [string, readonly Rule<any>[], subject: object, paths: string[]][] = [
  ["an unknown redundancy", onVault(vault.storageRedundancyIsKnown), redundancy("LRS"), [redundancyPath]],
  ["no redundancy", onVault(vault.storageRedundancyIsKnown), {}, []],
  [
    "cross-region restore on LRS",
    onVault(vault.crossRegionRestoreNeedsGeo),
    redundancy("LocallyRedundant", "Enabled"),
    ["properties.redundancySettings.crossRegionRestore"],
  ],
  [
    "cross-region restore on ZRS",
    onVault(vault.crossRegionRestoreNeedsGeo),
    redundancy("ZoneRedundant", "Enabled"),
    ["properties.redundancySettings.crossRegionRestore"],
  ],
  [
    "cross-region restore on GRS",
    onVault(vault.crossRegionRestoreNeedsGeo),
    redundancy("GeoRedundant", "Enabled"),
    [],
  ],
  [
    "cross-region restore on Azure's default",
    onVault(vault.crossRegionRestoreNeedsGeo),
    redundancy(undefined, "Enabled"),
    [],
  ],
  [
    "no cross-region restore on LRS",
    onVault(vault.crossRegionRestoreNeedsGeo),
    redundancy("LocallyRedundant", "Disabled"),
    [],
  ],
  [
    "LRS if GRS is required",
    onVault(vault.redundancyIsAllowed(["GeoRedundant"])),
    redundancy("LocallyRedundant"),
    [redundancyPath],
  ],
  [
    "LRS if it is allowed",
    onVault(vault.redundancyIsAllowed(["GeoRedundant", "LocallyRedundant"])),
    redundancy("LocallyRedundant"),
    [],
  ],
  ["Azure's default if GRS is required", onVault(vault.redundancyIsAllowed(["GeoRedundant"])), {}, []],
  [
    "soft delete off",
    onVault(...vault.softDeleteIsOn),
    soft({ softDeleteState: "Disabled" }),
    [`${softPath}.softDeleteState`],
  ],
  [
    "enhanced security off",
    onVault(...vault.softDeleteIsOn),
    soft({ enhancedSecurityState: "Disabled" }),
    [`${softPath}.enhancedSecurityState`],
  ],
  [
    "soft delete on",
    onVault(...vault.softDeleteIsOn),
    soft({ softDeleteState: "Enabled", enhancedSecurityState: "AlwaysON" }),
    [],
  ],
  [
    "AlwaysOn, as other tools spell it",
    onVault(...vault.softDeleteIsOn),
    soft({ softDeleteState: "AlwaysOn" }),
    [],
  ],
  ["soft delete omitted", onVault(...vault.softDeleteIsOn), {}, []],
  [
    "13 days",
    onVault(vault.softDeleteDays()),
    soft({ softDeleteRetentionPeriodInDays: 13 }),
    [`${softPath}.softDeleteRetentionPeriodInDays`],
  ],
  ["14 days", onVault(vault.softDeleteDays()), soft({ softDeleteRetentionPeriodInDays: 14 }), []],
  ["180 days", onVault(vault.softDeleteDays()), soft({ softDeleteRetentionPeriodInDays: 180 }), []],
  [
    "181 days",
    onVault(vault.softDeleteDays()),
    soft({ softDeleteRetentionPeriodInDays: 181 }),
    [`${softPath}.softDeleteRetentionPeriodInDays`],
  ],
  [
    "Azure's 14 days if 30 are required",
    onVault(vault.softDeleteDays(30)),
    {},
    [`${softPath}.softDeleteRetentionPeriodInDays`],
  ],
  ["Azure's 14 days", onVault(vault.softDeleteDays()), {}, []],
  [
    "no immutability",
    onVault(vault.vaultIsImmutable(["Unlocked", "Locked"])),
    immutable(),
    [immutabilityPath],
  ],
  [
    "Disabled immutability",
    onVault(vault.vaultIsImmutable(["Unlocked", "Locked"])),
    immutable("Disabled"),
    [immutabilityPath],
  ],
  ["Unlocked", onVault(vault.vaultIsImmutable(["Unlocked", "Locked"])), immutable("Unlocked"), []],
  [
    "Unlocked if Locked is required",
    onVault(vault.vaultIsImmutable(["Locked"])),
    immutable("Unlocked"),
    [immutabilityPath],
  ],
  ["30 days", onVault(immutabilityDaysInRange()), lasting(30), []],
  ["29 days", onVault(immutabilityDaysInRange()), lasting(29), [daysPath]],
  ["30 days if 90 are required", onVault(immutabilityDaysInRange(90)), lasting(30), [daysPath]],
  ["immutability as the policy says", onVault(immutabilityDaysInRange(90)), lasting(0, "AsPerPolicy"), []],
  [
    "a lock that is not acknowledged",
    onVault(vault.lockIsAcknowledged([])),
    immutable("Locked"),
    [immutabilityPath],
  ],
  [
    "a lock of another vault acknowledged",
    onVault(vault.lockIsAcknowledged(["safe-2", "other-*"])),
    immutable("Locked"),
    [immutabilityPath],
  ],
  ["an acknowledged lock", onVault(vault.lockIsAcknowledged(["safe-*"])), immutable("Locked"), []],
  [
    "a lock acknowledged in other letters",
    onVault(vault.lockIsAcknowledged(["SAFE-*"])),
    immutable("Locked"),
    [],
  ],
  ["no lock", onVault(vault.lockIsAcknowledged([])), immutable("Unlocked"), []],
  ["public by default", onVault(vault.vaultIsPrivate()), {}, ["properties.publicNetworkAccess"]],
  [
    "public",
    onVault(vault.vaultIsPrivate()),
    { properties: { publicNetworkAccess: "Enabled" } },
    ["properties.publicNetworkAccess"],
  ],
  ["private", onVault(vault.vaultIsPrivate()), { properties: { publicNetworkAccess: "Disabled" } }, []],
  [
    "a disk that requires an Entra identity",
    [diskIsReadable],
    { dataAccessAuthMode: "AzureActiveDirectory" },
    ["dataAccessAuthMode"],
  ],
  ["a disk that requires none", [diskIsReadable], { dataAccessAuthMode: "None" }, []],
  ["a shared disk", [diskIsNotShared()], { maxShares: 2 }, ["maxShares"]],
  ["a disk for one VM", [diskIsNotShared()], { maxShares: 1 }, []],
  ["a disk with neither setting", [diskIsNotShared(), diskIsReadable], {}, []],
];
it.each(rows)("%s", (_, rules, subject, paths) => expect(pathsOf(rules, subject)).toEqual(paths));

describe("encryption with your key", () => {
  const id =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/key";
  const encrypted = (kekIdentity: unknown, identity?: object) => ({
    identity,
    properties: {
      encryption: { keyVaultProperties: { keyUri: "https://v.vault.azure.net/keys/k" }, kekIdentity },
    },
  });
  const system = { useSystemAssignedIdentity: true };
  const user = { userAssignedIdentity: id };

  it.each<[string, object, string[]]>([
    ["no identity named", encrypted(undefined), ["properties.encryption.kekIdentity"]],
    [
      "both named",
      encrypted(
        { ...system, ...user },
        { type: "SystemAssigned, UserAssigned", userAssignedIdentities: [id] },
      ),
      ["properties.encryption.kekIdentity"],
    ],
    ["a system identity that the vault does not have", encrypted(system), ["identity.type"]],
    [
      "a system identity of a vault that has only user-assigned ones",
      encrypted(system, { type: "UserAssigned", userAssignedIdentities: [id] }),
      ["identity.type"],
    ],
    ["a system identity", encrypted(system, { type: "SystemAssigned" }), []],
    ["a system identity among both kinds", encrypted(system, { type: "SystemAssigned, UserAssigned" }), []],
    [
      "a user-assigned identity that the vault does not have",
      encrypted(user, { type: "None" }),
      ["identity.type"],
    ],
    [
      "a user-assigned identity that is not listed",
      encrypted(user, { type: "UserAssigned", userAssignedIdentities: [`${id}2`] }),
      ["identity.userAssignedIdentities"],
    ],
    [
      "a user-assigned identity that is listed",
      encrypted(user, { type: "UserAssigned", userAssignedIdentities: [id.toUpperCase()] }),
      [],
    ],
    [
      "a user-assigned identity, as Azure returns it",
      encrypted(user, { type: "UserAssigned", userAssignedIdentities: { [id]: {} } }),
      [],
    ],
    ["Microsoft's key", { properties: { encryption: { infrastructureEncryption: "Disabled" } } }, []],
    ["no settings", {}, []],
  ])("%s", (_, subject, paths) => expect(pathsOf(onVault(...encryptionRules), subject)).toEqual(paths));
});

/** The alert flags that a vault's payload has. */
const flagsIn = (monitoringSettings: unknown) => {
  const { alerts } = vaultShape.view({ properties: { monitoringSettings } } as Parameters<
    typeof vaultShape.view
  >[0]);
  return JSON.parse(JSON.stringify(alerts));
};

it.each([
  [{}],
  [
    {
      jobFailures: false,
      replicationIssues: true,
      failoverIssues: false,
      criticalOperations: true,
      siteRecoveryEmails: false,
    },
  ],
])("the alert flags %j are read as they are sent", (flags) => {
  expect(flagsIn(monitoringSettingsOf(flags))).toEqual(flags);
});

it("one alert flag sends all five, the others with Azure's default", () => {
  expect(flagsIn(monitoringSettingsOf({ jobFailures: false }))).toEqual({
    ...{ jobFailures: false, replicationIssues: true, failoverIssues: true },
    ...{ criticalOperations: true, siteRecoveryEmails: true },
  });
});

it.each([[null], [undefined], [{ azureMonitorAlertSettings: undefined }]])(
  "%j has no alert flags",
  (settings) => {
    expect(flagsIn(settings)).toEqual({});
  },
);
