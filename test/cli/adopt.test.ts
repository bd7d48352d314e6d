/** @jest-environment ./test/support/engineEnvironment.js */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repair } from "../../cli/repair/repair";
import { createStack, type Stack } from "../../simulator/engine";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { runCli } from "../support/cli";
import {
  changedSteps,
  env,
  errorsOf,
  expectNoChange,
  stackOf,
  stackOfProject,
  succeeded,
  vmId,
} from "../support/engine";
import { installInto } from "../support/install";

jest.setTimeout(240_000);

const subscription = "00000000-0000-0000-0000-000000000000";
const folder = mkdtempSync(join(tmpdir(), "adopt-"));
const weekly = {
  schedule: { weekly: { time: "01:30", days: ["Sunday", "Wednesday"] } },
  retention: {
    weekly: { weeks: 12 },
    monthly: { months: 12, byWeekday: { days: ["Sunday"], weeks: ["First"] } },
    yearly: { years: 7, months: ["January"], byWeekday: { days: ["Sunday"], weeks: ["First"] } },
  },
  ...{ tier: "Standard", timeZone: "Europe/Paris", instantRestoreDays: 5, archive: { afterMonths: 3 } },
};

/** What somebody else made: a vault with settings, a policy with every kind of point, VMs with states and disks of their own. */
let made: Stack;
let arm: RestServer;
beforeAll(async () => {
  const vault = {
    softDelete: { retentionDays: 30 },
    immutability: "Unlocked",
    tags: { owner: "bank" },
    identity: { type: "SystemAssigned" },
  };
  const vmIds = { web: vmId("web"), api: vmId("api"), db: vmId("db"), os: vmId("os") };
  const disks = { api: { exclude: [1] }, os: { include: [] } };
  made = await stackOf("backup", { config: { vmIds, disks, vault, policy: weekly } });
  expect(errorsOf(await made.up({ env }))).toBe("");
  made.setConfig({ states: { db: "ProtectionStopped" } });
  expect(errorsOf(await made.up({ env }))).toBe("");
  arm = await serveArm({ folder: made.azureDir, anyVm: true });
});
afterAll(async () => {
  await arm.stop();
  made.remove();
  rmSync(folder, { recursive: true });
});
const adopt = (...args: string[]) => runCli(["adopt", ...args], { env: arm.env });

it("a vault, its policy and its items become a program whose preview, once imported, shows no change", async () => {
  const project = join(folder, "project");
  const { code, stdout, stderr } = await adopt("--output", project, "--name", "bank");
  expect([code, stdout, stderr]).toEqual([0, `${project}: 1 vaults with 4 protected VMs\n`, ""]);
  const text = readFileSync(join(project, "index.ts"), "utf8");
  expect(text).toContain('protectionState: "ProtectionStopped"');
  expect(text).toContain("afterMonths: 3");
  expect(text).toContain("// Left out: policy DefaultPolicy: no VM of this vault has it");
  installInto(project);

  // The project runs as it is written.
  const asWritten = await createStack({ projectDir: project, azureDir: made.azureDir });
  expect(succeeded(await asWritten.preview({ env })).changes).toMatchObject({ create: expect.any(Number) });
  asWritten.remove();

  const stack = await stackOfProject(project, { azureDir: made.azureDir });
  const options = { pulumi: stack.pulumi, say: () => undefined, subscriptionId: subscription };
  expect(await repair({ ...options, yes: true })).toBe(6);
  expect(changedSteps(succeeded(await stack.preview({ env })))).toEqual([]);
  expectNoChange(await stack.up({ env }));
  expectNoChange(await stack.up({ env, args: ["--refresh"] }));
  stack.remove();
});

it("what the program changes is not hidden by the import", async () => {
  const project = join(folder, "changed");
  await adopt("--output", project);
  installInto(project);
  const { writeFileSync } = await import("node:fs");
  const file = join(project, "index.ts");
  writeFileSync(
    file,
    readFileSync(file, "utf8")
      .replace("retentionDays: 30", "retentionDays: 60")
      .replace("exclude: [1]", "exclude: [2]"),
  );
  const stack = await stackOfProject(project, { azureDir: made.azureDir });
  await repair({ pulumi: stack.pulumi, say: () => undefined, yes: true, subscriptionId: subscription });
  const preview = await stack.preview({ env });
  expect(changedSteps(preview).sort()).toEqual(["update bank-vault", "update bank-vault-bank/api"]);
  stack.remove();
});

it("items that are all stopped name no policy: one of the vault's is taken, under which they would resume", async () => {
  made.setConfig({
    states: Object.fromEntries(["web", "api", "db", "os"].map((key) => [key, "ProtectionStopped"])),
  });
  expect(errorsOf(await made.up({ env }))).toBe("");
  const project = join(folder, "stopped");
  await adopt("--output", project);
  installInto(project);
  const stack = await stackOfProject(project, { azureDir: made.azureDir });
  const options = { pulumi: stack.pulumi, say: () => undefined, subscriptionId: subscription };
  expect(await repair({ ...options, yes: true })).toBe(6);
  const preview = await stack.preview({ env });
  expect([errorsOf(preview), changedSteps(preview)]).toEqual(["", []]);
  stack.remove();
});

it.each<[string, string[], string]>([
  [
    "a vault that is not there",
    ["--output", join(folder, "n"), "--vault", "nowhere"],
    "There is no vault nowhere.",
  ],
  ["a folder that is not empty", ["--output", folder], "is not empty"],
  ["a name that is none", ["--output", join(folder, "n"), "--name", "A"], '--name: got "A"'],
  [
    "a file that is none",
    ["--output", join(folder, "n"), "--from", "nowhere.json"],
    "cannot read nowhere.json",
  ],
])("%s: one line, exit 2, nothing written", async (_, args, said) => {
  const { code, stdout, stderr } = await adopt(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(said)]);
  expect(existsSync(join(folder, "n"))).toBe(false);
});
