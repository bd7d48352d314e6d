import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { config } from "../docs/config";
import { vm } from "../simulator/azure/bodies";
import { startAzure } from "../simulator/azure/harness";
import { errorsOf } from "../support/engine";
import type { Entry } from "./everyComponent";
import { packedLibrary } from "./packed";
import { pagePrograms } from "./pagePrograms";
import { type YamlStack, yamlStack } from "./yaml";

/** The first run builds the YAML language host. */
jest.setTimeout(20 * 60_000);

let root: string;
let stack: YamlStack;

beforeAll(async () => {
  const packed = await packedLibrary();
  root = packed.root;
  stack = await yamlStack(packed.library, await azureOfThePages());
});
afterAll(() => {
  stack?.remove();
  rmSync(root, { recursive: true, force: true });
});

/** A simulated Azure with the resources that the pages' programs refer to. */
async function azureOfThePages(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "avb-azure-"));
  const azure = await startAzure({ folder });
  for (const resourceGroupName of ["backup", "security", "bank", "hub"])
    await azure.create("resources:ResourceGroup", { resourceGroupName, location: "westeurope" });
  for (const [name, location] of [
    ["ledger", "westeurope"],
    ["shop", "westeurope"],
    ["branch", "northeurope"],
  ] as const)
    await azure.create("compute:VirtualMachine", { ...vm(name), resourceGroupName: "bank", location });
  for (const networkSecurityGroupName of ["lockdown", "proxy"])
    await azure.create("network:NetworkSecurityGroup", {
      ...{ resourceGroupName: "bank", location: "westeurope", networkSecurityGroupName },
    });
  await azure.create("network:FirewallPolicy", {
    ...{ resourceGroupName: "hub", location: "westeurope", firewallPolicyName: "hub-policy" },
  });
  await azure.stop();
  return folder;
}

/** All pages' programs as one. Each name gets its page's number, since Azure limits the length of some. */
function together(): Record<string, Entry> {
  const entries = pagePrograms.flatMap(({ yaml: { resources } }, i) => {
    const text = JSON.stringify(resources).replace(/\$\{(\w+)\./g, `\${$1${i}.`);
    return Object.entries(JSON.parse(text) as Record<string, Entry>).map(([name, { type, ...entry }]) => [
      `${name}${i}`,
      { type: type.replace("azure-vm-backup:", ""), ...entry },
    ]);
  });
  return Object.fromEntries(entries);
}

it("simulated Azure accepts the pages' YAML, and a second up changes nothing", async () => {
  stack.write(together(), config);
  const up = await stack.up();
  expect([errorsOf(up), up.ok]).toEqual(["", true]);
  const again = await stack.up();
  expect(Object.keys(again.changes)).toEqual(["same"]);
});
