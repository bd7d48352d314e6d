/** @jest-environment ./test/support/engineEnvironment.js */
// The place that RestoreDrillNetwork creates is one in which a drill runs.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveArm } from "../../simulator/rest/server";
import { runCli } from "../support/cli";
import { createDrillEstate, leftBehind } from "../support/drillEstate";
import { expectNoChange, policyPacks, stackOf, succeeded } from "../support/engine";

jest.setTimeout(240_000);

it("a drill runs in it, a second up changes nothing, and the policy pack accepts it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "drill-network-"));
  const azureDir = join(folder, "azure");
  const store = await createDrillEstate(azureDir, ["ledger"], { hasPlace: false });
  const stack = await stackOf("drillNetwork", {
    azureDir,
    config: { "azure-native:location": "westeurope" },
  });
  const arm = await serveArm({ folder: azureDir });
  try {
    const up = succeeded(await stack.up({ policyPacks }));
    expect(up.policyViolations).toEqual([]);
    expect(up.log).not.toContain("does not model");
    const { stdout } = await stack.pulumi(["stack", "output", "drillOptions"]);
    const place = stdout.trim().split(" ");
    const args = [...place, "--poll-seconds", "0.1", "--check", "boot", "agent"];
    const drill = await runCli(
      ["drill", "ledger", ...args, "--evidence", join(folder, "evidence"), "--yes"],
      {
        env: arm.env,
      },
    );
    expect(drill).toMatchObject({ code: 0, stdout: expect.stringContaining("ledger  passed (simulated)") });
    expect(leftBehind(store, "bankdrillstaging")).toEqual([]);
    expectNoChange(await stack.up());
  } finally {
    await arm.stop();
    stack.remove();
    rmSync(folder, { recursive: true });
  }
});
