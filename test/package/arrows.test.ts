import { execFileSync, type StdioOptions } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

type Planted = readonly [file: string, module: string, refusedBy: string];

/** A file, a module that it imports, and the rules of `.dependency-cruiser.cjs` that refuse the import. */
const directions: readonly Planted[] = [
  ["src/core/a.ts", "./fact", ""],
  ["src/core/b.ts", "../vault/facts", "src/core"],
  ["src/core/c.ts", "@pulumi/pulumi", "pulumi-free"],
  ["src/core/d.ts", "../requirements", "src/core"],
  ["src/core/e.ts", "../../test/support/engine", "shipped, src/core"],
  ["src/component/a.ts", "../core/fact", ""],
  ["src/component/b.ts", "../vault/facts", "src/component"],
  ["src/component/c.ts", "@pulumi/pulumi", ""],
  ["src/region/a.ts", "../core/fact", ""],
  ["src/region/b.ts", "../vm/facts", "src/region"],
  ["src/live/a.ts", "../core/fact", ""],
  ["src/live/b.ts", "@pulumi/pulumi", "pulumi-free"],
  ["src/stack/a.ts", "../vault/arm", "src/stack"],
  ["src/assess/a.ts", "../vault/arm", ""],
  ["src/assess/b.ts", "../live/graph", "src/assess"],
  ["src/assess/c.ts", "../regional/placement", "src/assess"],
  ["src/cost/a.ts", "@pulumi/pulumi", "pulumi-free"],
  ["src/cost/b.ts", "../component/argumentTypes", "pulumi-free, src/cost"],
  ["src/vault/a.ts", "../core/fact", ""],
  ["src/vault/b.ts", "../vm/facts", "src/vault"],
  ["src/vault/c.ts", "@pulumi/pulumi", "pulumi-free"],
  ["src/vault/d.ts", "../component/check", "pulumi-free"],
  ["src/vault/e.ts", "../../policies/adapt", "src/vault"],
  ["src/vault/f.ts", "../../simulator/engine", "src/vault"],
  ["src/vault/g.ts", "type @pulumi/pulumi", "pulumi-free"],
  ["src/vault/h.ts", "type ../component/argumentTypes", "pulumi-free"],
  ["src/vault/backupVault.ts", "@pulumi/azure-native/recoveryservices", ""],
  ["src/vault/backupVault.ts", "../component/check", ""],
  ["src/vault/children/a.ts", "../../vm/facts", "src/vault"],
  ["src/backupPolicy/a.ts", "../vault/facts", ""],
  ["src/backupPolicy/b.ts", "../vm/facts", "src/backupPolicy"],
  ["src/vm/a.ts", "../network/facts", "src/vm"],
  ["src/network/egress/a.ts", "../facts", ""],
  ["src/network/egress/b.ts", "../../vm/facts", "src/network"],
  ["src/network/inventory/c.ts", "../../protection/inventory/links", "src/network"],
  ["src/network/proxy/vmProxySettings.ts", "@pulumi/azure-native/compute", ""],
  ["src/network/proxy/rules.ts", "@pulumi/azure-native/compute", "pulumi-free"],
  ["src/protection/a.ts", "../vault/facts", ""],
  ["src/protection/b.ts", "@pulumi/azure-native/recoveryservices", "pulumi-free"],
  ["src/protection/c.ts", "../regional/placement", "src/protection"],
  ["src/requirements.ts", "./vault/requirements", ""],
  ["src/requirements.ts", "@pulumi/policy", "pulumi-free"],
  ["src/regional/a.ts", "../discover/choose", "src/regional"],
  ["src/atScale/a.ts", "../vault/facts", ""],
  ["src/atScale/b.ts", "@pulumi/azure-native/authorization", "pulumi-free"],
  ["src/atScale/c.ts", "../component/check", "pulumi-free"],
  ["src/atScale/d.ts", "../live/graph", "src/atScale"],
  ["src/atScale/backupAtScale.ts", "@pulumi/azure-native/authorization", ""],
  ["src/discover/a.ts", "../../cli/index", "src/discover"],
  ["src/rules.ts", "./component/check", "pulumi-free, src/rules"],
  ["src/rules.ts", "./component/argumentTypes", "pulumi-free, src/rules"],
  ["src/index.ts", "../policies/adapt", "src/index"],
  ["src/newRoom/a.ts", "../core/fact", "unlisted-room"],
  ["policies/a.ts", "../src/vault/facts", ""],
  ["policies/b.ts", "../src/vault/backupVault", "policies"],
  ["policies/c.ts", "../src/component/check", "policies"],
  ["policies/d.ts", "../cli/index", "policies"],
  ["policies/e.ts", "../src/requirements", ""],
  ["simulator/azure/a.ts", "./store", ""],
  ["simulator/azure/services/b.ts", "../../../src/vault/facts", "simulated-azure"],
  ["simulator/azure/services/c.ts", "../../../policies/adapt", "simulated-azure"],
  ["simulator/rest/a.ts", "../../scripts/docs", "shipped"],
  ["cli/a.ts", "./b", "no-cycle"],
  ["cli/b.ts", "type ./a", ""], // A cycle is reported at one of its files.
  ["scripts/a.ts", "../bench/report", ""],
];

/** The same for the linter, which knows one module that no file may import. */
const roots: readonly Planted[] = [
  ["src/protection/protectedVms.ts", "@pulumi/azure-native", "lint/style/noRestrictedImports"],
  ["policies/f.ts", "@pulumi/azure-native", "lint/style/noRestrictedImports"],
  ["cli/c.ts", "@pulumi/azure-native", "lint/style/noRestrictedImports"],
  ["simulator/d.ts", "@pulumi/azure-native", "lint/style/noRestrictedImports"],
  ["scripts/b.ts", "@pulumi/azure-native", "lint/style/noRestrictedImports"],
  ["bench/a.ts", "type @pulumi/azure-native", "lint/style/noRestrictedImports"],
  ["test/a.ts", "@pulumi/azure-native", "lint/style/noRestrictedImports"],
  ["examples/a/index.ts", "@pulumi/azure-native", "lint/style/noRestrictedImports"],
  ["examples/b/index.ts", "@pulumi/azure-native/compute", ""],
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "arrows-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("dependency-cruiser refuses an import against each direction, and none along it", () => {
  plant(directions);
  copyFileSync(".dependency-cruiser.cjs", join(folder, ".dependency-cruiser.cjs"));
  const cruise = resolve("node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const { summary } = run(cruise, "--output-type=json", ...checkedFolders()) as {
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  const verdicts = directions.map(([file, module]) => {
    const target = targetOf(file, module);
    const rules = summary.violations.filter(({ from, to }) => from === file && to === target);
    return [
      file,
      module,
      rules
        .map(({ rule }) => rule.name)
        .sort()
        .join(", "),
    ];
  });
  expect(verdicts).toEqual(directions);
  expect(summary.violations).toHaveLength(directions.flatMap(([, , by]) => by.match(/[^, ]+/g) ?? []).length);
});

it("the linter refuses the root of azure-native in every folder", () => {
  plant(roots);
  copyFileSync("biome.json", join(folder, "biome.json"));
  const biome = resolve("node_modules/@biomejs/biome/bin/biome");
  const { diagnostics } = run(biome, "lint", "--reporter=json", "--max-diagnostics=none") as {
    diagnostics: { category: string; location: { path: unknown } }[];
  };
  const restricted = diagnostics.filter(({ category }) => category === "lint/style/noRestrictedImports");
  const verdicts = roots.map(([file, module]) => {
    const found = restricted.find(({ location }) => JSON.stringify(location.path).includes(file));
    return [file, module, found?.category ?? ""];
  });
  expect(verdicts).toEqual(roots);
});

/** Writes the files, and an empty one for each file of ours that they import. */
function plant(planted: readonly Planted[]): void {
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text, { flag: "a" });
  };
  for (const [file, module] of planted) {
    const [kind, from] = module.startsWith("type ") ? ["type ", module.slice(5)] : ["", module];
    write(file, `import ${kind}* as imported from "${from}";\n`);
    const target = targetOf(file, module);
    if (target.endsWith(".ts") && !existsSync(join(folder, target))) write(target, "");
  }
}

/** The file that a module's name stands for; the name itself for a module of a package. */
function targetOf(file: string, module: string): string {
  const from = module.replace(/^type /, "");
  return from.startsWith(".") ? `${join(dirname(file), from)}.ts` : from;
}

/** The folders that `npm run check` has checked, as package.json names them. */
function checkedFolders(): string[] {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { check: string } };
  return /depcruise ([\w ]+) --/.exec(scripts.check)?.[1]?.split(" ") ?? [];
}

/** What a tool reports as JSON, whatever its exit code. */
function run(...command: readonly string[]): unknown {
  try {
    const stdio: StdioOptions = ["ignore", "pipe", "ignore"];
    return JSON.parse(execFileSync(process.execPath, command, { cwd: folder, encoding: "utf8", stdio }));
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout);
  }
}
