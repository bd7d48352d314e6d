/** Runs jest test files in this process, with some source files replaced: a hundred times faster than jest for each change. */
import { readFileSync } from "node:fs";
import Module from "node:module";
import { resolve, sep } from "node:path";
import { transformSync } from "@swc/core";
import { expect } from "expect";
import { ModuleMocker } from "jest-mock";

type Test = () => unknown;
type Each = (name: string, test: (...row: never[]) => unknown) => void;

const root = resolve(".");
const compiled = new Map<string, string>();
let replaced: Readonly<Record<string, string>> = {};
let tests: Test[] = [];
let hooks: { beforeEach: Test[]; afterEach: Test[] } = { beforeEach: [], afterEach: [] };

const extensions = (
  Module as unknown as { _extensions: Record<string, (module: never, file: string) => void> }
)._extensions;
extensions[".ts"] = (module: { _compile(code: string, file: string): void }, file) => {
  const source = replaced[file] ?? readFileSync(file, "utf8");
  let code = compiled.get(source);
  if (code === undefined) {
    const jsc = { target: "es2022", parser: { syntax: "typescript" } } as const;
    code = transformSync(source, { filename: file, jsc, module: { type: "commonjs" } }).code;
    compiled.set(source, code);
  }
  module._compile(code, file);
};

const it = Object.assign((_: string, test: Test) => void tests.push(test), {
  each:
    (rows: readonly unknown[]): Each =>
    (_, test) => {
      for (const row of rows)
        tests.push(() => (Array.isArray(row) ? test(...(row as never[])) : test(row as never)));
    },
});
Object.assign(globalThis, {
  expect,
  it,
  jest: new ModuleMocker(globalThis),
  describe: (_: string, body: () => void) => body(),
  beforeEach: (hook: Test) => hooks.beforeEach.push(hook),
  afterEach: (hook: Test) => hooks.afterEach.push(hook),
});

/** The message of the first test that fails; undefined where none does. */
export async function runTests(
  files: readonly string[],
  changes: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  replaced = changes;
  for (const file of Object.keys(require.cache))
    if (file.endsWith(".ts") && file.startsWith(root + sep)) delete require.cache[file];
  for (const file of files) {
    tests = [];
    hooks = { beforeEach: [], afterEach: [] };
    try {
      require(resolve(file));
      for (const test of tests) {
        for (const hook of hooks.beforeEach) await hook();
        await test();
        for (const hook of hooks.afterEach) await hook();
      }
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  return undefined;
}
