// The library in YAML: it runs as a component plugin. yaml.long.test.ts has refused changes and destroy.
import { rmSync } from "node:fs";
import { errorsOf } from "../support/engine";
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
