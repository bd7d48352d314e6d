/** @jest-environment ./test/support/engineEnvironment.js */
// The library in YAML: it runs as a component plugin. yaml.long.test.ts has refused changes and destroy.
import { rmSync } from "node:fs";
import type { Outcome } from "../../simulator/engine";
import { errorsOf, stackOf, succeeded } from "../support/engine";
import { warningsOf } from "../support/replacedVm";
import { vmId } from "./everyComponent";
import { packedLibrary } from "./packed";
import { backupInYaml, countsInAzure, furnishedAzure, type YamlStack, yamlStack } from "./yaml";

/** The first run builds the YAML language host. */
jest.setTimeout(20 * 60_000);

let root: string;
let stack: YamlStack;

beforeAll(async () => {
  const packed = await packedLibrary();
  root = packed.root;
  stack = await yamlStack(packed.library, await furnishedAzure());
});
afterAll(() => {
  stack?.remove();
  rmSync(root, { recursive: true, force: true });
});

it("a YAML program protects VMs, and a second up changes nothing", async () => {
  stack.write(backupInYaml());
  const up = await stack.up();
  expect([errorsOf(up), up.changes]).toEqual(["", { create: 8 }]);
  expect(countsInAzure(stack)).toEqual([1, 2]);
  expect((await stack.up()).changes).toEqual({ same: 8 });
});

it("a preview reports what it means to remove a VM from vms", async () => {
  stack.write(backupInYaml({ protected: { vms: { web: { vmId: vmId("web") } } } }));
  const { log } = await stack.preview();
  expect(log).toContain("vms.database is removed from the map: the VM stays protected in Azure");
});

it("a TypeScript and a YAML program on one security group know each other's rules in Azure, and a collision is advised", async () => {
  const typescript = await stackOf("neighbours", {
    azureDir: stack.azureDir,
    config: { rules: [{ name: "one" }] },
  });
  succeeded(await typescript.up());
  const inLocked = { resourceGroupName: "bank", networkSecurityGroupName: "locked", region: "westeurope" };
  const rule = (args: object) => ({ type: "BackupNsgRule", properties: { ...inLocked, ...args } });
  const prioritiesOf = ({ steps }: Outcome) => steps.flatMap(({ inputs }) => inputs?.priority ?? []);
  stack.write({ ...backupInYaml(), mine: rule({ priority: 100 }) });
  expect(errorsOf(await stack.preview())).toContain("already in use: one (100)");
  stack.write({ ...backupInYaml(), mine: rule({}) });
  expect(prioritiesOf(succeeded(await stack.preview()))).toEqual([101]);
  const conflict = { status: 400, code: "SecurityRuleConflict" };
  stack.writeFaults([{ operation: "create", resource: "mine", times: 1, ...conflict }]);
  const collided = await stack.up();
  expect(errorsOf(collided)).toContain("SecurityRuleConflict");
  expect(warningsOf(collided)).toContain(
    "mine: another rule of the network security group has priority 101.",
  );
  expect(prioritiesOf(succeeded(await stack.up()))).toEqual([101]);
  typescript.setConfig({ rules: [{ name: "one" }, { name: "two" }] });
  expect(prioritiesOf(succeeded(await typescript.up()))).toEqual([100, 102]);
  typescript.remove();
});
