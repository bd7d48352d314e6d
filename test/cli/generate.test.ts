// generate.long.test.ts deploys the project.
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { runCli } from "../support/cli";
import { makeEstate, subscriptionId } from "../support/estate";
import { installInto } from "../support/install";
import { serveEstate } from "./generateEstate";

jest.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), "generate-"));
const azureDir = join(folder, "azure");
const project = join(folder, "project");
let arm: RestServer;
beforeAll(async () => {
  arm = await serveEstate(azureDir);
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});

const generate = (...args: string[]) => runCli(["generate", "--name", "bank", ...args], { env: arm.env });

const byTag = ["--policy-tag", "backup", "--policy", "hourly=everyFourHours"];

describe("a project in TypeScript", () => {
  beforeAll(async () => {
    const { code, stdout, stderr } = await generate("--output", project, ...byTag);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/: \d+ VMs, \d+ left out\n( {2}policy \S+: preset \w+\n)+$/);
    expect(stdout).toContain("policy bank-hourly: preset everyFourHours");
    installInto(project);
  });

  it("is formatted and type-checks", () => {
    const text = readFileSync(join(project, "index.ts"), "utf8");
    const check = mkdtempSync(join(folder, "format-"));
    copyFileSync(join(project, "index.ts"), join(check, "index.ts"));
    writeFileSync(
      join(check, "biome.json"),
      JSON.stringify({ formatter: { indentStyle: "space", lineWidth: 80 } }),
    );
    const biome = resolve("node_modules/@biomejs/biome/bin/biome");
    execFileSync(process.execPath, [biome, "format", "--write", "."], { cwd: check, stdio: "ignore" });
    expect(readFileSync(join(check, "index.ts"), "utf8")).toBe(text);
    execFileSync(process.execPath, [resolve("node_modules/typescript7/bin/tsc"), "-p", project], {
      stdio: "pipe",
    });
  });

  it("has blocked VMs as comments with their reasons, policies by tag, and rules for networks that block backup traffic", () => {
    const text = readFileSync(join(project, "index.ts"), "utf8");
    expect(text).toContain("// bank/vm00003: blocked by vm-os-supported:");
    expect(text).toContain("// bank/vm00000: protected by vault safe-westeurope");
    expect(text).toContain("// bank/vm00009: soft-deleted in vault safe-westeurope");
    expect(text).toContain('"bank-hourly": presets.everyFourHours');
    expect(text).toContain('new BackupServiceTagRules("guard-northeurope-backup", {');
    expect(text).not.toContain('"guard-westeurope-backup"');
  });
});

it("writes the same project in YAML", async () => {
  makeEstate({
    folder: join(folder, "other"),
    vms: 20,
    regions: ["westeurope", "northeurope"],
    lockedRegions: ["northeurope"],
  });
  const other = await serveArm({ folder: join(folder, "other") });
  const { code } = await runCli(["generate", "--language", "yaml", "--output", join(folder, "yaml")], {
    env: other.env,
  });
  await other.stop();
  expect([code, readdirSync(join(folder, "yaml"))]).toEqual([0, ["Pulumi.yaml"]]);
  const text = readFileSync(join(folder, "yaml/Pulumi.yaml"), "utf8");
  expect(text).toContain('type: "azure-vm-backup:RegionalBackup"');
  expect(text).toContain("# bank/vm00003: blocked by vm-os-supported");
  expect(text).toContain('type: "azure-vm-backup:BackupServiceTagRules"');
});

it("writes a project for each subscription", async () => {
  makeEstate({
    folder: join(folder, "two"),
    vms: 40,
    regions: ["westeurope", "northeurope"],
    subscriptions: 2,
  });
  const two = await serveArm({ folder: join(folder, "two") });
  const { code } = await runCli(["generate", "--output", join(folder, "projects")], { env: two.env });
  await two.stop();
  expect([code, readdirSync(join(folder, "projects")).sort()]).toEqual([
    0,
    [subscriptionId(0), subscriptionId(1)],
  ]);
});

it.each<[string, string[], string]>([
  ["a folder that is not empty", ["--output", folder], `the folder ${folder} is not empty`],
  [
    "an unknown language",
    ["--output", join(folder, "n"), "--language", "cobol"],
    '--language is "cobol"; this option accepts typescript, yaml.',
  ],
  [
    "an invalid name",
    ["--output", join(folder, "n"), "--name", "Bank of England"],
    '--name is "Bank of England"; this option accepts 2 to 32 lower-case letters',
  ],
  ["no folder", [], "required option '--output <folder>' not specified"],
])("%s: one line, exit 2, nothing written", async (_, args, message) => {
  const { code, stdout, stderr } = await generate(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(message);
  expect(existsSync(join(folder, "n"))).toBe(false);
});

it("reports that no VM is ready", async () => {
  const store = openStore(join(folder, "empty"));
  store.put({
    id: `/subscriptions/${subscriptionId(0)}/resourceGroups/bank`,
    type: "Microsoft.Resources/resourceGroups",
    name: "bank",
    properties: {},
  });
  const empty = await serveArm({ folder: join(folder, "empty") });
  const { code, stderr } = await runCli(["generate", "--output", join(folder, "n")], { env: empty.env });
  await empty.stop();
  expect([code, stderr]).toEqual([2, "No VM is ready to be protected. Run assess to see why.\n"]);
});
