/** @jest-environment ./test/support/engineEnvironment.js */
import type { Stack } from "../../simulator/engine";
import { changedSteps, env, errorsOf, stackOf, succeeded, vmId } from "../support/engine";

jest.setTimeout(120_000);

const daily = {
  tier: "Standard",
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: 30 } },
};

describe("a change of a policy", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await stackOf("backup", {
      config: { policy: daily, deleteItems: true, vmIds: { web: vmId("web") } },
    });
    await stack.up({ env });
  });
  afterAll(() => stack.remove());

  it("of time and retention updates it in place", async () => {
    stack.setConfig({
      policy: { ...daily, schedule: { daily: { time: "23:00" } }, retention: { daily: { days: 60 } } },
    });
    const up = succeeded(await stack.up({ env }));
    expect(changedSteps(up).sort()).toEqual(["update nightly", "update nightly"]);
  });

  it("from Standard to Enhanced under the same name is refused in preview, with the fix", async () => {
    stack.setConfig({ policy: { ...daily, tier: "Enhanced" } });
    const preview = await stack.preview({ env });
    expect(preview.ok).toBe(false);
    expect(errorsOf(preview)).toContain("Fix: give policyName a new value");
  });

  it("from Standard to Enhanced under a new name replaces the policy and updates the VM's item", async () => {
    stack.setConfig({ policy: { ...daily, tier: "Enhanced", policyName: "nightly-enhanced" } });
    const preview = await stack.preview({ env });
    expect(preview.ok).toBe(true);
    const replaced = ["create-replacement nightly", "update backup-web"];
    expect(changedSteps(preview)).toEqual(expect.arrayContaining(replaced));
    const up = succeeded(await stack.up({ env }));
    expect(changedSteps(up)).toEqual(expect.arrayContaining([...replaced, "delete-replaced nightly"]));
  });

  it("from Enhanced to Standard is refused in preview, with the reason", async () => {
    stack.setConfig({ policy: { ...daily, policyName: "nightly-enhanced" } });
    const preview = await stack.preview({ env });
    expect(preview.ok).toBe(false);
    expect(errorsOf(preview)).toContain("Azure moves no VM from an Enhanced policy back");
  });
});
