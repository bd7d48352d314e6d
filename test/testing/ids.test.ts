import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { azureMocks } from "../../simulator/testing/mocks";
import {
  BackupAtScale,
  BackupFirewallRule,
  BackupNsgRule,
  BackupVault,
  type BackupVaultArgs,
  ProtectedVms,
  RegionalBackup,
  SupportLimitsInitiative,
} from "../../src";
import { startAzure, type TestAzure } from "../simulator/azure/harness";
import { type IdName, type IdSource, idSources } from "./idSources";

jest.spyOn(console, "log").mockImplementation(() => undefined);
jest.spyOn(console, "warn").mockImplementation(() => undefined);

const mocks = azureMocks();
pulumi.runtime.setMocks(mocks, "ids", "dev");
const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

let azure: TestAzure;
beforeAll(async () => {
  azure = await startAzure();
});
afterAll(() => azure.stop());

const sources = Object.entries(idSources) as [IdName, IdSource][];
const mocked = Object.fromEntries(
  sources.map(([name, { token, inputs }]) => [
    name,
    mocks.newResource({ type: `azure-native:${token}`, name, inputs }),
  ]),
) as Record<IdName, ReturnType<typeof mocks.newResource>>;
const id = (name: IdName): string => mocked[name].id;

it("simulated Azure and azureMocks give each resource Azure's id", async () => {
  for (const [name, { token, inputs, id: expected }] of sources) {
    const created = await azure.create(token, inputs);
    const group = token.startsWith("management:") ? "" : `${subscription}/resourceGroups/bank`;
    expect([name, created.id]).toEqual([name, `${group}${expected}`]);
    expect([name, mocked[name].id]).toEqual([name, created.id]);
  }
});

it.each<[IdName, string[]]>([
  ["key", ["keyUri", "keyUriWithVersion"]],
  ["identity", ["principalId", "clientId", "tenantId"]],
])("both give the %s the outputs that programs pass on", async (name, outputs) => {
  const { token, inputs }: IdSource = idSources[name];
  const found = await azure.read(token, id(name), inputs);
  for (const output of outputs) {
    expect(found?.outputs[output]).toEqual(expect.stringMatching(/^https:|^[0-9a-f-]{36}$/));
    expect(mocked[name].state[output]).toBe(found?.outputs[output]);
  }
});

const vault = (args: Partial<BackupVaultArgs>) =>
  new BackupVault("safe", { resourceGroupName: "bank", location: "westeurope", ...args });
const identity = { type: "UserAssigned" as const, userAssignedIdentities: [id("identity")] };
const protectedVms = (more: object = {}) =>
  new ProtectedVms("backup", {
    ...{ resourceGroupName: "bank", vaultName: "safe", policyId: id("policy") },
    ...{ vms: { ledger: { vmId: id("vm"), policyId: id("policy") } }, ...more },
  });
const regional = (more: object = {}) =>
  new RegionalBackup("estate", {
    ...{ resourceGroupName: "bank", vms: { ledger: { vmId: id("vm"), location: "westeurope" } } },
    ...{
      policies: { nightly: { schedule: { daily: { time: "22:00" } }, retention: { daily: { days: 30 } } } },
    },
    ...more,
  });
const guardRequest = `${id("guard")}/stopProtectionWithRetainDataRequests/default`;
const denied = {
  ...{ direction: "Outbound", access: "Deny", protocol: "*", priority: 300 },
  ...{ sourceApplicationSecurityGroups: [{ id: id("applicationGroup") }], sourcePortRange: "*" },
  ...{ destinationAddressPrefix: "*", destinationPortRange: "*" },
};
const backups = { all: { policyId: id("policy"), location: "westeurope" } };
const limits = (assignment: object) =>
  new SupportLimitsInitiative("limits", { managementGroupId: "corp", effect: "Audit", assignment });

/** Each argument of a component that is an Azure id, by its type and name in the schema, and a component that gets it. */
const users: Readonly<Record<string, () => unknown>> = {
  "ApplicationSecurityGroupId.id": () =>
    new BackupNsgRule("allow", {
      ...{ resourceGroupName: "bank", networkSecurityGroupName: "nsg", region: "westeurope" },
      existingRules: [denied],
    }),
  "AdoptedItems.vaultId": () => protectedVms({ adopt: { keys: ["ledger"], vaultId: id("vault") } }),
  "BackupAtScale.exclude": () =>
    new BackupAtScale("tags", { scope: subscription, exclude: [id("group"), id("vm")], backups }),
  "BackupAtScale.scope": () => new BackupAtScale("group", { scope: id("group"), backups }),
  "BackupAudit.exclude": () =>
    new BackupAtScale("audit", { scope: subscription, audit: { exclude: [id("group"), id("vm")] } }),
  "BackupAudit.scope": () =>
    new BackupAtScale("corp", { scope: subscription, audit: { scope: id("managementGroup") } }),
  "BackupForTag.policyId": () => new BackupAtScale("all", { scope: subscription, backups }),
  "BackupVault.resourceGuardId": () => vault({ resourceGuardId: id("guard") }),
  "BackupVault.resourceGuardOperationRequests": () =>
    vault({ resourceGuardOperationRequests: [guardRequest] }),
  "FirewallSources.ipGroupIds": () =>
    new BackupFirewallRule("backup", {
      ...{ resourceGroupName: "bank", firewallPolicyName: "hub", sources: { ipGroupIds: [id("ipGroup")] } },
    }),
  "ProtectedVm.policyId": protectedVms,
  "ProtectedVm.vmId": protectedVms,
  "ProtectedVms.policyId": protectedVms,
  "ProtectedVms.resourceGuardOperationRequests": () =>
    protectedVms({ resourceGuardOperationRequests: [guardRequest] }),
  "RegionalBackup.resourceGuardOperationRequests": () =>
    regional({ resourceGuardOperationRequests: [guardRequest] }),
  "RegionalVault.resourceGuardId": () => regional({ vault: { resourceGuardId: id("guard") } }),
  "RegionalVm.vmId": regional,
  "SupportLimitsAssignment.exclude": () => limits({ exclude: [id("group"), id("vm")] }),
  "SupportLimitsAssignment.scope": () => limits({ scope: id("managementGroup") }),
  "VaultAlerts.actionGroupIds": () => vault({ alerts: { actionGroupIds: [id("actionGroup")] } }),
  "VaultDiagnostics.eventHubAuthorizationRuleId": () =>
    vault({ diagnostics: { eventHubAuthorizationRuleId: id("hubRule") } }),
  "VaultDiagnostics.storageAccountId": () => vault({ diagnostics: { storageAccountId: id("account") } }),
  "VaultDiagnostics.workspaceId": () => vault({ diagnostics: { workspaceId: id("workspace") } }),
  "VaultEncryption.keyUri": () =>
    vault({
      identity,
      encryption: {
        keyUri: String(mocked.key.state.keyUriWithVersion),
        userAssignedIdentity: id("identity"),
      },
    }),
  "ThreatDetection.userAssignedIdentity": () =>
    vault({ identity, threatDetection: { state: "Enabled", userAssignedIdentity: id("identity") } }),
  "VaultEncryption.userAssignedIdentity": () =>
    vault({
      identity,
      encryption: { keyUri: String(mocked.key.state.keyUri), userAssignedIdentity: id("identity") },
    }),
  "VaultIdentity.userAssignedIdentities": () => vault({ identity }),
  "VaultPrivateEndpoint.privateDnsZoneIds": () =>
    vault({
      privateEndpoints: {
        hub: {
          subnetId: id("subnet"),
          privateDnsZoneIds: [id("backupZone"), id("blobZone"), id("queueZone")],
        },
      },
    }),
  "VaultPrivateEndpoint.subnetId": () => vault({ privateEndpoints: { hub: { subnetId: id("subnet") } } }),
};

it.each(Object.entries(users))("%s accepts the id of simulated Azure and of azureMocks", (_, use) => {
  expect(use).not.toThrow();
});

it("every argument that is an Azure id is in the table", () => {
  const schema = JSON.parse(readFileSync(join(__dirname, "../../schema.json"), "utf8"));
  const idArguments = (
    types: Record<string, Record<string, Record<string, { description?: string }>>>,
    key: string,
  ) =>
    Object.entries(types).flatMap(([token, type]) =>
      Object.entries(type[key] ?? {})
        .filter(([, { description }]) => /^(Azure ids? of|URI of the key)/.test(description ?? ""))
        .map(([name]) => `${token.split(":").pop()}.${name}`),
    );
  const all = [
    ...idArguments(schema.types, "properties"),
    ...idArguments(schema.resources, "inputProperties"),
  ];
  expect(Object.keys(users).sort()).toEqual(all.sort());
});
