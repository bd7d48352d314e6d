// The packed library as its consumers have it: in Pulumi's own templates, under old and new compilers, from CommonJS and from ESM.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { findEngine, repositoryDir } from "../../simulator/engine";
import { run } from "./packed";

jest.setTimeout(180_000);

let root: string;
let library: string;
let archive: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "consumers-"));
  const name = await run(
    "npm",
    ["pack", "--ignore-scripts", "--silent", "--pack-destination", root],
    repositoryDir,
  );
  archive = join(root, name.trim());
  await run("tar", ["xzf", archive], root);
  library = join(root, "package");
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const { dependencies: own, peerDependencies } = JSON.parse(
  readFileSync(join(repositoryDir, "package.json"), "utf8"),
) as Record<"dependencies" | "peerDependencies", Record<string, string>>;
const dependencies = Object.keys(own);

/** A consumer's folder with the packed library installed beside what it says that it needs. */
function consumer(name: string, files: Readonly<Record<string, string | object>>): string {
  const folder = join(root, name);
  const modules = join(folder, "node_modules");
  mkdirSync(modules, { recursive: true });
  cpSync(library, join(modules, "azure-vm-backup"), { recursive: true });
  for (const name of ["@pulumi", "@types", ...dependencies]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(repositoryDir, "node_modules", name), join(modules, name));
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), typeof text === "string" ? text : JSON.stringify(text));
  }
  return folder;
}

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
  const isOurs = ({ file }) => file === undefined || file.fileName.includes("azure-vm-backup") || fileNames.includes(file.fileName);
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
  const folder = consumer("policy", { "index.ts": policyProgram, "tsconfig.json": policyTemplate });
  await compile(folder, compilers["5"]);
  expect(await run(process.execPath, ["-e", pulumisOwn], folder)).toBe("3.8.3 ");
});

const program = `import * as resources from "@pulumi/azure-native/resources";
import { BackupVault, presets, ProtectedVms, VmBackupPolicy } from "azure-vm-backup";
import { vaultRules } from "azure-vm-backup/rules";

const group = new resources.ResourceGroup("bank");
const vault = new BackupVault("bank-vault", { resourceGroupName: group.name });
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

it.each([
  ["nodenext", "5"],
  ["nodenext", "7"],
  ["bundler", "5"],
] as const)(
  "a program with module resolution %s compiles with TypeScript %s, without a doubt about our own types",
  async (resolution, version) => {
    const own = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ["node"],
      noUncheckedIndexedAccess: true,
    };
    const folder = consumer(`program-${resolution}-${version}`, {
      "index.ts": program,
      "package.json": { name: "consumer", private: true },
      "tsconfig.json": { compilerOptions: { ...programTemplates[resolution], ...own }, files: ["index.ts"] },
    });
    await compile(folder, compilers[version]);
  },
);

it("CommonJS and ESM load it, each entry", async () => {
  const names = [
    "azure-vm-backup",
    "azure-vm-backup/rules",
    "azure-vm-backup/policies",
    "azure-vm-backup/testing",
  ];
  const folder = consumer("load", {
    "package.json": { name: "consumer", private: true },
    "load.cjs": names
      .map((name) => `console.log(Object.keys(require(${JSON.stringify(name)})).length > 0);`)
      .join("\n"),
    "load.mjs": names
      .map(
        (name, i) =>
          `import * as m${i} from ${JSON.stringify(name)};\nconsole.log(Object.keys(m${i}).length > 0);`,
      )
      .join("\n"),
  });
  for (const file of ["load.cjs", "load.mjs"])
    expect(await run(process.execPath, [file], folder)).toBe("true\n".repeat(names.length));
});

it("requires nothing that it does not depend on: a strict installer, such as pnpm's, has nothing else there", () => {
  const known = [...dependencies, ...Object.keys(peerDependencies)];
  const files = readdirSync(library, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".js"),
  );
  const required = files.flatMap((file) =>
    [...readFileSync(join(library, file), "utf8").matchAll(/\brequire\("([^".][^"]*)"\)/g)].map(
      ([, name = ""]) => name,
    ),
  );
  expect(required.length).toBeGreaterThan(100);
  const packages = required.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
  expect([...new Set(packages)].filter((name) => !isBuiltin(name) && !known.includes(name))).toEqual([]);
});

it("the command runs from the package", async () => {
  const folder = consumer("command", { "package.json": { name: "consumer", private: true } });
  const help = await run(
    process.execPath,
    [join(folder, "node_modules/azure-vm-backup/dist/cli/index.js"), "--help"],
    folder,
  );
  expect(help).toContain("backup-now");
});

it("a test of a user's own runs simulated Azure from the package, with the CLI on the PATH", async () => {
  const { cli } = await findEngine();
  const folder = consumer("testing", {
    "package.json": { name: "consumer", private: true },
    "infrastructure/Pulumi.yaml":
      "name: mine\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
    "infrastructure/index.js": `
      const { BackupVault, ProtectedVms, VmBackupPolicy, presets } = require("azure-vm-backup");
      const vault = new BackupVault("safe", { resourceGroupName: "simulated", location: "westeurope" });
      const inVault = { resourceGroupName: vault.resourceGroupName, vaultName: vault.vaultName };
      const policy = new VmBackupPolicy("nightly", { ...inVault, ...presets.dailyForAMonth });
      const ledger = { vmName: "ledger", resourceGroupName: "simulated" };
      const vmId = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/simulated/providers/Microsoft.Compute/virtualMachines/ledger";
      new ProtectedVms("bank", { ...inVault, policyId: policy.policyId, vms: { ledger: { ...ledger, vmId } } });`,
    "test.mjs": `
      import { simulateAzure } from "azure-vm-backup/testing";
      const azure = await simulateAzure({ vms: { ledger: {}, agent: {} } });
      const stack = await azure.stack({ dir: "infrastructure" });
      (await stack.up()).orThrow();
      console.log(azure.protectionOf("ledger").properties.protectionState, azure.unprotectedVms().length);
      await azure.stop();`,
  });
  const env = { ...process.env, PATH: [dirname(cli), process.env.PATH].join(delimiter), AVB_ENGINE: "path" };
  expect(await run(process.execPath, ["test.mjs"], folder, env)).toBe("IRPending 1\n");
});

it("a policy pack without @pulumi/policy says in one line what it needs", async () => {
  const folder = consumer("without", { "package.json": { name: "consumer", private: true } });
  rmSync(join(folder, "node_modules/@pulumi"));
  const started = run(process.execPath, ["node_modules/azure-vm-backup/policies/main.js"], folder);
  await expect(started).rejects.toThrow(
    "needs @pulumi/policy beside it: npm install @pulumi/policy @pulumi/pulumi",
  );
});

/** What a module of ESM alone says, which jest cannot load. */
const said = async (script: string) =>
  JSON.parse(await run(process.execPath, ["--input-type=module", "-e", script], repositoryDir)) as unknown;

it("publint finds nothing", async () => {
  const found = await said(`
    import { publint } from "publint";
    const { messages } = await publint({ pkgDir: ${JSON.stringify(library)}, pack: false });
    console.log(JSON.stringify(messages.filter(({ type }) => type !== "suggestion")));`);
  expect(found).toEqual([]);
});

it("are the types wrong? no", async () => {
  const found = await said(`
    import { readFileSync } from "node:fs";
    import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
    const data = new Uint8Array(readFileSync(${JSON.stringify(archive)}));
    const { types, problems = [] } = await checkPackage(createPackageFromTarballData(data));
    console.log(JSON.stringify(types === false ? "no types" : problems.map(({ kind, ...more }) => [kind, more.entrypoint ?? ""])));`);
  expect(found).toEqual([]);
});

it("holds no sources but the examples, no source maps and nothing of the tests", async () => {
  const files = (await run("tar", ["tzf", archive], root)).split("\n");
  const others = files.filter((file) => !file.startsWith("package/examples/"));
  expect(others.filter((file) => /(?<!\.d)\.ts$|\.map$|\/(test|demo|bench|examples)\//.test(file))).toEqual(
    [],
  );
  expect(files).toEqual(
    expect.arrayContaining(["package/schema.json", "package/policies/main.js", "package/dist/cli/index.js"]),
  );
});
