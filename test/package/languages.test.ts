import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { repositoryDir, runCli } from "../../simulator/engine";
import { goEnv } from "../../simulator/engine/build";
import * as library from "../../src";
import { config } from "../docs/surroundings";
import { csharpGenerator, goModule, pythonFor, sdkGenerator } from "./languageTools";
import { packedLibrary, run } from "./packed";
import { outputsByType, pagePrograms, registeredBy } from "./pagePrograms";

/** The first run builds the generator, compiles Pulumi's Go SDK and installs its Python SDK. */
jest.setTimeout(20 * 60_000);

interface Schema {
  resources: Record<string, object>;
  types: Record<string, object>;
  dependencies?: object[];
}

/** What every language's program registers. */
const registered = {
  vault: {
    type: "azure-vm-backup:index:BackupVault",
    inputs: {
      resourceGroupName: "bank",
      vaultName: "bank-vault",
      storageRedundancy: "GeoRedundant",
      crossRegionRestore: true,
      softDelete: { retentionDays: 30 },
      onDestroy: "Retain",
      tags: { costCenter: "4711" },
    },
  },
  nightly: {
    type: "azure-vm-backup:index:VmBackupPolicy",
    inputs: {
      resourceGroupName: "bank",
      vaultName: "bank-vault",
      schedule: { weekly: { time: "22:30", days: ["Sunday"] } },
      retention: { weekly: { weeks: 12 } },
    },
  },
  protected: {
    type: "azure-vm-backup:index:ProtectedVms",
    inputs: {
      resourceGroupName: "bank",
      vaultName: "bank-vault",
      policyId: "id of nightly",
      vms: { "web-1": { vmId: "id of web", vmName: "web", resourceGroupName: "bank" } },
    },
  },
};

const program = (language: string) => join(repositoryDir, "test/package/programs", `backup.${language}`);
let root: string;
let schema: Schema;
const sdk = (language: string) => join(root, "sdks", language);

beforeAll(async () => {
  const packed = await packedLibrary();
  root = packed.root;
  const { stdout, output, exitCode } = await runCli(["package", "get-schema", packed.library], root);
  if (exitCode !== 0) throw new Error(output);
  schema = JSON.parse(stdout);
  writeFileSync(join(root, "schema.json"), stdout);
  await run(await sdkGenerator(), ["schema.json", "sdks"], root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it("the packed library's schema has every component and needs no other package", () => {
  const components = Object.entries(library).filter(
    ([, value]) => typeof value === "function" && value.prototype instanceof pulumi.ComponentResource,
  );
  expect(Object.keys(schema.resources).sort()).toEqual(
    components.map(([name]) => `azure-vm-backup:index:${name}`).sort(),
  );
  expect(Object.keys(schema.types).filter((name) => name.endsWith("Args"))).toEqual([]);
  // With azure-native's own types in it, every Go program would compile azure-native's SDK.
  expect(schema.dependencies ?? []).toEqual([]);
});

/** How each language's SDK declares a component and an enumeration. */
const declared: Readonly<Record<string, (name: string) => { component: string; enumeration: string }>> = {
  go: (name) => ({ component: `type ${name} struct {`, enumeration: `type ${name} string` }),
  nodejs: (name) => ({
    component: `export class ${name} extends pulumi.ComponentResource`,
    enumeration: `export const ${name} = {`,
  }),
  python: (name) => ({
    component: `class ${name}(pulumi.ComponentResource):`,
    enumeration: `class ${name}(_builtins.str, Enum):`,
  }),
  // Generated, not compiled: there is no .NET on the machines that run these tests.
  csharp: (name) => ({
    component: `public partial class ${name} : global::Pulumi.ComponentResource`,
    enumeration: `public readonly struct ${name} : IEquatable<${name}>`,
  }),
};

it.each(Object.entries(declared))(
  "%s: the SDK has every component and every enumeration",
  async (language, as) => {
    if (language === "csharp") await run(await csharpGenerator(), ["schema.json", "sdks/csharp"], root);
    const code = readdirSync(sdk(language), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(go|ts|py|cs)$/.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
      .join("\n");
    const named = (entries: Record<string, object>) =>
      Object.keys(entries).map((token) => token.split(":")[2] ?? "");
    const enumerations = Object.entries(schema.types).filter(([, type]) => "enum" in type);
    const expected = [
      ...named(schema.resources).map((name) => as(name).component),
      ...named(Object.fromEntries(enumerations)).map((name) => as(name).enumeration),
    ];
    expect(expected.length).toBeGreaterThan(25);
    expect(expected.filter((line) => !code.includes(line))).toEqual([]);
  },
);

it("Go: the SDK compiles, and a program on it registers what it should", async () => {
  const { goMod, goSum } = goModule();
  writeFileSync(join(sdk("go"), "go.mod"), goMod("example.com/pulumi-azure-vm-backup/sdk/go"));
  writeFileSync(join(sdk("go"), "go.sum"), goSum);
  cpSync(program("go"), join(sdk("go"), "program/main.go"));
  await run("go", ["build", "./..."], sdk("go"), goEnv());
  expect(JSON.parse(await run("go", ["run", "./program"], sdk("go"), goEnv()))).toEqual(registered);
});

it("Go: the components' pages compile", async () => {
  for (const { name, code } of pagePrograms) {
    const folder = join(sdk("go"), "pages", name.toLowerCase());
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "main.go"), code("go"));
  }
  // It compiles what it lists, and links nothing: `go build` would link each.
  await run("go", ["list", "-export", "./pages/..."], sdk("go"), goEnv());
});

it("Node.js: the SDK compiles, and a program on it is well typed and registers what it should", async () => {
  const folder = join(root, "nodejs");
  const own = join(folder, "node_modules/@pulumi/azure-vm-backup");
  cpSync(sdk("nodejs"), own, { recursive: true });
  for (const name of ["@pulumi/pulumi", "@types"]) {
    symlinkSync(join(repositoryDir, "node_modules", name), join(folder, "node_modules", name));
  }
  const tsc = join(repositoryDir, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, "--project", own], folder);
  cpSync(join(own, "package.json"), join(own, "bin/package.json"));
  cpSync(program("js"), join(folder, "backup.js"));
  const strict = "--strict --skipLibCheck --target es2022 --module nodenext --types node".split(" ");
  await run(process.execPath, [tsc, "--noEmit", "--allowJs", "--checkJs", ...strict, "backup.js"], folder);
  expect(JSON.parse(await run(process.execPath, ["backup.js"], folder))).toEqual(registered);
});

it("Python: the SDK compiles and installs, and a program on it and those of the pages register what they should", async () => {
  const python = await pythonFor(join(repositoryDir, "test/package/programs/requirements.txt"));
  await run(python, ["-m", "compileall", "-q", sdk("python")], root);
  const site = join(root, "site");
  const offline = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation"];
  await run(python, ["-m", "pip", "install", ...offline, "--target", site, sdk("python")], root);
  const env = { ...process.env, PYTHONPATH: site };
  expect(JSON.parse(await run(python, [program("py")], root, env))).toEqual(registered);

  const programs = Object.fromEntries(pagePrograms.map(({ name, code }) => [name, code("python")]));
  writeFileSync(join(root, "pages.json"), JSON.stringify({ config, outputs: outputsByType, programs }));
  const pages = join(repositoryDir, "test/package/programs/pages.py");
  expect(JSON.parse(await run(python, [pages, "pages.json"], root, env))).toEqual(
    Object.fromEntries(pagePrograms.map(({ name, yaml }) => [name, registeredBy(yaml, config)])),
  );
});
