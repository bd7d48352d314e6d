/** @jest-environment ./test/support/engineEnvironment.js */
// A generated project is deployed, and an adopted one changes nothing. generate.test.ts has what they contain, and pipeline.long.test.ts runs
// them as they are written.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { repair } from "../../cli/repair/repair";
import type { Stack } from "../../simulator/engine";
import type { RestServer } from "../../simulator/rest/server";
import { runCli } from "../support/cli";
import { changedSteps, expectNoChange, stackOfProject, succeeded } from "../support/engine";
import { subscriptionId } from "../support/estate";
import { installInto } from "../support/install";
import { serveEstate } from "./generateEstate";

jest.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), "generate-"));
const azureDir = join(folder, "azure");
const project = join(folder, "project");
let arm: RestServer;
beforeAll(async () => {
  // Ten VMs in each region: one of each kind, and more.
  arm = await serveEstate(azureDir, 40);
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});

const generate = (...args: string[]) => runCli(["generate", "--name", "bank", ...args], { env: arm.env });
const assessed = async () =>
  JSON.parse((await runCli(["assess", "--format", "json"], { env: arm.env })).stdout);
const verdicts = async () => {
  const { subscriptions } = await assessed();
  const vms = subscriptions.flatMap((of: { vms: object[] }) => of.vms) as {
    name: string;
    verdict: string;
    network: string;
    softDeletedIn?: string;
    protection?: { vaultName: string };
  }[];
  return new Map(vms.map((vm) => [vm.name, vm]));
};

describe("a project in TypeScript", () => {
  let stack: Stack;
  let before: Awaited<ReturnType<typeof verdicts>>;
  beforeAll(async () => {
    before = await verdicts();
    const { code, stdout, stderr } = await generate("--output", project, "--policy-tag", "backup");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/: \d+ VMs, \d+ left out\n/);
    installInto(project);
    stack = await stackOfProject(project, { azureDir });
  });
  afterAll(() => stack.remove());

  it("up protects every VM that was ready and changes no other VM; the network allows backup traffic", async () => {
    succeeded(await stack.up());
    const after = await verdicts();
    for (const [name, vm] of before) {
      const now = after.get(name);
      const isIncluded = vm.verdict === "ready" && vm.softDeletedIn === undefined;
      expect([name, now?.verdict]).toEqual([name, isIncluded ? "protected" : vm.verdict]);
      if (!isIncluded) expect(now?.protection).toEqual(vm.protection);
    }
    expect([...after.values()].filter(({ network }) => network === "blocked")).toEqual([]);
    expectNoChange(await stack.up());
  });

  it("adopt writes a program for all backups, also for those of the project: preview shows no change", async () => {
    const adopted = join(folder, "adopted");
    const { code, stdout, stderr } = await runCli(["adopt", "--output", adopted], { env: arm.env });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/: 4 vaults with \d+ protected VMs\n$/);
    installInto(adopted);
    execFileSync(process.execPath, [resolve("node_modules/typescript7/bin/tsc"), "-p", adopted], {
      stdio: "pipe",
    });
    const other = await stackOfProject(adopted, { azureDir });
    const options = {
      pulumi: other.pulumi,
      log: () => undefined,
      yes: true,
      subscriptionId: subscriptionId(0),
    };
    const [, items] = /(\d+) protected VMs/.exec(stdout) ?? [];
    expect(await repair(options)).toBeGreaterThan(Number(items));
    expect(changedSteps(succeeded(await other.preview()))).toEqual([]);
    other.remove();
  });
});
