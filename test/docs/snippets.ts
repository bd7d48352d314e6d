/** The pages' TypeScript: each block as a module, with the imports that it needs before its first line. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, parse, resolve } from "node:path";
import * as ts from "typescript";
import * as library from "../../src";
import { type Block, blocksIn } from "./pages";
import { surroundings } from "./surroundings";

export interface Snippet extends Block {
  /** The block as a module. */
  readonly module: string;
}

/** Examples of resources, which test/docs/policyPages.test.ts gives to the policies themselves. */
const isExampleOfPolicy = ({ page, code }: Block): boolean =>
  page.startsWith("docs/policies/") && code.startsWith("// ");

/** Every block but the examples of the policies' pages. */
export const snippets = (): Snippet[] =>
  blocksIn("ts")
    .filter((block) => !isExampleOfPolicy(block))
    .map((block) => ({ ...block, module: moduleOf(block.code) }));

/** A block of options only is wrapped in the pack's function. */
const whole = (code: string): string =>
  /^\w+: /.test(code) ? `backupPolicies({ ${code.trim()} });\n` : code;

/** A block as a module: the names that it uses and does not declare come from the library and from the surroundings. */
function moduleOf(block: string): string {
  const code = whole(block);
  const declared = (name: string) =>
    new RegExp(`(const|class|function) ${name}\\b|import [^;]*\\b${name}\\b`).test(code);
  const isMissing = (name: string) =>
    new RegExp(`(?<![^.]\\.|\\w)${name}\\b(?!:)`).test(code) && !declared(name);
  const ours = Object.keys(library).filter(isMissing);
  const theirs = Object.keys(surroundings).filter(isMissing);
  return [
    ...(ours.length > 0 ? [`import { ${ours.join(", ")} } from "azure-vm-backup";`] : []),
    ...(theirs.length > 0
      ? [`import { surroundings } from "./surroundings"; const { ${theirs.join(", ")} } = surroundings;`]
      : []),
    "export {};",
    code,
  ].join(" ");
}

/**
 * The compiler's errors in snippets, each as `page:line: message`. One run of TypeScript 7 compiles them all, since azure-native's types
 * take most of the time.
 */
export function errorsIn(all: readonly Snippet[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "snippets-"));
  const byFile = new Map(all.map((snippet, i) => [`snippet${i}.ts`, snippet]));
  for (const [file, { module }] of byFile) writeFileSync(join(folder, file), module);
  writeFileSync(
    join(folder, "surroundings.ts"),
    `export * from ${JSON.stringify(resolve("test/docs/surroundings"))};`,
  );
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
  const compilerOptions = {
    noEmit: true,
    incremental: false,
    noUnusedLocals: false,
    rootDir: parse(folder).root,
  };
  const config = { extends: resolve("tsconfig.json"), compilerOptions, include: ["*.ts"], exclude: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const compiler = resolve("node_modules/typescript7/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", folder, "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  return stdout
    .split(/\n(?! )/)
    .filter((error) => error !== "")
    .map((error) => {
      const [, file = "", row, message] = /^(\S+)\((\d+),\d+\): error \w+: ([\s\S]*)$/.exec(error) ?? [];
      const snippet = byFile.get(file);
      return snippet === undefined ? error : `${snippet.page}:${snippet.line + Number(row) - 1}: ${message}`;
    });
}

/** Runs a snippet, with modules in place of the real ones. */
export async function run(
  { module: code }: Snippet,
  modules: Readonly<Record<string, unknown>>,
): Promise<void> {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(code, { compilerOptions: options });
  const made: { exports: unknown } = { exports: {} };
  const load = (name: string) =>
    modules[name] ?? (name === "./surroundings" ? { surroundings } : require(name));
  const tests: (() => unknown)[] = [];
  const test = (_: string, body: () => unknown) => tests.push(body);
  new Function("require", "module", "exports", "test", outputText)(load, made, made.exports, test);
  if (typeof made.exports === "function") await made.exports();
  // A test with simulateAzure names folders of the reader, so it is compiled and not run.
  if (!code.includes("simulateAzure")) for (const body of tests) await body();
}
