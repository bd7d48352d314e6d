// examples/pipeline.sh in simulated Azure. Its `npm install` and `npx` get this package without a registry.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { repositoryDir } from "../../simulator/engine/cache";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { runCli } from "../support/cli";
import { withoutTypeCheck } from "../support/engine";
import { makeEstate, subscriptionId } from "../support/estate";

jest.setTimeout(1_800_000);

const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
const own = (...path: string[]) => join(folder, ...path);
let arm: RestServer;
beforeAll(async () => {
  makeEstate({ folder: own("simulated/azure"), vms: 20, regions: ["westeurope", "northeurope"] });
  arm = await serveArm({ folder: own("simulated/azure") });
  mkdirSync(own("bin"));
  const modules = join(repositoryDir, "node_modules");
  for (const [name, lines] of Object.entries({
    npm: [
      "mkdir -p node_modules",
      `ln -sfn "${repositoryDir}" node_modules/azure-vm-backup`,
      ...["@pulumi", "@types", "typescript"].map(
        (one) => `ln -sfn "${join(modules, one)}" node_modules/${one}`,
      ),
    ],
    npx: ["shift", `exec "${process.execPath}" "${join(repositoryDir, "dist/cli/index.js")}" "$@"`],
  })) {
    writeFileSync(own("bin", name), ["#!/bin/sh", ...lines, ""].join("\n"));
    chmodSync(own("bin", name), 0o755);
  }
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});

/** Runs a command under `simulate`, which keeps the caller's logins from it, with those of simulated Azure's REST API. */
const pipeline = () => {
  const login = Object.entries({ ...arm.env, ...withoutTypeCheck }).map(
    ([name, value]) => `${name}=${value}`,
  );
  const path = `PATH=${own("bin")}${delimiter}`;
  const script = join(repositoryDir, "examples/pipeline.sh");
  const command = ["env", ...login, "sh", "-c", `${path}$PATH exec bash "${script}" "${own("backup")}"`];
  return runCli(["simulate", "--state", own("simulated"), "--", ...command], {
    env: { SUBSCRIPTION: subscriptionId(0) },
  });
};

it("reports, writes both projects, previews, imports, and changes nothing in Azure; a second run has nothing to import", async () => {
  const contents = () => JSON.stringify([...openStore(own("simulated/azure")).all()]);
  const before = contents();
  const first = await pipeline();
  expect([first.stderr, first.code]).toEqual([expect.anything(), 0]);
  expect(first.stdout).toMatch(/backup\/new: 12 VMs, \d+ left out/);
  expect(first.stdout).toMatch(/Imported (\d+) of \1\./);
  const { subscriptions } = JSON.parse(readFileSync(own("backup/report.json"), "utf8"));
  expect(subscriptions[0].vms).toHaveLength(20);
  const second = await pipeline();
  expect([second.code, second.stdout]).toEqual([0, expect.stringContaining("Nothing to repair")]);
  expect(contents()).toBe(before);
});

it("ends with the exit code of the first command that fails", async () => {
  arm.setFaults([{ request: /^POST .*ResourceGraph/i, status: 403, code: "AuthorizationFailed" }]);
  const { code, stdout } = await pipeline();
  expect([code, stdout]).toEqual([2, expect.not.stringContaining("Imported")]);
});
