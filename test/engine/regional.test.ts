import type { Stack } from "../../simulator/engine";
import { env, errorsOf, moves, stackOf, vmId } from "../support/engine";

jest.setTimeout(180_000);

const web = { vmId: vmId("web"), location: "West Europe" };
const api = { vmId: vmId("api"), location: "westeurope", policy: "hourly" };
const far = { vmId: vmId("far"), location: "northeurope" };

let stack: Stack;
afterEach(() => stack.remove());
const up = async () => {
  const done = await stack.up({ env });
  expect(errorsOf(done)).toBe("");
  return done;
};

it("a vault in each region, the policies in each, every VM in its region's; one that comes moves no other", async () => {
  stack = await stackOf("regional", { config: { vms: { web, api } } });
  const first = await up();
  expect(first.outputs.vaultNames).toEqual({ westeurope: "bank-westeurope" });
  expect(moves(first)).toEqual(
    expect.arrayContaining([
      "create bank-westeurope-nightly",
      "create bank-westeurope-hourly",
      "create bank-westeurope-web",
    ]),
  );
  expect(Object.keys((await up()).changes)).toEqual(["same"]);

  stack.setConfig({ vms: { far, web, api } });
  const more = moves(await up());
  expect(more).toEqual(expect.arrayContaining(["create bank-northeurope", "create bank-northeurope-far"]));
  expect(more.filter((move) => /westeurope/.test(move))).toEqual([]);

  stack.setConfig({ vms: { far, web: { ...web, policy: "hourly" }, api } });
  expect(moves(await up())).toEqual(expect.arrayContaining(["update bank-westeurope-web"]));
  expect(errorsOf(await stack.destroy({ env }))).toBe("");
});

it("VMs of a region go to the vault that is there", async () => {
  stack = await stackOf("regional", { config: { vms: { web } } });
  await up();
  const existing = { westeurope: { vaultName: "bank-westeurope", resourceGroupName: "bank" } };
  stack.setConfig({ vms: { web }, more: { existingVaults: existing } });
  const preview = await stack.preview({ env });
  // The vault leaves the program: nothing of the VM's item changes.
  expect(errorsOf(preview)).toBe("");
  expect(moves(preview).filter((move) => /-web$/.test(move))).toEqual([]);
});

it("refuses everything at once, and registers nothing", async () => {
  const vms = {
    a: { ...web, location: "westeuorpe", policy: "nightli" },
    b: { ...web, previousKey: "a" },
    c: { ...web },
  };
  const faulty = {
    policies: { n: { schedule: { daily: { time: "22:15" } }, retention: { daily: { days: 3 } } } },
    vault: { storageRedundancy: "LocallyRedundant", crossRegionRestore: true },
    vaultNamePrefix: "1-",
    existingVaults: { nowhere: { vaultName: "v", resourceGroupName: "g" } },
    defaultPolicy: "nightly",
  };
  stack = await stackOf("regional", { config: { vms, more: faulty } });
  const preview = await stack.preview({ env });
  const said = errorsOf(preview);
  for (const path of [
    "vms.a.location",
    "vms.b.previousKey",
    "vms.c.vmId",
    "policies.n.policyName",
    "policies.n.schedule.daily.time",
    "policies.n.retention.daily.days",
    "vault.crossRegionRestore",
    "vaultNamePrefix",
    "defaultPolicy",
  ])
    expect(said).toContain(`${path}:`);
  expect(preview.steps.filter(({ type }) => type.includes("azure-vm-backup"))).toEqual([]);
});
