/** One of `examples/` against simulated Azure, from a copy of its folder: as somebody has it who copied it out. */
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

/** VMs that are there before an example runs. */
const existing: Readonly<Record<string, Record<string, ExistingVm>>> = {
  discovery: {
    ledger: { properties: { tags: { backup: "hourly" } } },
    branch: { location: "northeurope" },
    "test-1": {},
  },
};

/** What `pulumi package add ./node_modules/azure-vm-backup` writes, which a YAML host that was built with Go cannot. */
export const addPackage = (projectDir: string): void =>
  appendFileSync(
    join(projectDir, "Pulumi.yaml"),
    "packages: { azure-vm-backup: ./node_modules/azure-vm-backup }\n",
  );

/** `pulumi up` of an example under the policy pack; a pack's example judges `regions`. It leaves nothing behind. */
export async function runExample(
  name: string,
  args: string[] = [],
  create: (options: StackOptions) => Promise<Stack> = createStack,
): Promise<Outcome> {
  const isPack = existsSync(join(folderOf(name), "PulumiPolicy.yaml"));
  const root = mkdtempSync(join(tmpdir(), "avb-example-"));
  const copied = (example: string) => {
    const copy = join(root, example);
    cpSync(folderOf(example), copy, { recursive: true });
    if (!existsSync(join(copy, "node_modules")))
      symlinkSync(join(repositoryDir, "node_modules"), join(copy, "node_modules"), "junction");
    if (readText(join(copy, "Pulumi.yaml"))?.includes("runtime: yaml")) addPackage(copy);
    return copy;
  };
  const azureDir = join(root, "azure");
  const azure = await simulateAzure({ vms: existing[name] ?? {}, state: azureDir });
  const projectDir = copied(isPack ? "regions" : name);
  const stack = await create({ projectDir, azureDir, config: exampleConfig });
  const pack = isPack ? copied(name) : join(repositoryDir, "policies");
  const configFile = join(pack, "policy-config.json");
  try {
    return await stack.up({
      policyPacks: [pack],
      args,
      ...(isPack && { policyConfig: JSON.parse(readFileSync(configFile, "utf8")) }),
      // `npm run check` has checked the types.
      env: { ...azure.env, PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
    });
  } finally {
    stack.remove();
    await azure.stop();
    rmSync(root, { recursive: true, force: true });
  }
}
