import { backupVaultRules } from "../../src/vault/argumentRules";
import { geoCodes } from "../../src/vault/dnsZones";
import { privateEndpointsPerVault } from "../../src/vault/facts";
import { resourceGuardRules } from "../../src/vault/resourceGuardRules";
import { boundaries, pathsOf } from "../support/boundaries";

const paths = (args: object) => pathsOf(backupVaultRules, args);
const ids = "/subscriptions/0/resourceGroups/bank/providers";
const subnetId = `${ids}/Microsoft.Network/virtualNetworks/hub/subnets/endpoints`;
const zone = (name: string) => `${ids}/Microsoft.Network/privateDnsZones/${name}`;
const key = "https://bank.vault.azure.net/keys/backup";
const reader = `${ids}/Microsoft.ManagedIdentity/userAssignedIdentities/reader`;
const user = { type: "UserAssigned", userAssignedIdentities: [reader] };
const someone = "11111111-2222-3333-4444-555555555555";

it.each<[string, object, string[]]>([
  ["Locked without acknowledgesLock", { immutability: "Locked" }, ["immutability"]],
  ["Locked that is not acknowledged", { immutability: "Locked", acknowledgesLock: false }, ["immutability"]],
  ["Locked that is acknowledged", { immutability: "Locked", acknowledgesLock: true }, []],
  ["an unknown lock", { lock: "Forever" }, ["lock"]],
  [
    "an unknown cross-subscription restore",
    { crossSubscriptionRestore: "Never" },
    ["crossSubscriptionRestore"],
  ],
  ["an unknown identity type", { identity: { type: "Managed" } }, ["identity.type"]],
  [
    "UserAssigned without a list",
    { identity: { type: "UserAssigned" } },
    ["identity.userAssignedIdentities"],
  ],
  [
    "a list with SystemAssigned",
    { identity: { type: "SystemAssigned", userAssignedIdentities: [reader] } },
    ["identity.userAssignedIdentities"],
  ],
  ["both identities", { identity: { ...user, type: "SystemAssigned, UserAssigned" } }, []],
  ["a key without an identity that reads it", { encryption: { keyUri: key } }, ["encryption"]],
  [
    "a key that a missing system-assigned identity reads",
    { encryption: { keyUri: key, useSystemAssignedIdentity: true } },
    ["identity.type"],
  ],
  [
    "a key that an identity reads which the vault does not have",
    { identity: user, encryption: { keyUri: key, userAssignedIdentity: `${reader}2` } },
    ["identity.userAssignedIdentities"],
  ],
  [
    "a key with its identity",
    { identity: user, encryption: { keyUri: `${key}/0f0`, userAssignedIdentity: reader } },
    [],
  ],
  [
    "a managed HSM's key",
    {
      identity: user,
      encryption: { keyUri: "https://b.managedhsm.azure.net/keys/k", userAssignedIdentity: reader },
    },
    [],
  ],
  [
    "an unknown second encryption",
    {
      identity: user,
      encryption: { keyUri: key, userAssignedIdentity: reader, infrastructureEncryption: "On" },
    },
    ["encryption.infrastructureEncryption"],
  ],
  ["a hub without its namespace", { diagnostics: { eventHubName: "hub" } }, ["diagnostics.eventHubName"]],
  ["a hub in its namespace", { diagnostics: { eventHubName: "h", eventHubAuthorizationRuleId: "r" } }, []],
  [
    "a role that is not Azure Backup's",
    { roleAssignments: { a: { role: "Owner", principalId: someone } } },
    ["roleAssignments.a.role"],
  ],
  [
    "an unknown kind of principal",
    { roleAssignments: { a: { role: "Backup Reader", principalId: someone, principalType: "App" } } },
    ["roleAssignments.a.principalType"],
  ],
  [
    "a zone with the region's name instead of its code",
    {
      location: "West Europe",
      privateEndpoints: {
        a: { subnetId, privateDnsZoneIds: [zone("privatelink.westeurope.backup.windowsazure.com")] },
      },
    },
    ["privateEndpoints.a.privateDnsZoneIds[0]"],
  ],
  [
    "the three zones, in other letter case",
    {
      location: "westeurope",
      privateEndpoints: {
        a: {
          subnetId,
          privateDnsZoneIds: [
            zone("privatelink.WE.backup.windowsazure.com"),
            zone("privatelink.blob.core.windows.net"),
            zone("privatelink.queue.core.windows.net"),
          ],
        },
      },
    },
    [],
  ],
  [
    "a zone of a region whose code is not known",
    { location: "austriaeast", privateEndpoints: { a: { subnetId, privateDnsZoneIds: [zone("any")] } } },
    [],
  ],
  [
    "a zone of another region",
    {
      location: "westeurope",
      privateEndpoints: {
        a: { subnetId, privateDnsZoneIds: [zone("privatelink.ne.backup.windowsazure.com")] },
      },
    },
    ["privateEndpoints.a.privateDnsZoneIds[0]"],
  ],
])("%s", (_, args, expected) => expect(paths(args).sort()).toEqual(expected.sort()));

it.each(boundaries(privateEndpointsPerVault))("%i private endpoints: allowed %s", (count, allowed) => {
  const entries = Array.from({ length: Math.max(0, count) }, (_, i) => [`e${i}`, { subnetId }]);
  expect(paths({ privateEndpoints: Object.fromEntries(entries) })).toEqual(
    allowed || count < 0 ? [] : ["privateEndpoints"],
  );
});

it("each code belongs to one region", () => {
  expect(new Set(geoCodes.value.values()).size).toBe(geoCodes.value.size);
});

it("a guard's unguarded operations are written in full", () => {
  const found = (unguardedOperations: unknown[]) => pathsOf(resourceGuardRules, { unguardedOperations });
  expect(found(["Microsoft.RecoveryServices/vaults/backupPolicies/write"])).toEqual([]);
  expect(found(["Microsoft.RecoveryServices/vaults/write#reduceImmutabilityState"])).toEqual([]);
  expect(found(["microsoft.recoveryservices/Vaults/BackupPolicies/WRITE"])).toEqual([]);
  expect(found(["Microsoft.RecoveryServices/vaults/write#"])).toEqual(["unguardedOperations[0]"]);
  expect(found(["backupPolicies/write", "x"])).toEqual(["unguardedOperations[0]", "unguardedOperations[1]"]);
  expect(pathsOf(resourceGuardRules, { location: "westeuorpe" })).toEqual(["location"]);
});
