/** Type check and start-up of a program with this library, against the same program with a sub-module of azure-native. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryDir } from "../simulator/engine/cache";
import { compare } from "./report";
import { inTurns } from "./turns";

const inRepository = (path: string) => join(repositoryDir, path);

export async function benchConsumer(): Promise<void> {
  const measure = (turns: number, run: (program: string) => number) =>
    inTurns(
      turns,
      () => run("onlyLibrary"),
      () => run("onlyNative"),
    );
  compare(
    "First start in a fresh container, type check included, as Pulumi runs TypeScript; library / azure-native",
    await measure(2, startFromSource),
    0.75,
  );
  compare("`tsc` with Pulumi's template, declarations checked too", await measure(2, typeCheck));
  compare("Start of a compiled program, mostly of @pulumi/pulumi", await measure(5, start));
}

/** The seconds of TypeScript 5, with declarations checked. */
const typeCheck = (program: string): number =>
  secondsOf([
    inRepository("node_modules/typescript/bin/tsc"),
    ...["--noEmit", "--strict", "--module", "nodenext", "--target", "es2020", "--types", "node"],
    inRepository(`bench/programs/${program}.ts`),
  ]);

// With mocks, so that neither engine nor provider is measured.
const mocked = 'require("@pulumi/pulumi").runtime.setMocks(require("azure-vm-backup/testing").azureMocks());';

const start = (program: string): number =>
  secondsOf([
    "-e",
    `${mocked} require(${JSON.stringify(inRepository(`dist/bench/programs/${program}.js`))})`,
  ]);

/** Pulumi's language host type-checks a program with its own copy of ts-node, which gets a new cache folder here. */
const startFromSource = (program: string): number => {
  const cache = mkdtempSync(join(tmpdir(), "bench-ts-node-"));
  const seconds = secondsOf(
    [
      "-e",
      `require("@pulumi/pulumi/vendor/ts-node@7.0.1").register({
       compiler: require.resolve("typescript"),
       skipProject: true,
       compilerOptions: { rootDir: ".", target: "es2020", module: "node16", moduleResolution: "node16", strict: true, types: ["node"] },
     });
     ${mocked} require(${JSON.stringify(inRepository(`bench/programs/${program}.ts`))})`,
    ],
    { TS_NODE_CACHE_DIRECTORY: cache },
  );
  rmSync(cache, { recursive: true });
  return seconds;
};

function secondsOf(args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: repositoryDir,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stdout + stderr);
  return (performance.now() - started) / 1000;
}
