// The installed library in YAML, and on every Node.js that it supports; consumers.long.test.ts has README's own program.
import { cpSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { addPackage } from "../../simulator/demo/runExample";
import { findEngine, repositoryDir } from "../../simulator/engine";
import { type Consumers, consumersOf } from "./consumer";
import { nodeOf, provideYamlHost } from "./languageTools";
import { countOf, expectToLoad, loaders, previewOf } from "./newcomer";
import { run } from "./packed";

/** The first run installs the library's dependencies and three versions of Node.js, and builds the YAML language host. */
jest.setTimeout(20 * 60_000);

let consumers: Consumers;
beforeAll(async () => {
  consumers = await consumersOf();
});
afterAll(() => consumers?.remove());

it("a VM and its backup in YAML pass a preview", async () => {
  await provideYamlHost();
  const folder = consumers.folder("yaml", {});
  cpSync(join(repositoryDir, "examples/yaml/Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  addPackage(folder);
  expect(countOf(await previewOf(folder), "ProtectedVms")).toBe(1);
});

const ownTest = {
  ...loaders,
  "infrastructure/Pulumi.yaml":
    "name: mine\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
  "infrastructure/index.js": `
    const { BackupVault, ProtectedVms, VmBackupPolicy, presets } = require("azure-vm-backup");
    const vault = new BackupVault("safe", { resourceGroupName: "simulated", location: "westeurope" });
    const inVault = { resourceGroupName: vault.resourceGroupName, vaultName: vault.vaultName };
    const policy = new VmBackupPolicy("nightly", { ...inVault, ...presets.dailyForAMonth });
    const ledger = { vmName: "ledger", resourceGroupName: "simulated" };
    const vmId = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/simulated/providers/Microsoft.Compute/virtualMachines/ledger";
    new ProtectedVms("bank", { ...inVault, policyId: policy.policyId, vms: { ledger: { ...ledger, vmId } } });`,
  "test.mjs": `
    import { simulateAzure } from "azure-vm-backup/testing";
    const azure = await simulateAzure({ vms: { ledger: {}, agent: {} } });
    const stack = await azure.stack({ dir: "infrastructure", policyPacks: ["node_modules/azure-vm-backup/policies"] });
    (await stack.up()).orThrow();
    console.log(process.version.split(".")[0], azure.protectionOf("ledger").properties.protectionState, azure.unprotectedVms().length);
    await azure.stop();`,
};

describe.each([20, 22, 24])("on Node.js %i", (major) => {
  let folder: string;
  let node: string;
  beforeAll(async () => {
    folder = consumers.folder(`node-${major}`, ownTest);
    node = await nodeOf(major);
  });

  it("CommonJS and ESM load each entry, and the command runs", () =>
    expectToLoad(node, folder, consumers.library));

  it("a user's test runs simulated Azure and the policy pack, with the CLI on the PATH", async () => {
    const { cli } = await findEngine();
    const PATH = [dirname(node), dirname(cli), process.env.PATH].join(delimiter);
    const env = { ...process.env, PATH, AVB_ENGINE: "path" };
    expect(await run(node, ["test.mjs"], folder, env)).toBe(`v${major} IRPending 1\n`);
  });
});
