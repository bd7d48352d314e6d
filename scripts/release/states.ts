/**
 * `npm run states` runs the upgrade program of package.json's version in simulated Azure, and stores the state that it leaves, for
 * test/upgrades/states.test.ts. A version without a program gets a copy of the newest one.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createStack, repositoryDir } from "../../simulator/engine";
import { linesOf } from "./storedState";

const upgradesDir = join(repositoryDir, "test/upgrades");
const { version } = JSON.parse(readFileSync(join(repositoryDir, "package.json"), "utf8"));
const folder = join(upgradesDir, version);

async function store(): Promise<void> {
  const program = join(repositoryDir, "dist/test/upgrades", version, "program.js");
  const stack = await createStack({ program, inProcess: true });
  try {
    const { ok, log } = await stack.up({ env: { AZURE_SIMULATION_ANY_VM: "1" } });
    if (!ok) throw new Error(log);
    const { stdout } = await stack.pulumi(["stack", "export", "--show-secrets"]);
    writeFileSync(join(folder, "state.jsonl"), linesOf(JSON.parse(stdout).deployment.resources));
  } finally {
    stack.remove();
  }
}

function copyProgram(): void {
  const versions = readdirSync(upgradesDir).filter((name) =>
    existsSync(join(upgradesDir, name, "program.ts")),
  );
  const newest = versions.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1) ?? "";
  const text = readFileSync(join(upgradesDir, newest, "program.ts"), "utf8");
  mkdirSync(folder);
  writeFileSync(join(folder, "program.ts"), text.replaceAll(newest, version));
}

if (existsSync(join(folder, "state.jsonl"))) {
  process.stderr.write(
    `${folder} has a state already. What a released version left behind does not change.\n`,
  );
  process.exitCode = 1;
} else if (existsSync(join(folder, "program.ts"))) {
  store().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
} else {
  copyProgram();
  process.stdout.write(`Add what is new to ${join(folder, "program.ts")}, then run npm run states again.\n`);
}
