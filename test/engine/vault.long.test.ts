/** @jest-environment ./test/support/engineEnvironment.js */
import type { Stack } from "../../simulator/engine";
import {
  bankGroup,
  changedSteps,
  env,
  errorsOf,
  expectNoChange,
  itemId,
  stackOf,
  succeeded,
  vmId,
} from "../support/engine";
import { guardLinkId, unlockDelete } from "../support/guard";

jest.setTimeout(180_000);

const locked = { immutability: "Locked", acknowledgesLock: true };
const vms = { web: { vmId: vmId("web") } };

describe("a vault with all its companion resources", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await stackOf("hardened", { config: { vms } });
  });
  afterAll(() => stack.remove());

  it("is created, and a second up has nothing to do, also after a refresh", async () => {
    const up = succeeded(await stack.up({ env }));
    expect(changedSteps(up).filter((step) => step.startsWith("create")).length).toBe(17);
    expectNoChange(await stack.up({ env }));
    expectNoChange(await stack.up({ env, args: ["--refresh"] }));
  });

  it("makes a policy and a VM of the same up wait for the private endpoints", async () => {
    const { resources = [] } = await stack.exportState();
    const waiting = resources
      .filter(({ type }) => /:(ProtectionPolicy|ProtectedItem)$/.test(String(type)))
      .map(({ dependencies }) => String(dependencies).includes("azure-native:network:PrivateEndpoint::"));
    expect(waiting).toEqual([true, true]);
  });

  it("accepts no further endpoint once it has protected a VM", async () => {
    const subnetId = `${bankGroup}/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints`;
    stack.setConfig({ vault: { privateEndpoints: { hub: { subnetId }, later: { subnetId } } } });
    expect(errorsOf(await stack.up({ env }))).toContain("only before the first item is protected");
  });

  it("keeps its encryption key, as preview says", async () => {
    stack.setConfig({ vault: { encryption: null } });
    expect(errorsOf(await stack.preview({ env }))).toContain("Azure cannot remove the key");
  });

  it("warns in preview of what Azure may refuse and of what cannot be undone", async () => {
    stack.setConfig({
      vault: { storageRedundancy: "LocallyRedundant", crossSubscriptionRestore: "PermanentlyDisabled" },
    });
    const preview = await stack.preview({ env });
    expect(preview.ok).toBe(true);
    expect(preview.log).toContain("StorageModelModifyError");
    expect(preview.log).toContain("crossSubscriptionRestore changes to PermanentlyDisabled");
    expect(errorsOf(await stack.up({ env }))).toContain("StorageModelModifyError");
  });

  it("is destroyed with the stack, after its companion resources and once its guard is unlocked", async () => {
    stack.setConfig({ vault: {}, vms: {} });
    unlockDelete(stack, "deleteProtectedItemRequests", itemId("web"));
    succeeded(await stack.up({ env }));
    expect(errorsOf(await stack.destroy({ env }))).toContain("unlockDelete");
    unlockDelete(stack, "deleteResourceGuardProxyRequests", guardLinkId);
    succeeded(await stack.destroy({ env }));
  });
});

describe("immutability", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await stackOf("hardened", { config: { bare: true, vault: locked } });
  });
  afterAll(() => stack.remove());

  it("cannot be Locked at creation: preview names the steps", async () => {
    expect(errorsOf(await stack.preview({ env }))).toContain('set it to "Unlocked" and run pulumi up');
  });

  it("goes from Unlocked to Locked, and preview says that it cannot be undone", async () => {
    stack.setConfig({ vault: { immutability: "Unlocked" } });
    succeeded(await stack.up({ env }));
    stack.setConfig({ vault: { immutability: "Locked" } });
    expect(errorsOf(await stack.preview({ env }))).toContain("acknowledgesLock");
    stack.setConfig({ vault: locked });
    expect((await stack.preview({ env })).log).toContain("This cannot be undone, not even by Microsoft");
    succeeded(await stack.up({ env }));
    expectNoChange(await stack.up({ env }));
  });

  it("never goes back to Unlocked: preview says so, without a request to Azure", async () => {
    stack.setConfig({ vault: { immutability: "Unlocked" } });
    expect(errorsOf(await stack.preview({ env }))).toContain("a lock cannot be undone");
  });
});

it("a management lock keeps what is in the vault until the argument is removed", async () => {
  const stack = await stackOf("hardened", { config: { bare: true, vault: { lock: "CanNotDelete" }, vms } });
  succeeded(await stack.up({ env }));
  stack.setConfig({ vms: {} });
  expect(errorsOf(await stack.up({ env }))).toContain("ScopeLocked");
  // Pulumi deletes a lock and what it covers in any order, so the lock is removed in one up and the vault in the next.
  stack.setConfig({ vault: {}, vms });
  succeeded(await stack.up({ env }));
  succeeded(await stack.destroy({ env }));
  stack.remove();
});

it("secret arguments hide no refusal and no warning, and are not shown", async () => {
  const config = { vault: { immutability: "Unlocked" }, policy: { tier: "Enhanced" }, secretArgs: true };
  const stack = await stackOf("backup", { config });
  succeeded(await stack.up({ env }));
  const hidden = "Its value is secret, so it is not shown";
  stack.setConfig({ vault: locked });
  expect(succeeded(await stack.preview({ env })).log).toContain(hidden);
  stack.setConfig({ vault: { vaultName: "other-vault" }, policy: { tier: "Standard" } });
  const refused = errorsOf(await stack.preview({ env, args: ["--parallel", "1"] }));
  expect(refused).toContain("vaultName: [secret]; this vault accepts [secret]");
  expect(refused).not.toMatch(/other-vault|only "/);
  stack.setConfig({ vault: { immutability: "Unlocked" } });
  const tier = errorsOf(await stack.preview({ env }));
  expect(tier).toContain("tier: [secret]");
  expect(tier).not.toContain("Standard");
  stack.remove();
});
