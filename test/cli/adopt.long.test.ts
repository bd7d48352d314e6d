/** @jest-environment ./test/support/engineEnvironment.js */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repair } from "../../cli/repair/repair";
import type { Stack } from "../../simulator/engine";
import type { RestServer } from "../../simulator/rest/server";
import { runCli } from "../support/cli";
import { changedSteps, env, errorsOf, stackOfProject } from "../support/engine";
import { installInto } from "../support/install";
import { existingBackups } from "./existingBackups";

jest.setTimeout(240_000);

const subscription = "00000000-0000-0000-0000-000000000000";
const folder = mkdtempSync(join(tmpdir(), "adopt-"));
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
