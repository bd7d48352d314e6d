/** @jest-environment ./test/support/engineEnvironment.js */
// What becomes of recovery points when a stack is destroyed and created again, renamed or moved.
import { repair } from "../../cli/repair/repair";
import { openStore } from "../../simulator/azure/store";
import type { Stack } from "../../simulator/engine";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import {
  bankGroup,
  bankVaultId,
  changedSteps,
  env,
  errorsOf,
  expectNoChange,
  itemId,
  propertiesInAzure,
  stackOf,
  subscription,
  succeeded,
  vmId,
  withoutPauses,
} from "../support/engine";

jest.setTimeout(240_000);

const vmIds = { web: vmId("web"), api: vmId("api") };
const names = Object.keys(vmIds);

let stack: Stack;
const item = (name: string) => propertiesInAzure(stack, itemId(name));

/** A stack in a resource group that another stack created, and a recovery point of each VM. */
async function createWithRecoveryPoints(config: Record<string, unknown>): Promise<void> {
  stack = await stackOf("backup", { config: { ...withoutPauses, groupExists: true, vmIds, ...config } });
  const store = openStore(stack.azureDir);
  const type = "Microsoft.Resources/resourceGroups";
  store.put({ id: bankGroup, type, name: "bank", properties: { location: "westeurope" } });
  succeeded(await stack.up({ env }));
  for (const name of names) {
    const found = store.find(itemId(name));
    if (found === undefined) throw new Error(`no item ${name}`);
    const properties = { ...(found.properties.properties as object), lastRecoveryPoint: `point of ${name}` };
    store.put({ ...found, properties: { ...found.properties, properties } });
  }
}

const repairStack = () =>
  repair({
    pulumi: stack.pulumi,
    log: () => undefined,
    yes: true,
    subscriptionId: subscription.split("/")[2] as string,
  });

describe("a destroyed stack", () => {
  let arm: RestServer | undefined;
  afterEach(async () => {
    stack.remove();
    await arm?.stop();
  });

  it("whose data was retained is created again with its items and recovery points", async () => {
    await createWithRecoveryPoints({ vault: { onDestroy: "Retain" }, retainPolicy: true });
    succeeded(await stack.destroy({ env }));
    expect((await stack.exportState()).resources ?? []).toEqual([]);
    expect(item("web")).toMatchObject({ protectionState: "IRPending", lastRecoveryPoint: "point of web" });

    const refused = errorsOf(await stack.up({ env }));
    expect(refused).toContain("cannot create already existing resource");
    expect(await repairStack()).toBeGreaterThan(0);
    const again = succeeded(await stack.up({ env }));
    const lost = /delete|replace|create .*(web|api|vault|nightly)$/;
    expect(changedSteps(again).filter((step) => lost.test(step))).toEqual([]);
    for (const name of names) expect(item(name)).toMatchObject({ lastRecoveryPoint: `point of ${name}` });
    expectNoChange(await stack.up({ env }));
  });

  it("whose items were deleted is created again within the soft delete time: one up undeletes them with their recovery points", async () => {
    await createWithRecoveryPoints({
      vault: { onDestroy: "Retain" },
      retainPolicy: true,
      deleteItems: true,
    });
    arm = await serveArm({ folder: stack.azureDir, anyVm: true });
    succeeded(await stack.destroy({ env }));
    expect(item("web")).toMatchObject({ isScheduledForDeferredDelete: true });

    // Adopted items are retained. The vault and the policy are repaired as after a crash.
    stack.setConfig({ deleteItems: undefined, adopt: { vaultId: bankVaultId, keys: names } });
    expect(await repairStack()).toBeGreaterThan(0);
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

describe("a vault with recovery points", () => {
  beforeAll(() => createWithRecoveryPoints({ deleteItems: true }));
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
