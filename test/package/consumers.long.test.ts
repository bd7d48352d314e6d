// README's program on the packed library, and the library as its consumers compile it: in Pulumi's own templates, with old and new compilers.
import { join } from "node:path";
import { type Outcome, repositoryDir } from "../../simulator/engine";
import { compile, program, programTemplates, runModule, strictOptions } from "./compile";
import { type Consumers, consumersOf } from "./consumer";
import { countOf, previewOf } from "./newcomer";
import { run } from "./packed";
import { firstProgram } from "./readme";

/** The first run installs the library's dependencies. */
jest.setTimeout(10 * 60_000);

let consumers: Consumers;
beforeAll(async () => {
  consumers = await consumersOf();
});
afterAll(() => consumers?.remove());

const warningsOf = ({ diagnostics }: Outcome) =>
  diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message);

it("README's program passes its first preview, with the policy pack", async () => {
  const folder = consumers.folder("newcomer", {
    "package.json": { dependencies: { "azure-vm-backup": "file:" } },
    "Pulumi.yaml": "name: newcomer\nruntime: nodejs\n",
    "index.ts": firstProgram(),
  });
  const outcome = await previewOf(folder);
  expect([countOf(outcome, "BackupVault"), countOf(outcome, "ProtectedVms")]).toEqual([1, 1]);
  // The one warning allowed is about a time zone that changes its clocks.
  expect(warningsOf(outcome).filter((message) => !message.includes("daylight saving"))).toEqual([]);
});

/** Runs the compiler that Pulumi uses for programs without one: a version of 2020, which has no command. */
const pulumisOwn = `
  const ts = require(${JSON.stringify(join(repositoryDir, "node_modules/@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js"))});
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  // Declarations of other packages may be too new for this compiler.
  const isOurs = ({ file }) => file === undefined || file.fileName.includes("node_modules/azure-vm-backup/") || fileNames.includes(file.fileName);
  const found = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options)).filter(isOurs);
  const host = { getCurrentDirectory: () => process.cwd(), getCanonicalFileName: (name) => name, getNewLine: () => "\\n" };
  process.stdout.write(ts.version + " " + ts.formatDiagnostics(found, host));`;

const policyProgram = `import { PolicyPack } from "@pulumi/policy";
import { backupPolicies, BackupPoliciesOptions } from "azure-vm-backup/policies";

const options: BackupPoliciesOptions = { "vm-is-protected": "mandatory", "backup-policy-minimum-retention": { minDays: 30 } };
new PolicyPack("org", { policies: backupPolicies(options) });
`;

/** Compiler options of Pulumi's template of a policy pack in TypeScript. */
const policyTemplate = {
  compilerOptions: {
    ...{
      outDir: "bin",
      target: "es2016",
      module: "commonjs",
      moduleResolution: "node",
      sourceMap: true,
      strict: true,
    },
    ...{
      experimentalDecorators: true,
      noFallthroughCasesInSwitch: true,
      noImplicitReturns: true,
      forceConsistentCasingInFileNames: true,
    },
    ...{ types: [], skipLibCheck: true, noEmit: true },
  },
  files: ["index.ts"],
};

it("a policy pack of Pulumi's template compiles with TypeScript 5 and with the version that Pulumi ships", async () => {
  const folder = consumers.folder("policy", { "index.ts": policyProgram, "tsconfig.json": policyTemplate });
  const [, old] = await Promise.all([
    compile(folder, "5"),
    run(process.execPath, ["-e", pulumisOwn], folder),
  ]);
  expect(old).toBe("3.8.3 ");
});

it.each([
  ["nodenext", "5"],
  ["bundler", "5"],
] as const)(
  "a program with module resolution %s compiles with TypeScript %s",
  async (resolution, version) => {
    const compilerOptions = { ...programTemplates[resolution], ...strictOptions, skipLibCheck: true };
    const folder = consumers.folder(`program-${resolution}-${version}`, {
      "index.ts": program,
      "package.json": { name: "consumer", private: true },
      "tsconfig.json": { compilerOptions, files: ["index.ts"] },
    });
    await compile(folder, version);
  },
);

it("are-the-types-wrong finds nothing", async () => {
  const found = await runModule(`
    import { readFileSync } from "node:fs";
    import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
    const data = new Uint8Array(readFileSync(${JSON.stringify(consumers.archive)}));
    const { types, problems = [] } = await checkPackage(createPackageFromTarballData(data));
    console.log(JSON.stringify(types === false ? "no types" : problems.map(({ kind, ...more }) => [kind, more.entrypoint ?? ""])));`);
  expect(found).toEqual([]);
});
