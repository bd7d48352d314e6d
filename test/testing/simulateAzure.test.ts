import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { repositoryDir } from "../../simulator/engine";
import { azureMocks, type SimulatedAzure, simulateAzure } from "../../simulator/testing";
import { policyPacks } from "../support/engine";

jest.setTimeout(180_000);

const program = join(repositoryDir, "dist/test/engine/programs/backup.js");
const vmId = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/simulated/providers/Microsoft.Compute/virtualMachines/${name}`;

let azure: SimulatedAzure;
afterEach(() => azure.stop());

it("a user's own test: VMs that are there, a program, what it protects, what it leaves", async () => {
  azure = await simulateAzure({ vms: { web: {}, ledger: {} } });
  expect(azure.unprotectedVms()).toEqual([vmId("web"), vmId("ledger")]);
  const stack = await azure.stack({
    program,
    config: { vmIds: { web: vmId("web") }, deleteItems: true },
    policyPacks,
  });
  const up = (await stack.up()).orThrow();
  expect(up.steps.map(({ name }) => name)).toContain("backup-web");
  expect(up.findings.map(({ level }) => level)).not.toContain("mandatory");
  expect(azure.protectionOf("web")).toMatchObject({
    protectionState: "IRPending",
    isSoftDeleted: false,
    policyId: expect.stringMatching(/nightly$/),
  });
  expect(azure.protectionOf(vmId("ledger"))).toBeUndefined();
  expect(azure.unprotectedVms()).toEqual([vmId("ledger")]);
  expect(azure.resources("Microsoft.RecoveryServices/vaults")).toEqual([
    expect.objectContaining({ name: "bank-vault", location: "westeurope" }),
  ]);
  expect(azure.get(azure.protectionOf("web")?.vaultId ?? "")).toMatchObject({
    properties: { provisioningState: "Succeeded" },
  });

  expect((await stack.refresh()).ok).toBe(true);
  expect((await stack.export()).resources?.length).toBeGreaterThan(5);
  (await stack.destroy()).orThrow();
  expect(azure.get(azure.protectionOf("web")?.vaultId ?? "")).toBeUndefined();
});

it("faults strike, are counted and go; a failure says what it is", async () => {
  azure = await simulateAzure({ vms: "any" });
  const stack = await azure.stack({
    program,
    config: { vmIds: { web: vmId("web") }, "azure-vm-backup:retryPauseSeconds": 0 },
  });
  const fault = azure.fail({
    resource: "*:ProtectedItem",
    operation: "create",
    statusCode: 400,
    code: "UserErrorVmNotFoundV2",
  });
  const failed = await stack.up();
  expect([failed.ok, fault.struck]).toEqual([false, 1]);
  expect(failed.errors.join()).toContain("UserErrorVmNotFoundV2");
  expect(() => failed.orThrow()).toThrow("UserErrorVmNotFoundV2");
  azure.clearFaults();
  (await stack.up()).orThrow();
});

it("an item in Azure is imported, and a state that has a folder outlives its Azure", async () => {
  const state = mkdtempSync(join(tmpdir(), "state-"));
  azure = await simulateAzure({ vms: { web: {} }, state });
  (await (await azure.stack({ program, config: { vmIds: { web: vmId("web") } } })).up()).orThrow();
  const itemId = azure.protectionOf("web")?.itemId ?? "";
  await azure.stop();
  azure = await simulateAzure({ state });
  expect(azure.protectionOf("web")?.itemId).toBe(itemId);
  const other = await azure.stack({ program, name: "other" });
  const resources = [{ type: "azure-native:recoveryservices:ProtectedItem", name: "web", id: itemId }];
  expect((await other.import({ resources })).ok).toBe(true);
  rmSync(state, { recursive: true });
});

it("a type that is not modelled is refused where one wants to know", async () => {
  const folder = mkdtempSync(join(tmpdir(), "program-"));
  const file = join(folder, "index.js");
  writeFileSync(
    file,
    `const cache = require("@pulumi/azure-native/redis");\nnew cache.Redis("cache", { resourceGroupName: "simulated", sku: { name: "Basic", family: "C", capacity: 0 }, location: "westeurope" });`,
  );
  azure = await simulateAzure({ vms: { web: {} }, unmodelled: "refuse" });
  const refused = await (await azure.stack({ program: file })).up();
  expect(refused.errors.join()).toContain("Simulated Azure does not model azure-native:redis:Redis");
  await azure.stop();
  azure = await simulateAzure({ vms: { web: {} } });
  expect((await (await azure.stack({ program: file })).up()).ok).toBe(true);
  rmSync(folder, { recursive: true });
});

it("mocks give ids as Azure writes them", async () => {
  azure = await simulateAzure();
  const mocks = azureMocks();
  const made = mocks.newResource({
    type: "azure-native:compute:VirtualMachine",
    name: "web",
    inputs: { vmName: "web", resourceGroupName: "bank" },
  });
  expect(made.id).toBe(vmId("web").replace("simulated", "bank"));
  expect(
    mocks.newResource({
      type: "azure-native:recoveryservices:ProtectionPolicy",
      name: "nightly",
      inputs: { vaultName: "safe", policyName: "nightly", resourceGroupName: pulumi.unknown as never },
    }).id,
  ).toMatch(/vaults\/safe\/backupPolicies\/nightly$/);
  expect(mocks.newResource({ type: "random:index:RandomId", name: "it", inputs: {} }).id).toBe("it-id");
});
