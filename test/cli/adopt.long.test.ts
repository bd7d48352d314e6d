/** @jest-environment ./test/support/engineEnvironment.js */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repair } from "../../cli/repair/repair";
import { createStack, type Stack } from "../../simulator/engine";
import type { RestServer } from "../../simulator/rest/server";
import { runCli } from "../support/cli";
import {
  changedSteps,
  env,
  errorsOf,
  expectNoChange,
  stackOfProject,
  succeeded,
  withoutTypeCheck,
} from "../support/engine";
import { installInto } from "../support/install";
import { existingBackups } from "./existingBackups";

jest.setTimeout(240_000);

const subscription = "00000000-0000-0000-0000-000000000000";
const folder = mkdtempSync(join(tmpdir(), "adopt-"));
const template = join(folder, "template.json");
writeFileSync(
  template,
  JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    resources: [{ type: "Microsoft.RecoveryServices/vaults", apiVersion: "2025-02-01", name: "safe" }],
  }),
);
let existing: Stack;
let arm: RestServer;
beforeAll(async () => {
  ({ existing, arm } = await existingBackups());
});
afterAll(async () => {
  await arm.stop();
  existing.remove();
  rmSync(folder, { recursive: true });
});
const adopt = (...args: string[]) => runCli(["adopt", ...args], { env: arm.env });

it("writes a program for a vault, its policy and its items whose preview shows no change after the import", async () => {
  const project = join(folder, "project");
  const { code, stdout, stderr } = await adopt("--output", project, "--name", "bank");
  expect([code, stdout, stderr]).toEqual([0, `${project}: 1 vault with 4 protected VMs\n`, ""]);
  const text = readFileSync(join(project, "index.ts"), "utf8");
  expect(text).toContain('protectionState: "ProtectionStopped"');
  expect(text).toContain("afterMonths: 3");
  expect(text).toContain("// Left out: policy DefaultPolicy: no VM of this vault uses it");
  installInto(project);

  // The project runs as it is written: without the import, preview refuses to create what exists.
  const asWritten = await createStack({ projectDir: project, azureDir: existing.azureDir });
  expect(errorsOf(await asWritten.preview({ env: { ...env, ...withoutTypeCheck } }))).toContain(
    "run `npx azure-vm-backup repair --yes`",
  );
  asWritten.remove();

  const stack = await stackOfProject(project, { azureDir: existing.azureDir });
  const lines: string[] = [];
  const options = {
    pulumi: stack.pulumi,
    log: (line: string) => void lines.push(line),
    subscriptionId: subscription,
  };
  expect(await repair({ ...options, yes: true })).toBe(6);
  expect(lines.at(-1)).toBe("Preview now shows only differences between the program and Azure.");
  expect(changedSteps(succeeded(await stack.preview({ env })))).toEqual([]);
  expectNoChange(await stack.up({ env }));
  expectNoChange(await stack.up({ env, args: ["--refresh"] }));
  stack.remove();
});

it.each<[string, string[], string]>([
  [
    "a vault that does not exist",
    ["--output", join(folder, "n"), "--vault", "nowhere"],
    "Found no vault nowhere.",
  ],
  ["a folder that is not empty", ["--output", folder], "is not empty"],
  [
    "an invalid name",
    ["--output", join(folder, "n"), "--name", "A"],
    '--name is "A"; this option accepts 2 to 32 lower-case letters',
  ],
  [
    "a file that does not exist",
    ["--output", join(folder, "n"), "--from", "nowhere.json"],
    "Cannot read nowhere.json",
  ],
  [
    "an ARM template",
    ["--output", join(folder, "n"), "--from", template],
    "adopt cannot read a template, because it contains no ids",
  ],
])("%s: one line, exit 2, nothing written", async (_, args, message) => {
  const { code, stdout, stderr } = await adopt(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(message)]);
  expect(existsSync(join(folder, "n"))).toBe(false);
});

it("preview shows what the program changes after the import", async () => {
  const project = join(folder, "changed");
  await adopt("--output", project);
  installInto(project);
  const file = join(project, "index.ts");
  writeFileSync(
    file,
    readFileSync(file, "utf8")
      .replace("retentionDays: 30", "retentionDays: 60")
      .replace("exclude: [1]", "exclude: [2]"),
  );
  const stack = await stackOfProject(project, { azureDir: existing.azureDir });
  await repair({ pulumi: stack.pulumi, log: () => undefined, yes: true, subscriptionId: subscription });
  const preview = await stack.preview({ env });
  expect(changedSteps(preview).sort()).toEqual(["update bank-vault", "update bank-vault/vms-bank/api"]);
  stack.remove();
});

it("declares one policy of the vault if all its items are stopped and none names a policy", async () => {
  existing.setConfig({
    states: Object.fromEntries(["web", "api", "db", "os"].map((key) => [key, "ProtectionStopped"])),
  });
  expect(errorsOf(await existing.up({ env }))).toBe("");
  const project = join(folder, "stopped");
  await adopt("--output", project);
  installInto(project);
  const stack = await stackOfProject(project, { azureDir: existing.azureDir });
  const options = { pulumi: stack.pulumi, log: () => undefined, subscriptionId: subscription };
  expect(await repair({ ...options, yes: true })).toBe(6);
  const preview = await stack.preview({ env });
  expect([errorsOf(preview), changedSteps(preview)]).toEqual(["", []]);
  stack.remove();
});
