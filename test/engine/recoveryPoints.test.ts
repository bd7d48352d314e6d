/** @jest-environment ./test/support/engineEnvironment.js */
// What becomes of recovery points when a stack is renamed or moved. recoveryPoints.long.test.ts destroys it and creates it again.
import type { Stack } from "../../simulator/engine";
import {
  changedSteps,
  env,
  errorsOf,
  expectNoChange,
  stackOf,
  succeeded,
  withoutPauses,
} from "../support/engine";
import { createWithRecoveryPoints, itemOf, vmIds } from "../support/recoveryPoints";

jest.setTimeout(240_000);

let stack: Stack;
const item = (name: string) => itemOf(stack, name);

describe("a vault with recovery points", () => {
  beforeAll(async () => {
    stack = await createWithRecoveryPoints({ deleteItems: true });
  });
  afterAll(() => stack.remove());

  it("is not replaced by one in another region or with another name: preview refuses it, and nothing is lost", async () => {
    for (const [changed, message] of [
      [{ location: "northeurope" }, 'location is "northeurope"; this vault accepts only "westeurope"'],
      [{ vaultName: "other-vault" }, 'vaultName is "other-vault"; this vault accepts only "bank-vault"'],
    ] as const) {
      stack.setConfig({ vault: changed });
      expect(errorsOf(await stack.preview({ env }))).toContain(message);
    }
    expect((await stack.up({ env })).ok).toBe(false);
    expect(item("web")).toMatchObject({ protectionState: "IRPending", lastRecoveryPoint: "point of web" });
  });

  it("keeps them when its component is renamed by an alias and the vault keeps its name", async () => {
    stack.setConfig({ vaultName: "safe", vaultAlias: "bank-vault", vault: { vaultName: "bank-vault" } });
    const steps = changedSteps(succeeded(await stack.up({ env })));
    expect(steps.filter((step) => !step.startsWith("update"))).toEqual([]);
    expect(item("web")).toMatchObject({ lastRecoveryPoint: "point of web" });
  });
});

it("Azure answers ids in other letters: a second up changes nothing, a change is made in place, also after a refresh", async () => {
  const other = { ...env, AZURE_SIMULATION_ID_CASE: "changed" };
  stack = await stackOf("backup", { config: { ...withoutPauses, vmIds, deleteItems: true } });
  succeeded(await stack.up({ env: other }));
  const second = await stack.up({ env: other });
  expectNoChange(second);
  const ids = Object.values(second.outputs.items as Record<string, string>);
  expect(ids[0]).toMatch(/resourcegroups\/BANK.*\/VM;iaasvmcontainerv2;BANK;/);
  expectNoChange(await stack.up({ env: other, args: ["--refresh"] }));
  stack.setConfig({ disks: { web: { include: [] } }, policy: { retention: { daily: { days: 40 } } } });
  const steps = changedSteps(succeeded(await stack.up({ env: other })));
  expect(steps.filter((step) => /replace|delete/.test(step))).toEqual([]);
  expectNoChange(await stack.up({ env: other }));
  succeeded(await stack.destroy({ env: other }));
  stack.remove();
});
