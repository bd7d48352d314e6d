/** @jest-environment ./test/support/engineEnvironment.js */
// A destroyed stack that is created again. recoveryPoints.test.ts has a vault that is renamed or moved.
import type { Stack } from "../../simulator/engine";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { bankVaultId, changedSteps, env, errorsOf, expectNoChange, succeeded } from "../support/engine";
import { createWithRecoveryPoints, itemOf, names, repairStack } from "../support/recoveryPoints";

jest.setTimeout(240_000);

let stack: Stack;
const item = (name: string) => itemOf(stack, name);

describe("a destroyed stack", () => {
  let arm: RestServer | undefined;
  afterEach(async () => {
    stack.remove();
    await arm?.stop();
  });

  it("whose data was retained is created again with its items and recovery points", async () => {
    stack = await createWithRecoveryPoints({ vault: { onDestroy: "Retain" }, retainPolicy: true });
    succeeded(await stack.destroy({ env }));
    expect((await stack.exportState()).resources ?? []).toEqual([]);
    expect(item("web")).toMatchObject({ protectionState: "IRPending", lastRecoveryPoint: "point of web" });

    const refused = errorsOf(await stack.up({ env }));
    expect(refused).toContain("cannot create already existing resource");
    expect(await repairStack(stack)).toBeGreaterThan(0);
    const again = succeeded(await stack.up({ env }));
    const lost = /delete|replace|create .*(web|api|vault|nightly)$/;
    expect(changedSteps(again).filter((step) => lost.test(step))).toEqual([]);
    for (const name of names) expect(item(name)).toMatchObject({ lastRecoveryPoint: `point of ${name}` });
    expectNoChange(await stack.up({ env }));
  });

  it("whose items were deleted is created again within the soft delete time: one up undeletes them with their recovery points", async () => {
    stack = await createWithRecoveryPoints({
      vault: { onDestroy: "Retain" },
      retainPolicy: true,
      deleteItems: true,
    });
    arm = await serveArm({ folder: stack.azureDir, anyVm: true });
    succeeded(await stack.destroy({ env }));
    expect(item("web")).toMatchObject({ isScheduledForDeferredDelete: true });

    // Adopted items are retained. The vault and the policy are repaired as after a crash.
    stack.setConfig({ deleteItems: undefined, adopt: { vaultId: bankVaultId, keys: names } });
    expect(await repairStack(stack)).toBeGreaterThan(0);
    const back = succeeded(await stack.up({ env: { ...env, ...arm.env } }));
    expect(changedSteps(back)).toEqual(expect.arrayContaining(["import backup-web", "import backup-api"]));
    for (const name of names) {
      expect(item(name)).toMatchObject({
        protectionState: "IRPending",
        policyId: expect.any(String),
        lastRecoveryPoint: `point of ${name}`,
      });
      expect(item(name)?.isScheduledForDeferredDelete).toBeUndefined();
    }
    expectNoChange(await stack.up({ env }));
  });
});
