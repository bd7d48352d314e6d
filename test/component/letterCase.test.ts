// Azure ignores the letter case of ids, names, regions, operations and rules, so the verdict on an argument does not depend on it.
import * as pulumi from "@pulumi/pulumi";
import type { Argument, Fields } from "../../src/component/argumentTypes";
import { errorsOf } from "./forms";
import { tables, valid } from "./validArguments";
import { checkOf } from "./watchedCheck";

jest.mock("../../src/component/check", () => require("./watchedCheck").watchedModule());

const checks: Record<string, (args: object) => unknown> = {};
beforeAll(async () => {
  jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  for (const component of Object.keys(valid)) checks[component] = await checkOf(component);
});
afterAll(() => jest.restoreAllMocks());

const providers = "/subscriptions/0000/resourceGroups/bank/providers";
const vault = `${providers}/Microsoft.RecoveryServices/vaults/bank-vault`;
const policyId = `${vault}/backupPolicies/nightly`;
const denyAll = {
  ...{ name: "deny-all", priority: 1000, direction: "Outbound", access: "Deny", protocol: "Tcp" },
  ...{ sourceAddressPrefix: "VirtualNetwork", sourcePortRange: "*" },
  ...{ destinationAddressPrefix: "Internet", destinationPortRange: "*" },
};

/** More arguments that Azure compares without letter case, some of them refused. */
const more: Readonly<Record<string, readonly object[]>> = {
  BackupVault: [
    {
      vaultName: "bank-vault",
      location: "westeurope",
      identity: {
        type: "UserAssigned",
        userAssignedIdentities: [`${providers}/Microsoft.ManagedIdentity/userAssignedIdentities/vault`],
      },
      threatDetection: {
        state: "Enabled",
        userAssignedIdentity: `${providers}/Microsoft.ManagedIdentity/userAssignedIdentities/vault`,
      },
    },
    { location: "westindia", storageRedundancy: "ZoneRedundant" },
  ],
  ResourceGuard: [
    { unguardedOperations: ["Microsoft.RecoveryServices/vaults/write#reduceImmutabilityState"] },
  ],
  VmBackupPolicy: [{ timeZone: "Romance Standard Time" }, { timeZone: "Europe/Paris" }],
  ProtectedVms: [
    { vms: { web: { vmId: `${providers}/Microsoft.Compute/virtualMachines/web`, policyId } } },
    {
      vms: {
        web: { vmName: "web", resourceGroupName: "bank" },
        api: { vmName: "web", resourceGroupName: "bank" },
      },
    },
    { policyId: policyId.replace("bank-vault", "other-vault") },
  ],
  RegionalBackup: [
    { vms: { web: { vmId: `${providers}/Microsoft.Compute/virtualMachines/web`, location: "West Europe" } } },
  ],
  BackupNsgRule: [{ existingRules: [denyAll] }, { existingRules: [{ ...denyAll, priority: 100 }] }],
  BackupServiceTagRules: [{ existingRules: [denyAll] }, { existingRules: [{ ...denyAll, priority: 100 }] }],
  ProxyExceptionRule: [{ existingRules: [denyAll] }],
  ProxyInboundRule: [{ existingRules: [{ ...denyAll, direction: "Inbound" }] }],
  BackupAtScale: [{ audit: { exclude: ["/subscriptions/0000/resourceGroups/bank"] } }],
};

/** Arguments with their texts in another letter case. Choices have the spelling of schema.json, and so has the name of a storage account. */
function recased(value: unknown, { type }: Argument, change: (text: string) => string): unknown {
  if (typeof value === "string") return type === "text" ? change(value) : value;
  if (typeof type === "string" || "oneOf" in type || typeof value !== "object" || value === null)
    return value;
  if ("list" in type) return (value as unknown[]).map((element) => recased(element, type.list, change));
  const argumentAt = (name: string) => ("map" in type ? type.map : (type.fields as Fields)[name]);
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      const argument = argumentAt(name);
      const isExact = argument === undefined || ["stagingAccountName", "tags"].includes(name);
      return [name, isExact ? field : recased(field, argument, change)];
    }),
  );
}

const rows = Object.entries(valid).flatMap(([component, args]) =>
  [{}, ...(more[component] ?? [])].map((added, i) => [component, i, { ...args, ...added }] as const),
);

it.each(rows)(
  "%s, arguments %i: the verdict does not depend on the letter case",
  async (component, _, args) => {
    const pathsOf = async (given: object) => (await errorsOf(() => checks[component]?.(given))).paths;
    const expected = await pathsOf(args);
    for (const change of [(text: string) => text.toUpperCase(), (text: string) => text.toLowerCase()]) {
      const fields = { fields: tables[component] ?? {} };
      expect(await pathsOf(recased(args, { type: fields }, change) as object)).toEqual(expected);
    }
  },
);
