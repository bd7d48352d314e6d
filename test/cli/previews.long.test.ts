/** @jest-environment ./test/support/engineEnvironment.js */
// The generated programs in their other forms, previewed as they are written. generate.long.test.ts deploys one in TypeScript.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine/cache";
import { serveArm } from "../../simulator/rest/server";
import { provideYamlHost } from "../package/languageTools";
import { runCli } from "../support/cli";
import { loadEngine, succeeded, withoutTypeCheck } from "../support/engine";
import { makeEstate } from "../support/estate";
import { installInto } from "../support/install";

/** The first run builds the YAML language host. */
jest.setTimeout(20 * 60_000);

const folder = mkdtempSync(join(tmpdir(), "previews-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Generates a project from an estate, and previews it. Returns the files of the project, and how many VMs it protects. */
async function preview(name: string, vms: number, language: string, prepare: (project: string) => void) {
  const azureDir = join(folder, `${name}-azure`);
  const project = join(folder, name);
  makeEstate({ folder: azureDir, vms, regions: ["westeurope", "northeurope"] });
  const arm = await serveArm({ folder: azureDir });
  const { code, stdout, stderr } = await runCli(
    ["generate", "--output", project, "--name", "bank", "--language", language],
    { env: arm.env },
  );
  await arm.stop();
  expect([code, stderr]).toEqual([0, ""]);
  const files = readdirSync(project);
  prepare(project);
  const stack = await loadEngine().createStack({ projectDir: project, azureDir });
  const { steps } = succeeded(await stack.preview({ env: withoutTypeCheck }));
  stack.remove();
  const items = steps.filter(({ op, type }) => op === "create" && type.endsWith(":ProtectedItem"));
  expect(stdout).toContain(`${project}: ${items.length} VMs`);
  return { files, items: items.length };
}

it("a program in YAML protects every VM that is ready", async () => {
  await provideYamlHost();
  const { items } = await preview("yaml", 20, "yaml", (project) => {
    // As `pulumi package add` writes it.
    const file = join(project, "Pulumi.yaml");
    const packages = `packages: ${JSON.stringify({ "azure-vm-backup": repositoryDir })}\n`;
    writeFileSync(file, `${readFileSync(file, "utf8")}${packages}`);
  });
  expect(items).toBeGreaterThan(5);
});

it("a program that is divided by region protects every VM of all its files", async () => {
  const { files, items } = await preview("divided", 200, "typescript", installInto);
  expect(files).toEqual(expect.arrayContaining(["index.ts", "northeurope.ts", "westeurope.ts"]));
  expect(items).toBeGreaterThan(100);
});
