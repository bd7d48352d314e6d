// The library in YAML: refused changes, and destroy. yamlBackup.long.test.ts has the first up.
import { rmSync } from "node:fs";
import { errorsOf } from "../support/engine";
import { packedLibrary } from "./packed";
import { backupInYaml, countsInAzure, furnishedAzure, type YamlStack, yamlStack } from "./yaml";

/** The first run builds the YAML language host. */
jest.setTimeout(20 * 60_000);

let root: string;
let stack: YamlStack;

beforeAll(async () => {
  const packed = await packedLibrary();
  root = packed.root;
  stack = await yamlStack(packed.library, await furnishedAzure(), { keepsPlugin: true });
  stack.write(backupInYaml());
  expect(errorsOf(await stack.up())).toBe("");
});
afterAll(() => {
  stack?.remove();
  rmSync(root, { recursive: true, force: true });
});

it("a preview refuses a change that Azure would refuse, and names the alternative", async () => {
  stack.write(backupInYaml({ nightly: { tier: "Standard" } }));
  const preview = await stack.preview();
  expect(errorsOf(preview)).toContain("Azure moves no VM from an Enhanced policy back");
});

it("destroy deletes nothing by default", async () => {
  stack.write(backupInYaml());
  expect(errorsOf(await stack.destroy({ args: ["--skip-preview=false"] }))).toContain("protect");
  expect(countsInAzure(stack)).toEqual([1, 2]);
});

it("with onDestroy: Delete, destroy deletes everything", async () => {
  stack.write(backupInYaml({ vault: { onDestroy: "Delete" }, protected: { onDestroy: "Delete" } }));
  expect(errorsOf(await stack.up())).toBe("");
  expect(errorsOf(await stack.destroy())).toBe("");
  expect(countsInAzure(stack)).toEqual([0, 0]);
});
