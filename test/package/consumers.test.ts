// The packed library as its consumers compile it: in Pulumi's own templates, under old and new compilers.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine";
import { type Consumers, consumersOf } from "./consumer";
import { run } from "./packed";

/** The first run installs the library's dependencies. */
jest.setTimeout(10 * 60_000);

let consumers: Consumers;
beforeAll(async () => {
  consumers = await consumersOf();
});
afterAll(() => consumers?.remove());

const compilers = {
  "5": "typescript/bin/tsc",
  "7": "typescript7/bin/tsc",
};
const compile = (folder: string, compiler: string) =>
  run(process.execPath, [join(repositoryDir, "node_modules", compiler), "-p", folder], folder);

/** The compiler that Pulumi brings along for programs which have none: of 2020, as a library alone. */
const pulumisOwn = `
  const ts = require(${JSON.stringify(join(repositoryDir, "node_modules/@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js"))});
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  // Types of others that are newer than this compiler are not ours to mend.
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

it("a policy pack of Pulumi's template compiles with TypeScript 5 and with the one that Pulumi brings along", async () => {
  const folder = consumers.folder("policy", { "index.ts": policyProgram, "tsconfig.json": policyTemplate });
  const [, old] = await Promise.all([
    compile(folder, compilers["5"]),
    run(process.execPath, ["-e", pulumisOwn], folder),
  ]);
  expect(old).toBe("3.8.3 ");
});

const program = `import { BackupVault, presets, ProtectedVms, VmBackupPolicy } from "azure-vm-backup";
import { vaultRules } from "azure-vm-backup/rules";

const vault = new BackupVault("bank-vault", { resourceGroupName: "bank" });
const policy = new VmBackupPolicy("nightly", { resourceGroupName: vault.resourceGroupName, vaultName: vault.vaultName, ...presets.dailyForAMonth });
const web = { vmName: "web", resourceGroupName: "bank" };
const vms = { web: { ...web, vmId: "/subscriptions/s/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/web" } };
new ProtectedVms("bank", { resourceGroupName: vault.resourceGroupName, vaultName: vault.vaultName, policyId: policy.policyId, vms });
export const rules: number = vaultRules.length;
`;

/** Compiler options of Pulumi's templates of a program, then and now. */
const programTemplates = {
  nodenext: { target: "es2020", module: "nodenext", moduleResolution: "nodenext" },
  bundler: { target: "es2022", module: "esnext", moduleResolution: "bundler" },
};

const own = { strict: true, noEmit: true, types: ["node"], noUncheckedIndexedAccess: true };

it.each([
  ["nodenext", "5"],
  ["nodenext", "7"],
  ["bundler", "5"],
] as const)(
  "a program with module resolution %s compiles with TypeScript %s",
  async (resolution, version) => {
    const compilerOptions = { ...programTemplates[resolution], ...own, skipLibCheck: true };
    const folder = consumers.folder(`program-${resolution}-${version}`, {
      "index.ts": program,
      "package.json": { name: "consumer", private: true },
      "tsconfig.json": { compilerOptions, files: ["index.ts"] },
    });
    await compile(folder, compilers[version]);
  },
);

it("without skipLibCheck nothing is found in the library's own declarations", async () => {
  const entries = ["", "/rules", "/policies", "/testing"];
  const folder = consumers.folder("declarations", {
    "index.ts": entries.map((entry, i) => `export * as m${i} from "azure-vm-backup${entry}";`).join("\n"),
    "package.json": { name: "consumer", private: true },
    "tsconfig.json": { compilerOptions: { ...programTemplates.nodenext, ...own }, files: ["index.ts"] },
  });
  const found = await run(process.execPath, ["-e", ownDeclarations], folder);
  const [files, ...faults] = found.trim().split("\n");
  expect(Number(files)).toBeGreaterThan(20);
  expect(faults).toEqual([]);
});

/** How many declarations of the library a program reads, and what the compiler finds in them. */
const ownDeclarations = `
  const ts = require(${JSON.stringify(join(repositoryDir, "node_modules/typescript"))});
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const program = ts.createProgram(fileNames, options);
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.includes("node_modules/azure-vm-backup/"));
  const found = own.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  const host = { getCurrentDirectory: () => process.cwd(), getCanonicalFileName: (name) => name, getNewLine: () => "\\n" };
  process.stdout.write(own.length + "\\n" + ts.formatDiagnostics(found, host));`;

it("a policy pack without @pulumi/policy says in one line what it needs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "avb-without-"));
  cpSync(consumers.library, folder, { recursive: true });
  const started = run(process.execPath, ["policies/main.js"], folder);
  await expect(started).rejects.toThrow(
    "needs @pulumi/policy beside it: npm install @pulumi/policy @pulumi/pulumi",
  );
  rmSync(folder, { recursive: true });
});

/** What a module of ESM alone says, which jest cannot load. */
const said = async (script: string) =>
  JSON.parse(await run(process.execPath, ["--input-type=module", "-e", script], repositoryDir)) as unknown;

it("publint finds nothing", async () => {
  const found = await said(`
    import { publint } from "publint";
    const { messages } = await publint({ pkgDir: ${JSON.stringify(consumers.library)}, pack: false });
    console.log(JSON.stringify(messages.filter(({ type }) => type !== "suggestion")));`);
  expect(found).toEqual([]);
});

it("are the types wrong? no", async () => {
  const found = await said(`
    import { readFileSync } from "node:fs";
    import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
    const data = new Uint8Array(readFileSync(${JSON.stringify(consumers.archive)}));
    const { types, problems = [] } = await checkPackage(createPackageFromTarballData(data));
    console.log(JSON.stringify(types === false ? "no types" : problems.map(({ kind, ...more }) => [kind, more.entrypoint ?? ""])));`);
  expect(found).toEqual([]);
});
