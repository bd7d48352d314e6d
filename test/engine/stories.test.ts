// What becomes of recovery points over the whole life of a stack.
import { repair } from "../../cli/repair/repair";
import { openStore } from "../../simulator/azure/store";
import type { Outcome, Stack } from "../../simulator/engine";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { env, errorsOf, moves, stackOf, vmId } from "../support/engine";

jest.setTimeout(240_000);

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank";
const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/bank-vault`;
const itemId = (name: string) =>
  `${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;bank;${name}/protectedItems/vm;iaasvmcontainerv2;bank;${name}`;
const vmIds = { web: vmId("web"), api: vmId("api") };
const quick = { "azure-vm-backup:retryPauseSeconds": 0 };

let stack: Stack;
afterEach(() => stack.remove());

const item = (name: string) =>
  openStore(stack.azureDir).find(itemId(name))?.properties.properties as Record<string, unknown> | undefined;
const good = (outcome: Outcome): Outcome => {
  expect(errorsOf(outcome)).toBe("");
  expect(outcome.ok).toBe(true);
  return outcome;
};

/** A stack whose resource group another one made, and a recovery point of each VM. */
async function begin(config: Record<string, unknown>): Promise<void> {
  stack = await stackOf("backup", { config: { ...quick, groupExists: true, vmIds, ...config } });
  const store = openStore(stack.azureDir);
  const type = "Microsoft.Resources/resourceGroups";
  store.put({ id: group, type, name: "bank", properties: { location: "westeurope" } });
  good(await stack.up({ env }));
  for (const name of Object.keys(vmIds)) {
    const found = store.find(itemId(name));
    if (found === undefined) throw new Error(`no item ${name}`);
    const properties = { ...(found.properties.properties as object), lastRecoveryPoint: `point of ${name}` };
    store.put({ ...found, properties: { ...found.properties, properties } });
  }
}

const takeBack = () =>
  repair({
    pulumi: stack.pulumi,
    say: () => undefined,
    yes: true,
    subscriptionId: group.split("/")[2] as string,
  });

it("a stack destroyed with its data retained is made again: items and recovery points are there", async () => {
  await begin({ vault: { onDestroy: "Retain" }, retainPolicy: true });
  good(await stack.destroy({ env }));
  expect((await stack.exportState()).resources ?? []).toEqual([]);
  expect(item("web")).toMatchObject({ protectionState: "IRPending", lastRecoveryPoint: "point of web" });

  expect(errorsOf(await stack.up({ env }))).toContain("cannot create already existing resource");
  expect(await takeBack()).toBeGreaterThan(0);
  const again = good(await stack.up({ env }));
  expect(
    moves(again).filter((move) => /delete|replace|create .*(web|api|vault|nightly)$/.test(move)),
  ).toEqual([]);
  for (const name of ["web", "api"])
    expect(item(name)).toMatchObject({ lastRecoveryPoint: `point of ${name}` });
  expect(Object.keys(good(await stack.up({ env })).changes)).toEqual(["same"]);
});

describe("a stack destroyed with its items deleted", () => {
  let arm: RestServer;
  afterEach(() => arm.stop());

  it("is made again within the soft delete time: items come back with their recovery points", async () => {
    await begin({ vault: { onDestroy: "Retain" }, retainPolicy: true, deleteItems: true });
    arm = await serveArm({ folder: stack.azureDir, anyVm: true });
    good(await stack.destroy({ env }));
    expect(item("web")).toMatchObject({ isScheduledForDeferredDelete: true });

    expect(errorsOf(await stack.up({ env }))).toContain("cannot create already existing resource");
    // What is adopted is retained; the vault and the policy come back as after a crash.
    stack.setConfig({ deleteItems: undefined, adopt: { vaultId: vault, keys: ["web", "api"] } });
    expect(await takeBack()).toBeGreaterThan(0);
    good(await stack.up({ env: { ...env, ...arm.env } }));
    for (const name of ["web", "api"]) {
      expect(item(name)).toMatchObject({
        protectionState: "IRPending",
        lastRecoveryPoint: `point of ${name}`,
      });
      expect(item(name)?.isScheduledForDeferredDelete).toBeUndefined();
    }
    expect(Object.keys(good(await stack.up({ env })).changes)).toEqual(["same"]);
  });
});

it("a vault with another region or name is refused in preview, and nothing is lost", async () => {
  await begin({ deleteItems: true });
  for (const [changed, said] of [
    [{ location: "northeurope" }, "location: got northeurope; allowed: westeurope"],
    [{ vaultName: "other-vault" }, "vaultName: got other-vault; allowed: bank-vault"],
  ] as const) {
    stack.setConfig({ vault: changed });
    expect(errorsOf(await stack.preview({ env }))).toContain(said);
  }
  expect((await stack.up({ env })).ok).toBe(false);
  expect(item("web")).toMatchObject({ protectionState: "IRPending", lastRecoveryPoint: "point of web" });
  stack.setConfig({ vault: {} });
  good(await stack.up({ env }));
});

it("a vault's component is renamed by an alias, as long as the vault keeps its name", async () => {
  await begin({ deleteItems: true });
  stack.setConfig({ vaultName: "safe", vaultAlias: "bank-vault", vault: { vaultName: "bank-vault" } });
  const moved = moves(good(await stack.up({ env })));
  expect(moved.filter((move) => !move.startsWith("update"))).toEqual([]);
  expect(item("web")).toMatchObject({ lastRecoveryPoint: "point of web" });
});

it("a region named where the group's was meant is refused as well", async () => {
  stack = await stackOf("backup", { config: { ...quick, vmIds, deleteItems: true } });
  good(await stack.up({ env }));
  stack.setConfig({ vault: { location: "northeurope" } });
  expect(errorsOf(await stack.preview({ env }))).toContain("location: got northeurope; allowed: westeurope");
  stack.setConfig({ vault: { location: "West Europe" } });
  expect(moves(good(await stack.up({ env }))).filter((move) => !move.startsWith("update"))).toEqual([]);
});

it("Azure answers in other letters: a second up is all same, after a refresh too; a change stays in place", async () => {
  const other = { ...env, AZURE_SIMULATION_ID_CASE: "changed" };
  stack = await stackOf("backup", { config: { ...quick, vmIds, deleteItems: true } });
  good(await stack.up({ env: other }));
  const ids = Object.values((await stack.up({ env: other })).outputs.items as Record<string, string>);
  expect(ids[0]).toMatch(/resourcegroups\/BANK.*\/VM;iaasvmcontainerv2;BANK;/);
  const settled = async () =>
    expect(Object.keys(good(await stack.up({ env: other })).changes)).toEqual(["same"]);
  await settled();
  good(await stack.refresh({ env: other }));
  await settled();
  stack.setConfig({ disks: { web: { include: [] } }, policy: { retention: { daily: { days: 40 } } } });
  expect(moves(good(await stack.up({ env: other }))).filter((move) => /replace|delete/.test(move))).toEqual(
    [],
  );
  await settled();
  good(await stack.destroy({ env: other }));
});

it("what Azure took and failed at later is not tried again: the stack keeps it, and the next up mends it", async () => {
  const fault = { status: 500, code: "CloudInternalError", partial: true, times: 1 };
  const faults = [{ resource: "*:ProtectedItem", operation: "create", ...fault }];
  stack = await stackOf("backup", { config: { ...quick, vmIds }, faults });
  const failed = await stack.up({ env });
  expect(errorsOf(failed)).toContain("CloudInternalError");
  expect(failed.log).not.toContain("trying again");
  good(await stack.up({ env }));
  expect(Object.keys(good(await stack.up({ env })).changes)).toEqual(["same"]);
});

it("a look before a create that is throttled is waited for, and nothing is made twice", async () => {
  const faults = [{ resource: "*:ProtectedItem", operation: "check", status: 429, times: 3 }];
  stack = await stackOf("backup", { config: { ...quick, vmIds }, faults });
  expect(good(await stack.up({ env })).log).toContain("Azure is throttling; trying again");
});

it("of each answer that Azure gives, azure-native bears three and we the rest", async () => {
  const storm = { resource: "*:ProtectedItem", operation: "create", eachAnswer: true };
  const faults = [{ ...storm, status: 429, times: 11 }];
  stack = await stackOf("backup", { config: { ...quick, vmIds: { web: vmIds.web } }, faults });
  const up = good(await stack.up({ env }));
  expect(up.log).toContain("(2 of 4)");
  expect(up.log).not.toContain("(3 of 4)");
});

it("a vault whose items answer for a while after their deletion goes in the end", async () => {
  const slow = { ...env, AZURE_SIMULATION_SLOW_DELETES: "2" };
  stack = await stackOf("backup", { config: { ...quick, vmIds, deleteItems: true } });
  good(await stack.up({ env: slow }));
  const destroyed = await stack.destroy({ env: slow, args: ["--run-program"] });
  expect(good(destroyed).log).toContain("the vault still has items; trying again");
});
