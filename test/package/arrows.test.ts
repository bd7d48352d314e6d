import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize, resolve } from "node:path";
import * as ts from "typescript";

/** A file, a module it imports, and whether the linter refuses that. */
const planted: readonly [file: string, module: string, refused: boolean][] = [
  ["src/core/a.ts", "./fact", false],
  ["src/core/b.ts", "../vault/facts", true],
  ["src/core/c.ts", "@pulumi/pulumi", true],
  ["src/component/a.ts", "../core/fact", false],
  ["src/component/b.ts", "../vault/facts", true],
  ["src/region/a.ts", "../core/fact", false],
  ["src/region/b.ts", "../vm/facts", true],
  ["src/live/a.ts", "../core/fact", false],
  ["src/live/b.ts", "@pulumi/pulumi", true],
  ["src/stack/a.ts", "../vault/arm", true],
  ["src/assess/a.ts", "../vault/arm", false],
  ["src/assess/b.ts", "../live/graph", true],
  ["src/cost/a.ts", "@pulumi/pulumi", true],
  ["src/vault/a.ts", "../core/fact", false],
  ["src/vault/b.ts", "../vm/facts", true],
  ["src/vault/c.ts", "@pulumi/pulumi", true],
  ["src/vault/d.ts", "../component/check", true],
  ["src/vault/e.ts", "../../policies/adapt", true],
  ["src/backupPolicy/a.ts", "../vault/facts", true],
  ["src/vm/a.ts", "../network/facts", true],
  ["src/network/egress/a.ts", "../facts", false],
  ["src/network/egress/b.ts", "../../vm/facts", true],
  ["src/network/joins/c.ts", "../../protection/joins", true],
  ["src/protection/a.ts", "../vault/facts", false],
  ["src/protection/b.ts", "@pulumi/azure-native/recoveryservices", true],
  ["src/vault/backupVault.ts", "@pulumi/azure-native/recoveryservices", false],
  ["src/protection/protectedVms.ts", "@pulumi/azure-native", true],
  ["src/atScale/a.ts", "../vault/facts", false],
  ["src/atScale/b.ts", "@pulumi/azure-native/authorization", true],
  ["src/atScale/c.ts", "../component/check", true],
  ["src/atScale/backupAtScale.ts", "@pulumi/azure-native/authorization", false],
  ["src/vault/f.ts", "../../simulator/engine", true],
  ["src/rules.ts", "./component/check", true],
  ["policies/a.ts", "../src/vault/facts", false],
  ["policies/b.ts", "../src/vault/backupVault", true],
  ["policies/c.ts", "../src/component/check", true],
  ["simulator/azure/a.ts", "./store", false],
  ["simulator/azure/services/b.ts", "../../../src/vault/facts", true],
];

it("the linter refuses an import against each arrow, and none along it", () => {
  const folder = mkdtempSync(join(tmpdir(), "arrows-"));
  copyFileSync("biome.json", join(folder, "biome.json"));
  for (const [file, module] of planted) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), `import { it } from "${module}";\n\nit();\n`);
  }
  const biome = resolve("node_modules/@biomejs/biome/bin/biome");
  const report = run(process.execPath, [biome, "lint", "--reporter=json", "--max-diagnostics=none"], folder);
  rmSync(folder, { recursive: true });
  const { diagnostics } = JSON.parse(report) as {
    diagnostics: { category: string; location: { path: unknown } }[];
  };
  const refused = diagnostics
    .filter(({ category }) => category === "lint/style/noRestrictedImports")
    .map(({ location }) => JSON.stringify(location.path));
  const verdicts = planted.map(([file, module]) => [
    file,
    module,
    refused.some((path) => path.includes(file)),
  ]);
  expect(verdicts).toEqual(planted);
});

/** What a command prints, whatever it answers. */
function run(command: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** Each source file of ours with those it imports, types included. */
function imports(): Map<string, string[]> {
  const files = ["src", "policies", "simulator"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  const sources = files.filter((file) => file.endsWith(".ts"));
  return new Map(
    sources.map((file) => {
      const named = ts
        .preProcessFile(readFileSync(file, "utf8"))
        .importedFiles.map(({ fileName }) => fileName);
      const ours = named
        .filter((name) => name.startsWith("."))
        .map((name) => normalize(join(dirname(file), name)));
      const found = ours.flatMap((base) =>
        [`${base}.ts`, join(base, "index.ts")].filter((f) => sources.includes(f)),
      );
      return [file, found];
    }),
  );
}

/** The floors of the house: a room imports from lower floors alone. */
const floors: Readonly<Record<string, number>> = {
  core: 0,
  region: 1,
  live: 1,
  component: 1,
  vault: 2,
  backupPolicy: 2,
  vm: 2,
  network: 2,
  protection: 3,
  stack: 1,
  regional: 4,
  assess: 4,
  cost: 4,
  discover: 5,
  atScale: 5,
};

const roomOf = (file: string): string | undefined => /^src\/(\w+)\//.exec(file)?.[1];

it("rooms import from lower floors alone, and every room has a floor", () => {
  const against: string[] = [];
  for (const [file, found] of imports()) {
    const room = roomOf(file);
    if (room === undefined) continue;
    expect([room, floors[room]]).toEqual([room, expect.any(Number)]);
    for (const other of found) {
      const target = roomOf(other);
      if (target === room) continue;
      if (target === undefined || (floors[target] as number) >= (floors[room] as number))
        against.push(`${file} -> ${other}`);
    }
  }
  expect(against).toEqual([]);
});

it("no file imports itself by a detour", () => {
  const graph = imports();
  const state = new Map<string, "open" | "done">();
  const circles: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (state.get(file) === "open") circles.push([...way.slice(way.indexOf(file)), file].join(" -> "));
    if (state.has(file)) return;
    state.set(file, "open");
    for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
    state.set(file, "done");
  };
  for (const file of graph.keys()) visit(file, []);
  expect(circles).toEqual([]);
});
