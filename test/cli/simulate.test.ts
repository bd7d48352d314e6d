import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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

it("any command of Pulumi runs against simulated Azure, with the folder's own program; the state stays for the next", async () => {
  expect((await simulate("pulumi", "stack", "init", "dev", "--non-interactive")).code).toBe(0);
  const vmIds = JSON.stringify({
    web: "/subscriptions/0/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/web",
  });
  expect((await simulate("pulumi", "config", "set", "vmIds", vmIds, "--non-interactive")).code).toBe(0);
  const up = await simulate("pulumi", "up", "--yes", "--skip-preview", "--non-interactive");
  expect([up.code, up.stdout]).toEqual([
    0,
    expect.stringContaining("Azure is simulated: nothing reaches a real subscription"),
  ]);
  const names = [...openStore(join(folder, "state/azure")).all()].map(({ name }) => name);
  expect(names).toContain("vm;iaasvmcontainerv2;bank;web");
  const again = await simulate("pulumi", "preview", "--non-interactive", "--expect-no-changes");
  expect(again.code).toBe(0);
});

it("the command's exit code is its own; one that is not there is told", async () => {
  expect((await simulate("sh", "-c", "exit 7")).code).toBe(7);
  const { code, stderr } = await simulate("no-such-command");
  expect([code, stderr]).toEqual([2, "There is no no-such-command to run.\n"]);
});

it("the command has none of the user's logins", async () => {
  const { stdout } = await runCli(["simulate", "--state", "state", "--", "env"], {
    cwd: folder,
    env: { AZURE_CLIENT_SECRET: "secret", ARM_CLIENT_SECRET: "secret", PULUMI_ACCESS_TOKEN: "secret" },
  });
  expect(stdout).not.toContain("=secret");
  expect(stdout).toContain("AZURE_SIMULATION_DIR=");
});
