/** @jest-environment ./test/support/engineEnvironment.js */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../../simulator/engine";
import { changedSteps, env, errorsOf, expectNoChange, stackOf, succeeded, vmId } from "../support/engine";

jest.setTimeout(120_000);

const three = { web: vmId("web"), db: vmId("db"), queue: vmId("queue") };

describe("a stack", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await stackOf("backup", { config: { deleteItems: true, vmIds: three } });
  });
  afterAll(() => stack.remove());

  it("is created by the first up, and the second up changes nothing", async () => {
    const first = succeeded(await stack.up({ env }));
    expect(first.changes).toEqual({ create: 10 });
    expect(Object.keys(first.outputs.items as object).sort()).toEqual(["db", "queue", "web"]);
    expect(succeeded(await stack.up({ env })).changes).toEqual({ same: 10 });
  });

  it("gets one more resource for a fourth VM, and preview knows the names", async () => {
    stack.setConfig({ vmIds: { first: vmId("first"), ...three } });
    const preview = await stack.preview({ env });
    expect(preview.outputs.vaultName).toBe("bank-vault");
    expect(changedSteps(await stack.up({ env }))).toEqual(["update backup", "create backup-first"]);
  });

  it("refuses a renamed key and names the fix: with previousKey no protected item changes", async () => {
    const renamed = { vmIds: { front: vmId("first"), ...three } };
    stack.setConfig(renamed);
    const without = await stack.preview({ env });
    expect(without.ok).toBe(false);
    expect(errorsOf(without)).toContain('set previousKey: "first"');
    stack.setConfig({ ...renamed, previousKeys: { front: "first" } });
    expect(changedSteps(succeeded(await stack.up({ env })))).toEqual(["update backup"]);
  });

  it("refuses another region for the vault, and accepts another spelling of the same", async () => {
    stack.setConfig({ vault: { location: "northeurope" } });
    expect(errorsOf(await stack.preview({ env }))).toContain(
      'location is "northeurope"; this vault accepts only "westeurope"',
    );
    stack.setConfig({ vault: { location: "West Europe" } });
    const steps = changedSteps(succeeded(await stack.up({ env })));
    expect(steps.filter((step) => !step.startsWith("update"))).toEqual([]);
  });

  it("has no drift after a refresh, and destroy leaves nothing", async () => {
    succeeded(await stack.refresh({ env }));
    expectNoChange(await stack.up({ env }));
    expect(succeeded(await stack.destroy({ env })).changes).toEqual({ delete: 11 });
    expect((await stack.exportState()).resources ?? []).toEqual([]);
  });
});

it("by default destroy is refused and changes nothing, and a VM that leaves the map stays protected", async () => {
  const kept = await stackOf("backup", { config: { protect: true, vmIds: { web: vmId("web") } } });
  succeeded(await kept.up({ env }));
  // Without the flag destroy previews first, as it does for a user.
  const refused = await kept.destroy({ env, args: ["--skip-preview=false"] });
  expect(refused.ok).toBe(false);
  expect(errorsOf(refused)).toContain("protect");
  kept.setConfig({ vmIds: {} });
  // A resource that the refused destroy had deleted would be created here.
  expect(changedSteps(succeeded(await kept.up({ env })))).toEqual(["update backup", "delete backup-web"]);
  const azure = readFileSync(join(kept.azureDir, "azure.jsonl"), "utf8");
  expect(azure).toContain('"name":"VM;iaasvmcontainerv2;bank;web"');
  expect(azure).not.toContain('{"remove"');
  kept.remove();
});
