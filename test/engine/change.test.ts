import type { Stack } from "../../simulator/engine";
import { env, errorsOf, moves, stackOf, vmId } from "../support/engine";

jest.setTimeout(120_000);

const daily = {
  tier: "Standard",
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: 30 } },
};
let stack: Stack;
beforeAll(async () => {
  stack = await stackOf("backup", {
    config: { policy: daily, deleteItems: true, vmIds: { web: vmId("web") } },
  });
  await stack.up({ env });
});
afterAll(() => stack.remove());

it("another time and retention update the policy in place", async () => {
  stack.setConfig({
    policy: { ...daily, schedule: { daily: { time: "23:00" } }, retention: { daily: { days: 60 } } },
  });
  const up = await stack.up({ env });
  expect(up.ok).toBe(true);
  expect(moves(up).sort()).toEqual(["update nightly", "update nightly"]);
});

it("Standard to Enhanced under the same name is refused in preview, with the way to go", async () => {
  stack.setConfig({ policy: { ...daily, tier: "Enhanced" } });
  const preview = await stack.preview({ env });
  expect(preview.ok).toBe(false);
  expect(errorsOf(preview)).toContain("it is a replacement. Fix: give policyName a new value");
});

it("with a new name it is a replacement that takes the VM along", async () => {
  stack.setConfig({ policy: { ...daily, tier: "Enhanced", policyName: "nightly-enhanced" } });
  const preview = await stack.preview({ env });
  expect(preview.ok).toBe(true);
  expect(moves(preview)).toEqual(expect.arrayContaining(["create-replacement nightly", "update backup-web"]));
  const up = await stack.up({ env });
  expect(errorsOf(up)).toBe("");
  expect(moves(up)).toEqual(
    expect.arrayContaining(["create-replacement nightly", "update backup-web", "delete-replaced nightly"]),
  );
});

it("Enhanced to Standard is refused in preview, with the reason", async () => {
  stack.setConfig({ policy: { ...daily, policyName: "nightly-enhanced" } });
  const preview = await stack.preview({ env });
  expect(preview.ok).toBe(false);
  expect(errorsOf(preview)).toContain("Azure moves no VM from an Enhanced policy back");
});
