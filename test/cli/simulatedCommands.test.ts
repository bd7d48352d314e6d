// The commands inside of a simulation, as a user runs them: no login, nothing prepared but the simulated resources.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine/cache";
import { runCli } from "../support/cli";
import { createDrillEstate, drillPlace } from "../support/drillEstate";

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), "simulated-commands-"));
const bin = join(folder, "bin");
beforeAll(async () => {
  await createDrillEstate(join(folder, "state/azure"), ["web", "api"]);
  mkdirSync(bin);
  const command = join(bin, "azure-vm-backup");
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${repositoryDir}/dist/cli/index.js" "$@"\n`);
  chmodSync(command, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

const simulated = (...args: string[]) =>
  runCli(["simulate", "--state", "state", "--", "azure-vm-backup", ...args], {
    cwd: folder,
    env: { PATH: `${bin}:${process.env.PATH}` },
  });

it("assess reads the simulated VMs", async () => {
  const { code, stdout, stderr } = await simulated("assess", "--format", "json", "--fail-on", "never");
  expect([code, stderr]).toEqual([0, expect.not.stringContaining("az login")]);
  const { subscriptions } = JSON.parse(stdout);
  expect(
    subscriptions[0].vms.map(({ name, verdict }: Record<string, string>) => [name, verdict]).sort(),
  ).toEqual([
    ["api", "protected"],
    ["web", "protected"],
  ]);
});

it("adopt writes a program of the simulated vault", async () => {
  expect(await simulated("adopt", "--output", "program")).toMatchObject({
    code: 0,
    stdout: "program: 1 vault with 2 protected VMs\n",
  });
  expect(readFileSync(join(folder, "program/index.ts"), "utf8")).toContain("new BackupVault(");
});

it("backup-now backs up a simulated VM", async () => {
  expect(await simulated("backup-now", "web", "--poll-seconds", "0.1")).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^web {2}backed up {2}/),
  });
});

it("drill restores a simulated VM, and its evidence says that it is simulated", async () => {
  const { code, stderr } = await simulated("drill", "web", ...drillPlace, "--yes", "--evidence", "evidence");
  expect([code, stderr]).toEqual([0, expect.not.stringContaining("az login")]);
  const [document = ""] = readdirSync(join(folder, "evidence")).filter((file) => file.startsWith("web"));
  expect(JSON.parse(readFileSync(join(folder, "evidence", document), "utf8"))).toMatchObject({
    simulated: true,
    outcome: "passed",
  });
});
