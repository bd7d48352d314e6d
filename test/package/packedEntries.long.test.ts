// The entries of the packed library: they load, compile and are described. consumers.long.test.ts has programs of its consumers.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine";
import { compile, program, programTemplates, runModule, strictOptions } from "./compile";
import { type Consumers, consumersOf } from "./consumer";
import { expectToLoad, loaders } from "./newcomer";
import { run } from "./packed";

/** The first run installs the library's dependencies. */
jest.setTimeout(10 * 60_000);

let consumers: Consumers;
beforeAll(async () => {
  consumers = await consumersOf();
});
afterAll(() => consumers?.remove());

it("this Node.js loads each entry by CommonJS and ESM, and runs the command", () =>
  expectToLoad(process.execPath, consumers.folder("loaders", loaders), consumers.library));

it("a program compiles with TypeScript 7", async () => {
  const compilerOptions = { ...programTemplates.nodenext, ...strictOptions, skipLibCheck: true };
  const folder = consumers.folder("program", {
    "index.ts": program,
    "package.json": { name: "consumer", private: true },
    "tsconfig.json": { compilerOptions, files: ["index.ts"] },
  });
  await compile(folder, "7");
});

it("the library's own declarations have no error without skipLibCheck", async () => {
  const entries = ["", "/rules", "/policies", "/testing"];
  const folder = consumers.folder("declarations", {
    "index.ts": entries.map((entry, i) => `export * as m${i} from "azure-vm-backup${entry}";`).join("\n"),
    "package.json": { name: "consumer", private: true },
    "tsconfig.json": {
      compilerOptions: { ...programTemplates.nodenext, ...strictOptions },
      files: ["index.ts"],
    },
  });
  const found = await run(process.execPath, ["-e", ownDeclarations], folder);
  const [files, ...errors] = found.trim().split("\n");
  expect(Number(files)).toBeGreaterThan(20);
  expect(errors).toEqual([]);
});

/** Prints how many declarations of the library a program reads, and the compiler's errors in them. */
const ownDeclarations = `
  const ts = require(${JSON.stringify(join(repositoryDir, "node_modules/typescript"))});
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const program = ts.createProgram(fileNames, options);
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.includes("node_modules/azure-vm-backup/"));
  const found = own.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  const host = { getCurrentDirectory: () => process.cwd(), getCanonicalFileName: (name) => name, getNewLine: () => "\\n" };
  process.stdout.write(own.length + "\\n" + ts.formatDiagnostics(found, host));`;

it("a policy pack without @pulumi/policy prints in one line which packages to install", async () => {
  const folder = mkdtempSync(join(tmpdir(), "avb-without-"));
  cpSync(consumers.library, folder, { recursive: true });
  const started = run(process.execPath, ["policies/main.js"], folder);
  await expect(started).rejects.toThrow(
    "needs @pulumi/policy beside it: npm install @pulumi/policy @pulumi/pulumi",
  );
  rmSync(folder, { recursive: true });
});

it("publint finds nothing", async () => {
  const found = await runModule(`
    import { publint } from "publint";
    const { messages } = await publint({ pkgDir: ${JSON.stringify(consumers.library)}, pack: false });
    console.log(JSON.stringify(messages.filter(({ type }) => type !== "suggestion")));`);
  expect(found).toEqual([]);
});
