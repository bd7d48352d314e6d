import type { Stack } from "../../simulator/engine";
import { env, errorsOf, moves, stackOf, vmId } from "../support/engine";

jest.setTimeout(180_000);

const locked = { immutability: "Locked", acknowledgesLock: true };
const vms = { web: { vmId: vmId("web") } };

describe("a vault with everything beside it", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await stackOf("hardened");
  });
  afterAll(() => stack.remove());

  it("is made, and a second up has nothing to do, nor one after a refresh", async () => {
    const up = await stack.up({ env });
    expect(errorsOf(up)).toBe("");
    expect(moves(up).filter((move) => move.startsWith("create")).length).toBe(16);
    expect(Object.keys((await stack.up({ env })).changes)).toEqual(["same"]);
    expect((await stack.refresh({ env })).ok).toBe(true);
    const again = await stack.up({ env });
    expect(moves(again)).toEqual([]);
  });

  it("takes VMs, and no endpoint any more once it has one", async () => {
    stack.setConfig({ vms });
    expect(errorsOf(await stack.up({ env }))).toBe("");
    const endpoints = { hub: { subnetId: "" }, late: { subnetId: "" } };
    const subnetId =
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints";
    for (const endpoint of Object.values(endpoints)) endpoint.subnetId = subnetId;
    stack.setConfig({ vms, vault: { privateEndpoints: endpoints } });
    expect(errorsOf(await stack.up({ env }))).toContain("only while no item was ever protected");
    stack.setConfig({ vault: {} });
    expect(errorsOf(await stack.up({ env }))).toBe("");
  });

  it("keeps its key: preview says so", async () => {
    stack.setConfig({ vms, vault: { encryption: null } });
    const preview = await stack.preview({ env });
    expect(errorsOf(preview)).toContain("a vault without it is a new vault");
  });

  it("tells what Azure may refuse, and what nobody can undo", async () => {
    stack.setConfig({
      vms,
      vault: { storageRedundancy: "LocallyRedundant", crossSubscriptionRestore: "PermanentlyDisabled" },
    });
    const preview = await stack.preview({ env });
    expect(preview.ok).toBe(true);
    expect(preview.log).toContain("StorageModelModifyError");
    expect(preview.log).toContain("crossSubscriptionRestore goes to PermanentlyDisabled");
    expect(errorsOf(await stack.up({ env }))).toContain("StorageModelModifyError");
  });

  it("goes with the stack, all that stands beside it first", async () => {
    stack.setConfig({ vault: {}, vms: {} });
    expect(errorsOf(await stack.up({ env }))).toBe("");
    expect(errorsOf(await stack.destroy({ env }))).toBe("");
  });
});

it("a policy and a VM of the same up wait for the private endpoints", async () => {
  const stack = await stackOf("hardened", { config: { vms } });
  expect(errorsOf(await stack.up({ env }))).toBe("");
  const { resources = [] } = await stack.exportState();
  const waiting = resources
    .filter(({ type }) => /:(ProtectionPolicy|ProtectedItem)$/.test(String(type)))
    .map(({ dependencies }) => String(dependencies).includes("azure-native:network:PrivateEndpoint::"));
  expect(waiting).toEqual([true, true]);
  stack.remove();
});

describe("immutability", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await stackOf("hardened", { config: { bare: true, vault: locked } });
  });
  afterAll(() => stack.remove());

  it("is not Locked at creation: preview says the way", async () => {
    expect(errorsOf(await stack.preview({ env }))).toContain("set it to Unlocked and run pulumi up");
  });

  it("is Locked from Unlocked, and preview says that nobody can undo it", async () => {
    stack.setConfig({ vault: { immutability: "Unlocked" } });
    expect(errorsOf(await stack.up({ env }))).toBe("");
    stack.setConfig({ vault: { immutability: "Locked" } });
    expect(errorsOf(await stack.preview({ env }))).toContain("acknowledgesLock");
    stack.setConfig({ vault: locked });
    const preview = await stack.preview({ env });
    expect(preview.log).toContain("this cannot be undone, by nobody");
    expect(errorsOf(await stack.up({ env }))).toBe("");
    expect(Object.keys((await stack.up({ env })).changes)).toEqual(["same"]);
  });

  it("is never Unlocked again: preview says so, Azure is not asked", async () => {
    stack.setConfig({ vault: { immutability: "Unlocked" } });
    expect(errorsOf(await stack.preview({ env }))).toContain("nobody can undo");
  });
});

it("a management lock keeps what is in the vault until the argument is taken away", async () => {
  const stack = await stackOf("hardened", { config: { bare: true, vault: { lock: "CanNotDelete" }, vms } });
  expect(errorsOf(await stack.up({ env }))).toBe("");
  stack.setConfig({ vms: {} });
  expect(errorsOf(await stack.up({ env }))).toContain("ScopeLocked");
  // What is locked is kept in one up and deleted in the next: Pulumi deletes a lock and what it covers in any order.
  stack.setConfig({ vault: {}, vms });
  expect(errorsOf(await stack.up({ env }))).toBe("");
  expect(errorsOf(await stack.destroy({ env }))).toBe("");
  stack.remove();
});
