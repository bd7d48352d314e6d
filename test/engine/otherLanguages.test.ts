import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStack, type Stack } from "../../simulator/engine";
import { repositoryDir } from "../../simulator/engine/cache";
import { env, errorsOf, moves, vmId } from "../support/engine";

jest.setTimeout(180_000);

let projectDir: string;
let stack: Stack;
beforeAll(async () => {
  projectDir = mkdtempSync(join(tmpdir(), "avb-languages-"));
  const program = join(repositoryDir, "dist/test/engine/programs/otherLanguage.js");
  const project = [
    "name: other-language",
    "runtime: { name: nodejs, options: { typescript: false } }",
    `main: ${JSON.stringify(program)}`,
    `plugins: { providers: [{ name: azure-vm-backup, path: ${JSON.stringify(repositoryDir)} }] }`,
  ];
  writeFileSync(join(projectDir, "Pulumi.yaml"), project.join("\n"));
  stack = await createStack({ projectDir, config: { vmId: vmId("web") } });
});
afterAll(() => {
  stack.remove();
  rmSync(projectDir, { recursive: true });
});

it("a wrong argument is told with its path, as in TypeScript, and nothing behind it is made", async () => {
  stack.setConfig({ vault: { softDelete: { retentionDays: 7 } } });
  const preview = await stack.preview({ env });
  expect(preview.ok).toBe(false);
  expect(errorsOf(preview)).toMatch(/softDelete\.retentionDays[\s\S]*14 to 180 days/);
  expect(errorsOf(preview).match(/softDelete\.retentionDays/g)).toHaveLength(1);
  stack.setConfig({ vault: undefined });
});

it("a vault, a policy and an item are made as in TypeScript, and the vault is protected", async () => {
  const up = await stack.up({ env });
  expect([errorsOf(up), up.changes]).toEqual(["", { create: 8 }]);
  const { resources = [] } = await stack.exportState();
  const vault = resources.find(({ type }) => type === "azure-native:recoveryservices:Vault");
  expect(vault?.protect).toBe(true);
  const item = resources.find(({ type }) => type === "azure-native:recoveryservices:ProtectedItem");
  // The mark by which a stack's state tells a secret.
  const secret = expect.objectContaining({ "4dabf18193072939515e22adb298388d": expect.any(String) });
  expect(item?.inputs).toMatchObject({ properties: { sourceResourceId: secret } });
  expect(moves(await stack.up({ env }))).toEqual([]);
});

it("destroy stops at the vault, and Delete on both lets it go", async () => {
  const refused = await stack.destroy({ env, args: ["--skip-preview=false"] });
  expect(errorsOf(refused)).toContain("protect");
  stack.setConfig({ vault: { onDestroy: "Delete" } });
  expect(moves(await stack.up({ env }))).toContain("update bank-vault");
});
