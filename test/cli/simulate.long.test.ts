import { spawn } from "node:child_process";
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
import { join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { repositoryDir } from "../../simulator/engine";
import { runCli } from "../support/cli";
import { installInto } from "../support/install";

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), "simulate-"));
beforeAll(() => {
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    "name: mine\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
  );
  copyFileSync(join(repositoryDir, "dist/test/engine/programs/backup.js"), join(folder, "index.js"));
  installInto(folder);
  mkdirSync(join(folder, "state"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const simulate = (...args: string[]) =>
  runCli(["simulate", "--state", "state", "--any-vm", "--", ...args], { cwd: folder });

it("runs Pulumi with the program of the folder on simulated Azure, and keeps the state for the next command", async () => {
  const vmIds = JSON.stringify({
    web: "/subscriptions/0/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/web",
  });
  const commands = `pulumi stack init dev && pulumi config set vmIds '${vmIds}' && pulumi up --yes --skip-preview`;
  const up = await simulate("sh", "-c", commands);
  expect([up.code, up.stdout]).toEqual([
    0,
    expect.stringContaining("Azure is simulated: nothing reaches a real subscription"),
  ]);
  const names = [...openStore(join(folder, "state/azure")).all()].map(({ name }) => name);
  expect(names).toContain("VM;iaasvmcontainerv2;bank;web");
  const again = await simulate("pulumi", "preview", "--non-interactive", "--expect-no-changes");
  expect(again.code).toBe(0);
});

it("a preview names the changed properties of simulated resources", async () => {
  const policy = JSON.stringify({ retention: { daily: { days: 60 } } });
  const { code, stdout } = await simulate(
    ...["sh", "-c", `pulumi config set policy '${policy}' && pulumi preview && pulumi config rm policy`],
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/recoveryservices:ProtectionPolicy nightly update \[diff: ~properties\]/);
});

it("serves Azure's REST API to the command, with the state of the stacks, and keeps the state out of git", async () => {
  const { stdout, stderr, code } = await simulate(
    ...[process.execPath, join(repositoryDir, "dist/cli/index.js")],
    ...["backup-now", "web", "--poll-seconds", "0.1"],
  );
  expect([code, stderr, stdout]).toEqual([
    0,
    expect.stringContaining("Validate backup Completed"),
    "web  backed up  FileSystemConsistent\n",
  ]);
  expect((await runCli(["simulate", "--", "true"], { cwd: folder })).code).toBe(0);
  expect(readFileSync(join(folder, ".simulated-azure/.gitignore"), "utf8")).toBe("*\n");
  // The folder of --state existed before, so that it is not ours.
  expect(existsSync(join(folder, "state/.gitignore"))).toBe(false);
});

it("returns the exit code of the command, and reports a command that does not exist", async () => {
  expect((await simulate("sh", "-c", "exit 7")).code).toBe(7);
  const { code, stderr } = await simulate("no-such-command");
  expect([code, stderr]).toEqual([2, "Command not found: no-such-command\n"]);
});

it("gives the command none of the user's logins", async () => {
  const { stdout } = await runCli(["simulate", "--state", "state", "--", "env"], {
    cwd: folder,
    env: { AZURE_CLIENT_SECRET: "secret", ARM_CLIENT_SECRET: "secret", PULUMI_ACCESS_TOKEN: "secret" },
  });
  expect(stdout).not.toContain("=secret");
  expect(stdout).toContain("AZURE_SIMULATION_DIR=");
});

it("passes the choice for types that are not simulated to the command", async () => {
  const unmodelled = (...given: string[]) =>
    runCli(["simulate", "--state", "state", ...given, "--", "env"], { cwd: folder });
  expect((await unmodelled()).stdout).toContain("AZURE_SIMULATION_UNMODELLED=warn\n");
  expect((await unmodelled("--unmodelled", "refuse")).stdout).toContain(
    "AZURE_SIMULATION_UNMODELLED=refuse\n",
  );
  expect(await unmodelled("--unmodelled", "warm")).toMatchObject({
    code: 2,
    stderr: '--unmodelled is "warm"; this option accepts warn, refuse, store.\n',
  });
});

it("passes SIGTERM to the command and waits until it has ended", async () => {
  const script = "trap 'echo done; exit 5' TERM; echo ready; while :; do sleep 0.1; done";
  const child = spawn(
    process.execPath,
    [join(repositoryDir, "dist/cli/index.js"), "simulate", "--state", "state", "--", "sh", "-c", script],
    { cwd: folder, stdio: ["ignore", "pipe", "inherit"] },
  );
  let output = "";
  child.stdout.on("data", (text) => {
    if (`${text}`.includes("ready")) child.kill("SIGTERM");
    output += text;
  });
  const code = await new Promise((ended) => child.on("close", ended));
  expect([code, output]).toEqual([5, "ready\ndone\n"]);
});

it("has the exit code of shells for a command that a signal ended", async () => {
  expect(
    (await simulate("node", "-e", "process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)")).code,
  ).toBe(143);
});
