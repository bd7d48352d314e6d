import { rmSync } from "node:fs";
import { openStore } from "../../simulator/azure/store";
import { itemType, vaultType } from "../../simulator/azure/types";
import { errorsOf } from "../support/engine";
import { type Entry, inVault, output, vmId } from "./everyComponent";
import { packedLibrary } from "./packed";
import { furnishedAzure, type YamlStack, yamlStack } from "./yaml";

/** The first run builds the YAML language host. */
jest.setTimeout(20 * 60_000);

let root: string;
let stack: YamlStack;

beforeAll(async () => {
  const packed = await packedLibrary();
  root = packed.root;
  stack = await yamlStack(packed.library, await furnishedAzure());
});
afterAll(() => {
  stack?.remove();
  rmSync(root, { recursive: true, force: true });
});

/** A vault, a policy and items in it, with some of their properties replaced. */
const backup = (
  given: { vault?: object; nightly?: object; protected?: object } = {},
): Record<string, Entry> => ({
  vault: {
    type: "BackupVault",
    properties: { resourceGroupName: "rg", vaultName: "bank-vault", ...given.vault },
  },
  nightly: {
    type: "VmBackupPolicy",
    properties: {
      ...{ ...inVault, timeZone: "Europe/Paris" },
      schedule: { daily: { time: "22:30" } },
      retention: { daily: { days: 30 } },
      ...given.nightly,
    },
  },
  protected: {
    type: "ProtectedVms",
    properties: {
      ...{ ...inVault, policyId: output("nightly.policyId") },
      vms: { web: { vmId: vmId("web") }, database: { vmId: vmId("database") } },
      ...given.protected,
    },
  },
});

/** The numbers of vaults and protected items in simulated Azure. */
const inAzure = () => {
  const store = openStore(stack.azureDir);
  return [vaultType, itemType].map((type) => [...store.ofType(type)].length);
};

it("a YAML program protects VMs, and a second up changes nothing", async () => {
  stack.write(backup());
  const up = await stack.up();
  expect([errorsOf(up), up.changes]).toEqual(["", { create: 8 }]);
  expect(inAzure()).toEqual([1, 2]);
  expect((await stack.up()).changes).toEqual({ same: 8 });
});

it("a preview reports what it means to remove a VM from vms", async () => {
  stack.write(backup({ protected: { vms: { web: { vmId: vmId("web") } } } }));
  const { log } = await stack.preview();
  expect(log).toContain("vms.database leaves: the VM stays protected in Azure");
});

it("a preview refuses a change that Azure would refuse, and names the alternative", async () => {
  stack.write(backup({ nightly: { tier: "Standard" } }));
  const preview = await stack.preview();
  expect(errorsOf(preview)).toContain("Azure moves no VM from an Enhanced policy back");
});

it("destroy deletes nothing by default", async () => {
  stack.write(backup());
  expect(errorsOf(await stack.destroy({ args: ["--skip-preview=false"] }))).toContain("protect");
  expect(inAzure()).toEqual([1, 2]);
});

it("with onDestroy: Delete, destroy deletes everything", async () => {
  stack.write(backup({ vault: { onDestroy: "Delete" }, protected: { onDestroy: "Delete" } }));
  expect(errorsOf(await stack.up())).toBe("");
  expect(errorsOf(await stack.destroy())).toBe("");
  expect(inAzure()).toEqual([0, 0]);
});
