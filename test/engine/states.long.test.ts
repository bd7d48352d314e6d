/** @jest-environment ./test/support/engineEnvironment.js */
import type { Stack } from "../../simulator/engine";
import {
  bankVaultId,
  changedSteps,
  env,
  errorsOf,
  expectNoChange,
  itemId,
  propertiesInAzure,
  stackOf,
  succeeded,
  vmId,
} from "../support/engine";

jest.setTimeout(180_000);

const vmIds = { web: vmId("web"), api: vmId("api") };

describe("a protected VM", () => {
  let stack: Stack;
  const up = async (args: string[] = []) => succeeded(await stack.up({ env, args }));
  const item = (name: string) => propertiesInAzure(stack, itemId(name));
  beforeAll(async () => {
    stack = await stackOf("backup", { config: { vmIds } });
    await up();
  });
  afterAll(() => stack.remove());

  it("is stopped in place with its data retained, and nothing is left to do, also after a refresh", async () => {
    stack.setConfig({ states: { web: "ProtectionStopped" } });
    const preview = await stack.preview({ env });
    expect(preview.log).toContain("its backup stops, and its recovery points stay");
    expect(changedSteps(await up())).toEqual(expect.arrayContaining(["update backup-web"]));
    expect(item("web")).toMatchObject({ protectionState: "ProtectionStopped" });
    expectNoChange(await up());
    expectNoChange(await up(["--refresh"]));
  });

  it("resumes in place, and preview says so", async () => {
    stack.setConfig({ states: { web: "Protected" } });
    expect((await stack.preview({ env })).log).toContain("its backup runs again");
    await up();
    expect(item("web")).toMatchObject({ protectionState: "IRPending", policyId: expect.any(String) });
  });

  it("leaves the map while it is stopped, and Azure keeps it", async () => {
    stack.setConfig({ states: { web: "ProtectionStopped" } });
    await up();
    stack.setConfig({ vmIds: { api: vmIds.api }, states: {} });
    expect(changedSteps(await up())).toContain("delete backup-web");
    expect(item("web")).toMatchObject({ protectionState: "ProtectionStopped" });
  });

  it("is adopted again: preview says that its backup resumes, and one up does it", async () => {
    stack.setConfig({ vmIds, adopt: { vaultId: bankVaultId, keys: ["web"] } });
    const preview = await stack.preview({ env });
    expect(errorsOf(preview)).toBe("");
    expect(preview.log).toContain(
      "is adopted: its backup is ProtectionStopped now, and pulumi up starts it again",
    );
    expect(changedSteps(await up())).toContain("import backup-web");
    expect(item("web")).toMatchObject({ protectionState: "IRPending", policyId: expect.any(String) });
    expectNoChange(await up());
    expectNoChange(await up(["--refresh"]));
  });

  it("stays when the adoption is removed from the program", async () => {
    stack.setConfig({ adopt: {} });
    expect(changedSteps(await up()).filter((step) => !step.endsWith("backup"))).toEqual([]);
  });

  it("has the chosen disks, and preview says that removing the choice changes nothing in Azure", async () => {
    stack.setConfig({ disks: { web: { include: [] }, api: { exclude: [1] } } });
    await up();
    const chosen = (name: string) => item(name)?.extendedProperties;
    expect(chosen("web")).toEqual({ diskExclusionProperties: { diskLunList: [], isInclusionList: true } });
    expect(chosen("api")).toEqual({ diskExclusionProperties: { diskLunList: [1], isInclusionList: false } });
    expectNoChange(await up(["--refresh"]));
    stack.setConfig({ disks: { api: { exclude: [1] } } });
    expect((await stack.preview({ env })).log).toContain("write disks: { exclude: [] }");
  });

  it("is suspended only in an immutable vault: preview refuses it before, and one up makes both changes", async () => {
    stack.setConfig({ states: { web: "BackupsSuspended" } });
    const refused = errorsOf(await stack.preview({ env }));
    expect(refused).toContain('vms.web.protectionState is "BackupsSuspended"');
    expect(refused).toContain("a vault with immutability Unlocked or Locked");
    stack.setConfig({ vault: { immutability: "Unlocked" } });
    await up();
    expect(item("web")).toMatchObject({ protectionState: "BackupsSuspended" });
    expectNoChange(await up());
  });
});

it("a VM cannot be stopped from the start: preview names the steps", async () => {
  const stack = await stackOf("backup", { config: { vmIds, states: { web: "ProtectionStopped" } } });
  expect(errorsOf(await stack.preview({ env }))).toContain("leave protectionState out and run pulumi up");
  stack.remove();
});
