// The arguments that need a later API version, in every form that a program can give them.
import * as pulumi from "@pulumi/pulumi";
import { BackupVault, type BackupVaultArgs } from "../../src";
import { forms, inForm } from "../component/forms";
import { register } from "../support/mocks";

const laterType = "azure-native_recoveryservices_v20260501:recoveryservices:Vault";
const set = {
  immutabilityDays: 45,
  threatDetection: { state: "Enabled" },
  costDetail: "ProtectedItemLevel",
} as const;
const properties = {
  securitySettings: {
    immutabilitySettings: {
      state: "Unlocked",
      configuration: { type: "TimeBased", durationInDays: 45 },
    },
    sourceScanConfiguration: {
      state: "Enabled",
      sourceScanIdentity: { operationIdentityType: "SystemAssigned" },
    },
  },
  costManagementSettings: { granularityLevel: "ProtectedItemLevel" },
};

/** The vault that arguments register. */
async function vaultOf(args: object) {
  const registered = await register(() => {
    new BackupVault("bank-vault", {
      ...{ resourceGroupName: "bank", immutability: "Unlocked", identity: { type: "SystemAssigned" } },
      ...(args as Partial<BackupVaultArgs>),
    });
  });
  const { type, inputs } = registered.find(({ type }) => type.endsWith(":Vault")) ?? {};
  return { type, properties: inputs?.properties };
}

it.each(forms)("%s: the vault is written with the later version", async (form) => {
  const args = Object.fromEntries(Object.entries(set).map(([name, value]) => [name, inForm(value, form, 2)]));
  const { type, properties: sent } = await vaultOf(args);
  expect(type).toBe(laterType);
  // A secret is wrapped, with its value.
  expect(form === "secret" ? (sent as { value: unknown }).value : sent).toMatchObject(properties);
});

it.each([null, undefined])("%s: the vault stays at the default version", async (nothing) => {
  const args = Object.fromEntries(Object.keys(set).map((name) => [name, nothing]));
  expect((await vaultOf(args)).type).toBe("azure-native:recoveryservices:Vault");
});

it.each([null, undefined])("an Output of %s counts as set, and its property is omitted", async (nothing) => {
  const args = Object.fromEntries(Object.keys(set).map((name) => [name, pulumi.output(nothing)]));
  const { type, properties } = await vaultOf(args);
  expect(type).toBe(laterType);
  expect(properties).not.toHaveProperty("costManagementSettings");
  expect(properties).toHaveProperty("securitySettings", { immutabilitySettings: { state: "Unlocked" } });
});
