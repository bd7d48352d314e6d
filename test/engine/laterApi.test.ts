/** @jest-environment ./test/support/engineEnvironment.js */
// A vault whose arguments need a later API version than azure-native's default. laterApi.long.test.ts has explicit providers.
import type { Outcome } from "../../simulator/engine";
import {
  bankVaultId,
  env,
  errorsOf,
  expectNoChange,
  propertiesInAzure,
  stackOf,
  succeeded,
} from "../support/engine";
import { isProtectedIn, vmsByKey } from "../support/keys";
import { warningsOf } from "../support/replacedVm";

jest.setTimeout(180_000);

const provider = "pulumi:providers:azure-native_recoveryservices_v20260501";

const changedTypes = ({ steps }: Outcome): string[] =>
  steps.filter(({ op }) => op !== "same").map(({ op, type }) => `${op} ${type}`);

it("a vault moves to a later API version and back without a replacement, with its items, and preview says so", async () => {
  const stack = await stackOf("backup", { config: vmsByKey({ web: "web" }) });
  try {
    succeeded(await stack.up({ env }));
    const later = { costDetail: "ProtectedItemLevel", immutability: "Unlocked", immutabilityDays: 45 };
    stack.setConfig({ vault: later });
    const preview = succeeded(await stack.preview({ env }));
    expect(warningsOf(preview)).toContain(
      "immutabilityDays and costDetail need API version 2026-05-01 of Azure, and the vault was written with 2024-10-01",
    );
    const moved = succeeded(await stack.up({ env }));
    // Neither the policy nor the item changes.
    expect(changedTypes(moved)).toEqual([
      "update azure-vm-backup:index:BackupVault",
      `create ${provider}`,
      "update azure-native_recoveryservices_v20260501:recoveryservices:Vault",
    ]);
    expect(propertiesInAzure(stack, bankVaultId)).toMatchObject({
      costManagementSettings: { granularityLevel: "ProtectedItemLevel" },
      securitySettings: {
        immutabilitySettings: { configuration: { type: "TimeBased", durationInDays: 45 } },
      },
    });
    expectNoChange(await stack.up({ env, args: ["--refresh"] }));

    stack.setConfig({ vault: { immutability: "Unlocked" } });
    const back = warningsOf(await stack.preview({ env }));
    expect(back).toContain("No argument needs API version 2026-05-01");
    expect(back).toContain("immutabilityDays was 45 and is no longer set");
    expect(changedTypes(succeeded(await stack.up({ env })))).toEqual([
      "update azure-vm-backup:index:BackupVault",
      "update azure-native:recoveryservices:Vault",
      `delete ${provider}`,
    ]);
    expect(isProtectedIn(stack, "web")).toBe(true);
    expectNoChange(await stack.up({ env, args: ["--refresh"] }));
  } finally {
    stack.remove();
  }
});

it("a vault is created with a later API version, keeps it with the same arguments, and is destroyed", async () => {
  const scan = {
    identity: { type: "SystemAssigned" },
    threatDetection: { state: "Enabled" },
  };
  const stack = await stackOf("backup", { config: { ...vmsByKey({}), vault: scan, deferred: true } });
  try {
    expect(warningsOf(succeeded(await stack.up({ env })))).not.toContain("API version");
    expect(propertiesInAzure(stack, bankVaultId)).toMatchObject({
      securitySettings: {
        sourceScanConfiguration: {
          state: "Enabled",
          sourceScanIdentity: { operationIdentityType: "SystemAssigned" },
        },
      },
    });
    expectNoChange(await stack.up({ env, args: ["--refresh"] }));
    stack.setConfig({ vault: { threatDetection: { state: "Enabled" } } });
    expect(errorsOf(await stack.preview({ env }))).toContain("requires a SystemAssigned identity");
    succeeded(await stack.destroy({ env }));
  } finally {
    stack.remove();
  }
});
