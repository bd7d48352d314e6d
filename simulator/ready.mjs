// Prepares a fresh clone, which needs only Node.js: installs the dependencies, compiles, provides the Pulumi engine.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const print = (line) => process.stderr.write(`${line}\n`);

function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}

const changedAt = (file) => (existsSync(join(root, file)) ? statSync(join(root, file)).mtimeMs : 0);
if (changedAt("node_modules/.package-lock.json") < changedAt("package-lock.json")) {
  print("Installing the npm dependencies (about half a minute)...");
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
}

print("Compiling what changed (a few seconds)...");
run("npm", ["run", "--silent", "build"]);

const { findEngine, progressOn } = await import("../dist/simulator/engine/index.js");
const engine = await findEngine(progressOn(process.stderr)).catch((error) => {
  print(error.message);
  process.exit(1);
});
print(`Pulumi engine: ${engine.cli}`);
