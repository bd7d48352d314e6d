// A newcomer who follows README.md to the letter, in an empty folder, with nothing but what npm installs; on every Node.js that we support.
import { cpSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { exampleConfig } from "../../simulator/demo/exampleConfig";
import { addPackage } from "../../simulator/demo/runExample";
import { createStack, findEngine, type Outcome, repositoryDir } from "../../simulator/engine";
import { errorsOf } from "../support/engine";
import { type Consumers, consumersOf } from "./consumer";
import { nodeOf, provideYamlHost } from "./languageTools";
import { run } from "./packed";
import { firstProgram, policyPackFolder } from "./readme";

/** The first run installs the library's dependencies, three versions of Node.js, and builds the YAML language host. */
jest.setTimeout(20 * 60_000);

let consumers: Consumers;
beforeAll(async () => {
  consumers = await consumersOf();
});
afterAll(() => consumers?.remove());

/** A preview of a folder, judged by the policy pack that was installed. */
async function preview(projectDir: string): Promise<Outcome> {
  const stack = await createStack({ projectDir, config: exampleConfig });
  const outcome = await stack.preview({ policyPacks: [join(projectDir, policyPackFolder())] });
  stack.remove();
  expect(errorsOf(outcome)).toBe("");
  return outcome;
}

/** How many resources of a component an outcome has. */
const made = ({ steps }: Outcome, component: string) =>
  steps.filter(({ type }) => type === `azure-vm-backup:index:${component}`).length;

const warningsOf = ({ diagnostics }: Outcome) =>
  diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message);

it("README's program is green in its first preview, under the policy pack", async () => {
  const folder = consumers.folder("newcomer", {
    "package.json": { dependencies: { "azure-vm-backup": "file:" } },
    "Pulumi.yaml": "name: newcomer\nruntime: nodejs\n",
    "index.ts": firstProgram(),
  });
  const outcome = await preview(folder);
  expect([made(outcome, "BackupVault"), made(outcome, "ProtectedVms")]).toEqual([1, 1]);
  // Of a zone that changes its clocks one is told, and nothing else.
  expect(warningsOf(outcome).filter((message) => !message.includes("daylight saving"))).toEqual([]);
});

it("a VM and its backup in YAML are green too", async () => {
  await provideYamlHost();
  const folder = consumers.folder("yaml", {});
  cpSync(join(repositoryDir, "examples/yaml/Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  addPackage(folder);
  const outcome = await preview(folder);
  expect(made(outcome, "ProtectedVms")).toBe(1);
});

const entries = ["", "/rules", "/policies", "/testing"].map((entry) => `azure-vm-backup${entry}`);
const started = {
  "package.json": { name: "consumer", private: true },
  "load.cjs": entries
    .map((name) => `console.log(Object.keys(require(${JSON.stringify(name)})).length > 0);`)
    .join("\n"),
  "load.mjs": entries
    .map((name, i) => `import * as m${i} from "${name}";\nconsole.log(Object.keys(m${i}).length > 0);`)
    .join("\n"),
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
    folder = consumers.folder(`node-${major}`, started);
    node = await nodeOf(major);
  });

  it("CommonJS and ESM load each entry, and the command runs", async () => {
    const command = join(consumers.library, "dist/cli/index.js");
    const runs = [["load.cjs"], ["load.mjs"], [command, "--help"]].map((args) => run(node, args, folder));
    const [cjs, esm, help] = await Promise.all(runs);
    expect([cjs, esm]).toEqual(Array(2).fill("true\n".repeat(entries.length)));
    expect(help).toContain("backup-now");
  });

  it("a test of a user's own runs simulated Azure and the policy pack, with the CLI on the PATH", async () => {
    const { cli } = await findEngine();
    const PATH = [dirname(node), dirname(cli), process.env.PATH].join(delimiter);
    const env = { ...process.env, PATH, AVB_ENGINE: "path" };
    expect(await run(node, ["test.mjs"], folder, env)).toBe(`v${major} IRPending 1\n`);
  });
});
