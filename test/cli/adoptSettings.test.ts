// Which settings of vaults and policies adopt writes, and which it reports. adopt.long.test.ts deploys the programs.
import { adoptedCompanions, companionsNotRead } from "../../cli/adopt/companions";
import { vaultArguments } from "../../cli/adopt/componentArguments";
import { whyNotExpressible } from "../../cli/adopt/expressible";
import { type BackupPolicy, policyProperties } from "../../src/backupPolicy/arm";
import { presets } from "../../src/backupPolicy/presets";
import { readCompanions } from "../../src/live/companions";
import { vaultProperties } from "../../src/vault/arm";
import { beyondArguments } from "../../src/vault/fromArm";

it("writes every setting of a vault's payload as the argument that sets it", () => {
  const args = {
    location: "westeurope",
    storageRedundancy: "GeoRedundant",
    crossRegionRestore: true,
    crossSubscriptionRestore: "PermanentlyDisabled",
    softDelete: { state: "AlwaysON", retentionDays: 30 },
    immutability: "Locked",
    acknowledgesLock: true,
    publicNetworkAccess: "Disabled",
    identity: { type: "UserAssigned", userAssignedIdentities: ["/subscriptions/s/x"] },
    encryption: {
      ...{ keyUri: "https://keys/k", useSystemAssignedIdentity: false },
      ...{ userAssignedIdentity: "/subscriptions/s/x", infrastructureEncryption: "Enabled" },
    },
    alerts: {
      ...{ jobFailures: false, replicationIssues: true, failoverIssues: false },
      ...{ criticalOperations: true, siteRecoveryEmails: false },
    },
  };
  const { location, identity, ...settings } = args;
  const payload = {
    location,
    identity: { type: identity.type, userAssignedIdentities: { "/subscriptions/s/x": {} } },
    properties: vaultProperties(settings),
  };
  expect(vaultArguments(payload as never)).toEqual(args);
  expect(vaultArguments({ identity: { type: "None" }, properties: {} })).toEqual({});
});

it("has a line for everything of a vault that it does not write", () => {
  const properties = {
    privateEndpointConnections: [{ id: "/subscriptions/s/connection" }],
    securitySettings: {
      multiUserAuthorization: "Enabled",
      softDeleteSettings: { enhancedSecurityState: "Disabled" },
    },
    monitoringSettings: {
      azureMonitorAlertSettings: {
        ...{ alertsForAllReplicationIssues: "Disabled", alertsOfALaterVersion: "Disabled" },
      },
      classicAlertSettings: { emailNotificationsForSiteRecovery: "Enabled" },
    },
  };
  const vault = { properties } as never;
  const lines = [...beyondArguments(vault), ...companionsNotRead(vault).leftOut];
  expect(lines).toHaveLength(5);
  for (const part of ["/subscriptions/s/connection", "resourceGuardId", "alertsOfALaterVersion is Disabled"])
    expect(lines.join("\n")).toContain(part);
  for (const part of ["enhancedSecurityState", "locks, role"]) expect(lines.join("\n")).toContain(part);
  expect(beyondArguments({})).toEqual([]);
  expect(companionsNotRead({}).leftOut).toEqual([
    expect.stringContaining(
      "locks, role assignments, diagnostic settings and alert processing rules were not read",
    ),
  ]);
});

it("an alert processing rule is declared if it applies to the vault only, else it is a line", async () => {
  const vaultId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v";
  const other = `${vaultId}2`;
  const rules = [
    ["own", [vaultId]],
    ["spelled", [`${vaultId.toUpperCase()}/`]],
    ["shared", [vaultId, other]],
    ["group", ["/subscriptions/s/resourceGroups/G"]],
    ["subscription", ["/subscriptions/s"]],
    ["others", [other]],
    ["otherGroup", ["/subscriptions/s/resourceGroups/g2"]],
    ["scopeless", []],
  ].map(([name, scopes]) => ({
    id: `/subscriptions/s/resourceGroups/alerts/providers/Microsoft.AlertsManagement/actionRules/${name}`,
    ...{ name, location: "Global", properties: { scopes, enabled: true } },
  }));
  const found = await readCompanions(
    async (_, path) => ({ value: path.includes("/actionRules?") ? rules : [] }),
    vaultId,
    [],
  );
  const { resources, leftOut } = adoptedCompanions(vaultId, found);
  expect(resources.map(({ name }) => name)).toEqual(["alerts/own", "alerts/spelled"]);
  expect(leftOut.map((line) => line.match(/actionRules\/(\w+): it applies to more/)?.[1])).toEqual([
    ...["shared", "group", "subscription"],
  ]);
});

describe("a policy in Azure", () => {
  const longTerm: BackupPolicy = {
    ...(presets.grandfatherFatherSon as unknown as BackupPolicy),
    tier: "Standard",
    instantRestoreDays: 2,
  } as never;
  const tiering = (duration: number, durationType: string) => ({
    tieringPolicy: { ArchivedRP: { tieringMode: "TierAfter", duration, durationType } },
  });
  const payload = (changes: object = {}) =>
    ({ properties: { ...policyProperties(longTerm), ...changes } }) as never;

  it.each<[string, object]>([
    ["as we write it", {}],
    ["that archives after months", tiering(3, "Months")],
    ["in another letter case", { backupManagementType: "azureiaasvm", policyType: "v1" }],
    ["with nulls and what Azure sets", { instantRPDetails: null, protectedItemsCount: 4 }],
  ])("%s is a VmBackupPolicy", (_, changes) => {
    expect(whyNotExpressible(payload(changes))).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ["that archives after days", tiering(90, "Days"), "after 90 Days"],
    ["that archives after years", tiering(1, "Years"), "after 1 Years"],
    [
      "with a setting of its own",
      { settings: { timeZone: "UTC" } },
      "settings that VmBackupPolicy does not have",
    ],
    [
      "with days that Azure no longer accepts",
      { instantRpRetentionRangeInDays: 90 },
      "instantRestoreDays is 90",
    ],
  ])("%s is not", (_, changes, reason) => {
    expect(whyNotExpressible(payload(changes))).toContain(reason);
  });
});
