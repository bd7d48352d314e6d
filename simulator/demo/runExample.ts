/** Deploys one of `examples/` to simulated Azure, from a copy of its folder: users copy the examples too. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStack, type Outcome, repositoryDir, type Stack, type StackOptions } from "../engine";
import { readText } from "../engine/cache";
import { type ExistingVm, simulateAzure } from "../testing";
import { exampleConfig } from "./exampleConfig";

const folderOf = (name: string): string => join(repositoryDir, "examples", name);

export const exampleNames = (): string[] =>
  readdirSync(folderOf(""), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .map(({ name }) => name);

/** VMs that exist before an example runs. */
const existingVms: Readonly<Record<string, Record<string, ExistingVm>>> = {
  discovery: {
    ledger: { properties: { tags: { backup: "hourly" } } },
    branch: { location: "northeurope" },
    "test-1": {},
  },
};

/** Writes what `pulumi package add ./node_modules/azure-vm-backup` writes: a YAML host that was built with Go cannot. */
export const addPackage = (projectDir: string): void =>
  appendFileSync(
    join(projectDir, "Pulumi.yaml"),
    "packages: { azure-vm-backup: ./node_modules/azure-vm-backup }\n",
  );

/**
 * Runs `pulumi up` of an example with the policy pack, and deletes the copy. An example that is a policy pack itself runs with the
 * example `regions`. `args`: flags of the CLI. `create` makes the stack.
 */
export async function runExample(
  name: string,
  args: string[] = [],
  create: (options: StackOptions) => Promise<Stack> = createStack,
): Promise<Outcome> {
  const isPack = existsSync(join(folderOf(name), "PulumiPolicy.yaml"));
  const root = mkdtempSync(join(tmpdir(), "avb-example-"));
  const copyExample = (example: string) => {
    const copy = join(root, example);
    cpSync(folderOf(example), copy, { recursive: true });
    if (!existsSync(join(copy, "node_modules")))
      symlinkSync(join(repositoryDir, "node_modules"), join(copy, "node_modules"), "junction");
    if (readText(join(copy, "Pulumi.yaml"))?.includes("runtime: yaml")) addPackage(copy);
    return copy;
  };
  const azureDir = join(root, "azure");
  const azure = await simulateAzure({ vms: existingVms[name] ?? {}, state: azureDir });
  const projectDir = copyExample(isPack ? "regions" : name);
  const stack = await create({ projectDir, azureDir, config: exampleConfig });
  const pack = isPack ? copyExample(name) : join(repositoryDir, "policies");
  const configFile = join(pack, "policy-config.json");
  try {
    return await stack.up({
      policyPacks: [pack],
      args,
      ...(isPack && { policyConfig: JSON.parse(readFileSync(configFile, "utf8")) }),
      // `npm run check` checks the types.
      env: { ...azure.env, PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
    });
  } finally {
    stack.remove();
    await azure.stop();
    rmSync(root, { recursive: true, force: true });
  }
}
