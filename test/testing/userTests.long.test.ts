/** @jest-environment ./test/support/engineEnvironment.js */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { repositoryDir } from "../../simulator/engine";
import {
  azureMocks,
  type FaultOptions,
  type SimulateAzureOptions,
  type SimulatedAzure,
  simulateAzure,
} from "../../simulator/testing";
import { policyPacks } from "../support/engine";

jest.setTimeout(180_000);

/** Programs run in this process. newcomer.long.test.ts has a user's test as it is, whose programs have processes of their own. */
jest.mock("../../simulator/engine", () =>
  jest.requireActual<typeof import("../support/engine")>("../support/engine").engineInProcess(),
);

const program = join(repositoryDir, "dist/test/engine/programs/backup.js");
const vmId = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/simulated/providers/Microsoft.Compute/virtualMachines/${name}`;

let azure: SimulatedAzure;
afterEach(() => azure.stop());

it("a user's own test sees which VMs a program protects and which it does not", async () => {
  azure = await simulateAzure({ vms: { web: {}, ledger: {} } });
  expect(azure.unprotectedVms().map(({ id }) => id)).toEqual([vmId("web"), vmId("ledger")]);
  const stack = await azure.stack({
    program,
    config: { vmIds: { web: vmId("web") }, deleteItems: true },
    policyPacks,
  });
  const up = (await stack.up()).orThrow();
  expect(up.steps.map(({ name }) => name)).toContain("backup-web");
  expect(up.findings.map(({ level }) => level)).not.toContain("mandatory");
  expect(azure.protectionOf("web")).toMatchObject({
    type: "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
    properties: { protectionState: "IRPending", policyId: expect.stringMatching(/nightly$/) },
  });
  expect(azure.protectionOf(vmId("ledger"))).toBeUndefined();
  expect(azure.unprotectedVms()).toEqual([
    expect.objectContaining({
      id: vmId("ledger"),
      properties: expect.objectContaining({ storageProfile: expect.anything() }),
    }),
  ]);
  expect(azure.resources("Microsoft.RecoveryServices/vaults")).toEqual([
    expect.objectContaining({ name: "bank-vault", location: "westeurope" }),
  ]);
  const vaultId = azure.resources("Microsoft.RecoveryServices/vaults")[0]?.id ?? "";
  expect(azure.get(vaultId)).toMatchObject({ properties: { provisioningState: "Succeeded" } });

  expect((await stack.refresh()).ok).toBe(true);
  expect((await stack.export()).resources?.length).toBeGreaterThan(5);
  (await stack.destroy()).orThrow();
  expect(azure.get(vaultId)).toBeUndefined();
});

it("a protected item can be imported, and a state in a folder of its own remains after stop()", async () => {
  const state = mkdtempSync(join(tmpdir(), "state-"));
  azure = await simulateAzure({ vms: { web: {} }, state });
  (await (await azure.stack({ program, config: { vmIds: { web: vmId("web") } } })).up()).orThrow();
  const itemId = azure.protectionOf("web")?.id ?? "";
  await azure.stop();
  azure = await simulateAzure({ state });
  expect(azure.protectionOf("web")?.id).toBe(itemId);
  const other = await azure.stack({ program, name: "other" });
  const resources = [{ type: "azure-native:recoveryservices:ProtectedItem", name: "web", id: itemId }];
  const imported = (await other.import({ resources })).orThrow();
  expect(imported.steps.map(({ op, name }) => `${op} ${name}`)).toContain("import web");
  rmSync(state, { recursive: true });
});

it("a program that throws gives an outcome with its error", async () => {
  const folder = mkdtempSync(join(tmpdir(), "program-"));
  writeFileSync(join(folder, "index.js"), `throw new Error("no such region: westeurop");`);
  azure = await simulateAzure();
  const failed = await (await azure.stack({ program: join(folder, "index.js") })).up();
  expect([failed.ok, failed.errors.join()]).toEqual([
    false,
    expect.stringContaining("no such region: westeurop"),
  ]);
  expect(() => failed.orThrow()).toThrow("no such region");
  rmSync(folder, { recursive: true });
});

it("a misspelt option is an error that suggests a similar name", async () => {
  const given = (options: object) => simulateAzure(options as SimulateAzureOptions);
  await expect(given({ unmodeled: "warn" })).rejects.toThrow(
    "Unknown option unmodeled of simulateAzure. Did you mean unmodelled?",
  );
  await expect(given({ unmodelled: "wran" })).rejects.toThrow("must be one of warn, refuse, store");
  await expect(given({ vms: { web: { region: "westeurope" } } })).rejects.toThrow(
    "Unknown option region of vms.web. Known options: location, resourceGroupName, properties.",
  );
  azure = await simulateAzure();
  const stack = (options: object) => azure.stack(options);
  await expect(stack({ dir: ".", policyPack: [] })).rejects.toThrow(
    "Unknown option policyPack of stack. Did you mean policyPacks?",
  );
  await expect(stack({})).rejects.toThrow("either dir, a project's folder, or program");
  await expect(stack({ dir: tmpdir() })).rejects.toThrow("has no Pulumi.yaml");
  const fail = (fault: object) => () => azure.fail(fault as FaultOptions);
  expect(fail({ resource: "*", status: 409 })).toThrow(
    "Unknown option status of fail. Did you mean statusCode?",
  );
  expect(fail({ resource: "*" })).toThrow("needs a statusCode, a crash or a job");
  expect(fail({ statusCode: 409 })).toThrow("needs a resource");
  expect(fail({ resource: "*", statusCode: 409, operation: "put" })).toThrow(
    "operation is put: it must be one of",
  );
});

it("the mocks make ids in Azure's form", async () => {
  azure = await simulateAzure();
  const mocks = azureMocks();
  const vm = mocks.newResource({
    type: "azure-native:compute:VirtualMachine",
    name: "web",
    inputs: { vmName: "web", resourceGroupName: "bank" },
  });
  expect(vm.id).toBe(vmId("web").replace("simulated", "bank"));
  expect(
    mocks.newResource({
      type: "azure-native:recoveryservices:ProtectionPolicy",
      name: "nightly",
      inputs: { vaultName: "safe", policyName: "nightly", resourceGroupName: pulumi.unknown as never },
    }).id,
  ).toMatch(/vaults\/safe\/backupPolicies\/nightly$/);
  const group = mocks.newResource({ type: "azure-native:resources:ResourceGroup", name: "bank", inputs: {} });
  expect([group.id.split("/").pop(), group.state.name]).toEqual(["bank", "bank"]);
  expect(mocks.newResource({ type: "random:index:RandomId", name: "it", inputs: {} }).id).toBe("it-id");
});
