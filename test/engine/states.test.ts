import { openStore } from "../../simulator/azure/store";
import type { Stack } from "../../simulator/engine";
import { env, errorsOf, moves, stackOf, vmId } from "../support/engine";

jest.setTimeout(180_000);

const vault =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/bank-vault";
const itemId = (name: string) =>
  `${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;bank;${name}/protectedItems/vm;iaasvmcontainerv2;bank;${name}`;
const vmIds = { web: vmId("web"), api: vmId("api") };

/** What Azure has of an item. */
const item = ({ azureDir }: Stack, name: string) =>
  openStore(azureDir).find(itemId(name))?.properties.properties as Record<string, unknown> | undefined;

let stack: Stack;
const up = async () => {
  const done = await stack.up({ env });
  expect(errorsOf(done)).toBe("");
  return done;
};
/** After a change nothing is left to do, nor after a refresh. */
const settled = async () => {
  expect(Object.keys((await up()).changes)).toEqual(["same"]);
  expect((await stack.refresh({ env })).ok).toBe(true);
  expect(moves(await up())).toEqual([]);
};

describe("a protected VM", () => {
  beforeAll(async () => {
    stack = await stackOf("backup", { config: { vmIds } });
    await up();
  });
  afterAll(() => stack.remove());

  it("is stopped with its data retained, in place; then it leaves the map and stays so", async () => {
    stack.setConfig({ states: { web: "ProtectionStopped" } });
    const preview = await stack.preview({ env });
    expect(preview.log).toContain("its backup stops, and its recovery points stay");
    expect(moves(await up())).toEqual(expect.arrayContaining(["update backup-web"]));
    expect(item(stack, "web")).toMatchObject({ protectionState: "ProtectionStopped" });
    await settled();
  });

  it("runs again, in place, and preview says so", async () => {
    stack.setConfig({ states: { web: "Protected" } });
    expect((await stack.preview({ env })).log).toContain("its backup runs again");
    await up();
    expect(item(stack, "web")).toMatchObject({ protectionState: "IRPending", policyId: expect.any(String) });
  });

  it("leaves the map stopped, and Azure keeps it", async () => {
    stack.setConfig({ states: { web: "ProtectionStopped" } });
    await up();
    stack.setConfig({ vmIds: { api: vmIds.api }, states: {} });
    expect(moves(await up())).toContain("delete backup-web");
    expect(item(stack, "web")).toMatchObject({ protectionState: "ProtectionStopped" });
  });

  it("is adopted again: preview says that its backup runs again, and one up does it", async () => {
    stack.setConfig({ vmIds, adopt: { vaultId: vault, keys: ["web"] } });
    const preview = await stack.preview({ env });
    expect(errorsOf(preview)).toBe("");
    expect(preview.log).toContain("is adopted and its backup, which is ProtectionStopped, runs again");
    expect(moves(await up())).toContain("import backup-web");
    expect(item(stack, "web")).toMatchObject({ protectionState: "IRPending", policyId: expect.any(String) });
    await settled();
  });

  it("stays when the adoption is taken out of the program", async () => {
    stack.setConfig({ adopt: {} });
    expect(moves(await up()).filter((move) => !move.endsWith("backup"))).toEqual([]);
  });

  it("has the disks that are chosen, and preview tells what taking the choice away does not do", async () => {
    stack.setConfig({ disks: { web: { include: [] }, api: { exclude: [1] } } });
    await up();
    const chosen = (name: string) => item(stack, name)?.extendedProperties;
    expect(chosen("web")).toEqual({ diskExclusionProperties: { diskLunList: [], isInclusionList: true } });
    expect(chosen("api")).toEqual({ diskExclusionProperties: { diskLunList: [1], isInclusionList: false } });
    await settled();
    stack.setConfig({ disks: { api: { exclude: [1] } } });
    expect((await stack.preview({ env })).log).toContain("write disks: { exclude: [] }");
  });
});

it("is not stopped from the start: preview says the way", async () => {
  const fresh = await stackOf("backup", { config: { vmIds, states: { web: "ProtectionStopped" } } });
  expect(errorsOf(await fresh.preview({ env }))).toContain("leave protectionState out, run pulumi up");
  fresh.remove();
});

it("a destroyed stack's VMs come back into a new one, recovery points and all", async () => {
  stack = await stackOf("backup", { config: { vmIds } });
  await up();
  stack.setConfig({ vmIds: {} });
  await up();
  stack.setConfig({ vmIds, adopt: { vaultId: vault, keys: ["web", "api"] } });
  const back = await up();
  expect(moves(back).filter((move) => move.startsWith("import "))).toHaveLength(2);
  await settled();
  stack.remove();
});
