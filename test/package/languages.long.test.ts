// The library in Go, TypeScript on the generated SDK, and C#; python.long.test.ts and java.long.test.ts have the others.
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { goModulePath } from "../../scripts/languages/go";
import { repositoryDir } from "../../simulator/engine";
import { goEnv } from "../../simulator/engine/build";
import { goModule, pulumiMetaschema } from "./languageTools";
import { run } from "./packed";
import { pagePrograms } from "./pagePrograms";
import { generateSdks, missingDeclarations, programIn, registered, type Sdks } from "./sdks";

/** The first run builds the generators and compiles Pulumi's Go SDK. */
jest.setTimeout(20 * 60_000);

let sdks: Sdks;
beforeAll(async () => {
  sdks = await generateSdks();
});
afterAll(() => sdks?.remove());

const declarations: Readonly<Record<string, Parameters<typeof missingDeclarations>[2]>> = {
  go: (name) => ({ component: `type ${name} struct {`, enumeration: `type ${name} string` }),
  nodejs: (name) => ({
    component: `export class ${name} extends pulumi.ComponentResource`,
    enumeration: `export const ${name} = {`,
  }),
  // Generated but not compiled: the machines that run these tests have no .NET.
  csharp: (name) => ({
    component: `public partial class ${name} : global::Pulumi.ComponentResource`,
    enumeration: `public readonly struct ${name} : IEquatable<${name}>`,
  }),
};

it("the package's schema satisfies Pulumi's schema of schemas", async () => {
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(
    await pulumiMetaschema(),
  );
  const own = JSON.parse(readFileSync(join(repositoryDir, "schema.json"), "utf8"));
  for (const schema of [own, sdks.schema]) {
    validate(schema);
    expect(validate.errors).toBeNull();
  }
  validate({ ...own, keywords: "backup" });
  expect(validate.errors).toEqual([expect.objectContaining({ instancePath: "/keywords" })]);
});

it.each(Object.entries(declarations))(
  "%s: the SDK has every component and every enumeration",
  (language, declare) => expect(missingDeclarations(sdks, language, declare)).toEqual([]),
);

it("Go: the SDK compiles, and a program on it registers what it should", async () => {
  const go = sdks.folder("go");
  const { goMod, goSum } = goModule();
  writeFileSync(join(go, "go.mod"), goMod(goModulePath));
  writeFileSync(join(go, "go.sum"), goSum);
  cpSync(programIn("go"), join(go, "program/main.go"));
  await run("go", ["build", "./..."], go, goEnv());
  expect(JSON.parse(await run("go", ["run", "./program"], go, goEnv()))).toEqual(registered);
});

it("Go: the components' pages compile", async () => {
  for (const { name, code } of pagePrograms) {
    const folder = join(sdks.folder("go"), "pages", name.toLowerCase());
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "main.go"), code("go"));
  }
  // `go list -export` compiles what it lists and links nothing, while `go build` links each program.
  await run("go", ["list", "-export", "./pages/..."], sdks.folder("go"), goEnv());
});

it("Node.js: the SDK compiles, and a program on it is well typed and registers what it should", async () => {
  const folder = join(sdks.root, "nodejs");
  const own = join(folder, "node_modules/@pulumi/azure-vm-backup");
  cpSync(sdks.folder("nodejs"), own, { recursive: true });
  for (const name of ["@pulumi/pulumi", "@types"]) {
    symlinkSync(join(repositoryDir, "node_modules", name), join(folder, "node_modules", name));
  }
  const tsc = join(repositoryDir, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, "--project", own], folder);
  cpSync(join(own, "package.json"), join(own, "bin/package.json"));
  cpSync(programIn("js"), join(folder, "backup.js"));
  const strict = "--strict --skipLibCheck --target es2022 --module nodenext --types node".split(" ");
  await run(process.execPath, [tsc, "--noEmit", "--allowJs", "--checkJs", ...strict, "backup.js"], folder);
  expect(JSON.parse(await run(process.execPath, ["backup.js"], folder))).toEqual(registered);
});
