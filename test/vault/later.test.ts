import { judge } from "../../src/core/rule";
import type { VaultSettings } from "../../src/vault/arm";
import { vaultProperties } from "../../src/vault/arm";
import { beyondArguments, type VaultArguments, vaultFromArm } from "../../src/vault/fromArm";
import { apiVersionNotice, laterArgumentsIn } from "../../src/vault/laterNotice";
import { laterRules } from "../../src/vault/laterRules";

const findingsOf = (vault: VaultSettings) => judge(laterRules, vault).findings.map(({ path }) => path);
const ownIdentity = { identity: { type: "SystemAssigned" } };
const userAssignedIdentity = "/subscriptions/s/…/userAssignedIdentities/scan";

it.each<[string, VaultSettings, string[]]>([
  ["nothing", {}, []],
  ["the fewest days", { immutability: "Unlocked", immutabilityDays: 30 }, []],
  ["the most days, locked", { immutability: "Locked", immutabilityDays: 36135 }, []],
  ["too few days", { immutability: "Unlocked", immutabilityDays: 29 }, ["immutabilityDays"]],
  ["too many days", { immutability: "Unlocked", immutabilityDays: 36136 }, ["immutabilityDays"]],
  [
    "days of a vault that is not immutable",
    { immutability: "Disabled", immutabilityDays: 45 },
    ["immutability"],
  ],
  ["days without immutability", { immutabilityDays: 45 }, ["immutability"]],
  ["each level of costs", { costDetail: "ProtectedItemWithParentTag" }, []],
  ["an unknown level of costs", { costDetail: "ItemLevel" }, ["costDetail"]],
  [
    "threat detection with the vault's identity",
    { ...ownIdentity, threatDetection: { state: "Enabled" } },
    [],
  ],
  ["threat detection without an identity", { threatDetection: { state: "Enabled" } }, ["identity.type"]],
  ["threat detection that is off", { threatDetection: { state: "Disabled" } }, []],
  ["an unknown state", { threatDetection: { state: "On" } }, ["threatDetection.state"]],
  [
    "threat detection with an identity of another kind",
    { ...ownIdentity, threatDetection: { state: "Enabled", userAssignedIdentity } },
    ["identity.type"],
  ],
])("the rules on %s", (_, vault, expected) => {
  expect(findingsOf(vault)).toEqual(expected);
});

it("the payload has what is set, and reading it returns the arguments", () => {
  const settings: VaultSettings = {
    ...{ immutability: "Unlocked", immutabilityDays: 45, costDetail: "ProtectedItemLevel" },
    threatDetection: { state: "Enabled", userAssignedIdentity },
  };
  const properties = vaultProperties(settings);
  expect(properties).toMatchObject({
    securitySettings: {
      immutabilitySettings: { state: "Unlocked", configuration: { type: "TimeBased", durationInDays: 45 } },
      sourceScanConfiguration: {
        state: "Enabled",
        sourceScanIdentity: { operationIdentityType: "UserAssigned", userAssignedIdentity },
      },
    },
    costManagementSettings: { granularityLevel: "ProtectedItemLevel" },
  });
  expect(vaultFromArm({ properties } as Parameters<typeof vaultFromArm>[0])).toMatchObject(settings);
  const without: VaultArguments = vaultFromArm({ properties: vaultProperties({}) } as object);
  expect([without.immutabilityDays, without.threatDetection, without.costDetail]).toEqual(
    Array(3).fill(undefined),
  );
});

it("Azure's defaults become no arguments, and region of choice is reported: BackupVault has no argument for it", () => {
  const properties = {
    securitySettings: {
      immutabilitySettings: { state: "Unlocked", configuration: { type: "asPerPolicy", durationInDays: 0 } },
      sourceScanConfiguration: { state: "Disabled" },
    },
    costManagementSettings: { granularityLevel: "VaultLevel" },
    regionOfChoiceSettings: { status: "Disabled" },
  };
  expect(laterArgumentsIn(vaultFromArm({ properties }) as Record<string, unknown>)).toEqual([]);
  expect(beyondArguments({ properties })).toEqual([]);
  const ofChoice = { properties: { ...properties, regionOfChoiceSettings: { status: "Enabled" } } };
  expect(beyondArguments(ofChoice)).toEqual([expect.stringContaining("region of choice: it is Enabled")]);
});

it("only set arguments need the later version: null and undefined are not set", () => {
  expect(laterArgumentsIn({ costDetail: null, threatDetection: undefined, immutability: "Locked" })).toEqual(
    [],
  );
  expect(laterArgumentsIn({ costDetail: "VaultLevel", immutabilityDays: 0 })).toEqual([
    "immutabilityDays",
    "costDetail",
  ]);
});

it.each<[string, string[], unknown, string | undefined]>([
  ["a new vault", ["costDetail"], undefined, undefined],
  ["a vault at the default version that stays there", [], "2024-10-01", undefined],
  ["a vault at the later version that stays there", ["costDetail"], "2026-05-01", undefined],
  ["a vault that moves", ["costDetail"], "2024-10-01", "costDetail needs API version 2026-05-01"],
  ["a vault that moves back", [], "2026-05-01", "No argument needs API version 2026-05-01"],
  ["a version that is not known", ["costDetail"], {}, undefined],
])("the notice on %s", (_, used, before, expected) => {
  const notice = apiVersionNotice(used, before);
  if (expected === undefined) expect(notice).toBeUndefined();
  else expect(notice).toContain(expected);
});
