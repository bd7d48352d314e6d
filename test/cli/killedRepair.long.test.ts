// `repair --yes`, killed at any moment: the stack's state is whole, no resource in it is lost or changed, and the next run succeeds.
import { spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine/cache";
import { type Ran, runCli } from "../support/cli";
import { subscription, vmId } from "../support/engine";
import { installInto } from "../support/install";
import { runs } from "../support/runs";

const folder = mkdtempSync(join(tmpdir(), "killed-repair-"));
const project = join(folder, "project");
const broken = join(folder, "broken");
const kills = runs(50, 1);
// A busy machine needs more than a minute for each.
jest.setTimeout(600_000 + kills * 300_000);
let env: Record<string, string>;

interface Stop {
  readonly afterMs: number;
  /** SIGKILL ends the command and all that it started. Another signal reaches only the command. */
  readonly signal: "SIGKILL" | "SIGINT";
}

function run(args: readonly string[], stop?: Stop): Promise<Ran & { readonly took: number }> {
  const started = Date.now();
  const [command = "", ...rest] = args;
  const child = spawn(command, rest, {
    cwd: project,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text) => {
    stdout += text;
  });
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  const end = (signal: Stop["signal"]) => {
    for (const pid of [child.pid ?? 0, ...(signal === "SIGKILL" ? descendantsOf(child.pid ?? 0) : [])]) {
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended already.
      }
    }
  };
  const timer = stop && setTimeout(() => end(stop.signal), stop.afterMs);
  return new Promise((done) =>
    child.on("close", (code) => {
      clearTimeout(timer);
      done({ code, stdout, stderr, took: Date.now() - started });
    }),
  );
}
/** The CLI of Pulumi and its plugins have process groups of their own. */
function descendantsOf(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const rows = stdout
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/).map(Number));
  const children = rows.filter(([, parent]) => parent === pid).map(([child = 0]) => child);
  return [...children, ...children.flatMap(descendantsOf)];
}
const pulumi = (...args: string[]) => run(["pulumi", ...args, "--non-interactive"]);
const repair = (stop?: Stop) =>
  run(
    [
      ...[process.execPath, join(repositoryDir, "dist/cli/index.js"), "repair", "--yes"],
      ...["--subscription", subscription.split("/")[2] ?? "", "--no-deleted-vaults"],
    ],
    stop,
  );

interface Resource {
  readonly urn: string;
}
const resources = async (): Promise<Map<string, Resource>> => {
  const { code, stdout } = await pulumi("stack", "export");
  expect(code).toBe(0);
  const { deployment } = JSON.parse(stdout) as { deployment: { resources: Resource[] } };
  return new Map(deployment.resources.map((resource) => [resource.urn, resource]));
};
const restoreBroken = () => {
  rmSync(join(folder, "state"), { recursive: true });
  cpSync(broken, join(folder, "state"), { recursive: true });
  for (const name of keptStates()) rmSync(join(project, name));
};
const keptStates = () =>
  readdirSync(project).filter((name) => name.startsWith("pulumi-state-before-repair-"));

beforeAll(async () => {
  mkdirSync(project);
  const runtime = "runtime:\n  name: nodejs\n  options:\n    typescript: false\n";
  writeFileSync(join(project, "Pulumi.yaml"), `name: mine\n${runtime}main: index.js\n`);
  copyFileSync(join(repositoryDir, "dist/test/engine/programs/backup.js"), join(project, "index.js"));
  installInto(project);
  const simulated = await runCli([
    "simulate",
    "--state",
    join(folder, "state"),
    "--any-vm",
    "--",
    "env",
    "-0",
  ]);
  env = Object.fromEntries(
    simulated.stdout.split("\0").flatMap((line) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
  expect((await pulumi("stack", "init", "dev")).code).toBe(0);
  const vmIds = JSON.stringify({ web: vmId("web"), api: vmId("api") });
  expect((await pulumi("config", "set", "vmIds", vmIds)).code).toBe(0);
  expect((await pulumi("up", "--yes", "--skip-preview")).code).toBe(0);
  const vault = [...(await resources()).keys()].find((urn) => urn.includes(":Vault::")) ?? "";
  expect((await pulumi("state", "delete", vault, "--target-dependents", "--yes")).code).toBe(0);
  cpSync(join(folder, "state"), broken, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ["SIGKILL", null],
  ["SIGINT", 130],
] as const)(
  `%s leaves a whole state, and the next run succeeds (moments: ${kills})`,
  async (signal, expected) => {
    restoreBroken();
    const before = await resources();
    const { code, took } = await repair();
    expect(code).toBe(0);
    const whole = await resources();
    expect(whole.size).toBeGreaterThan(before.size);
    let killed = 0;
    for (let i = 0; i < kills; i++) {
      restoreBroken();
      // Never near its end: it may be faster this time.
      const moment = (took * (i + Math.random())) / (kills + 1);
      const stopped = await repair({ afterMs: moment, signal });
      if (stopped.code === expected) killed += 1;
      if (stopped.code === 130) expect(stopped.stderr).toMatch(/^Interrupted\.[^\n]*\n$/);
      const left = await resources();
      // Components that were in the stack get nothing but what the import gives them.
      for (const [urn, resource] of before) expect([moment, left.get(urn)]).toEqual([moment, resource]);
      for (const name of keptStates())
        if (!name.endsWith(".draft")) JSON.parse(readFileSync(join(project, name), "utf8"));
      let next = await repair();
      if (next.code === 2 && signal === "SIGKILL") {
        // The killed CLI left its lock on the stack.
        expect(next.stderr).toContain("`pulumi cancel` removes the lock");
        expect((await pulumi("cancel", "--yes")).code).toBe(0);
        next = await repair();
      }
      expect([moment, next.code, next.stderr]).toEqual([moment, 0, ""]);
      expect([...(await resources()).keys()].sort()).toEqual([...whole.keys()].sort());
    }
    expect(killed).toBeGreaterThan(0);
  },
);
