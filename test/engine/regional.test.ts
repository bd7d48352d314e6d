import { openStore } from "../../simulator/azure/store";
import type { Stack } from "../../simulator/engine";
import { env, errorsOf, moves, stackOf, vmId } from "../support/engine";

jest.setTimeout(180_000);

const web = { vmId: vmId("web"), location: "West Europe" };
const api = { vmId: vmId("api"), location: "westeurope", policy: "hourly" };
const far = { vmId: vmId("far"), location: "northeurope" };

const bank =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults";
const nightly = { schedule: { daily: { time: "22:30" } }, retention: { daily: { days: 30 } } };

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

it("a region's second vault, settings of its own, policies that share VMs half an hour apart, a policy by tag", async () => {
  const vms = {
    web: { ...web, tags: { Backup: "hourly" } },
    api: { ...api, policy: "nightly" },
    more: { vmId: vmId("more"), location: "westeurope", vault: 2 },
  };
  const more = {
    policyTag: "backup",
    spread: { nightly: { policies: 2, minutesApart: 30 } },
    vaultOverrides: { "westeurope-2": { storageRedundancy: "ZoneRedundant" } },
  };
  stack = await stackOf("regional", { config: { vms, more } });
  const done = await up();
  expect(done.outputs.vaultNames).toEqual({
    westeurope: "bank-westeurope",
    "westeurope-2": "bank-westeurope-2",
  });
  const store = openStore(stack.azureDir);
  const propertiesOf = (end: string) =>
    store.find(`${bank}/${end}`)?.properties.properties as Record<string, unknown>;
  const timesOf = (policy: string) =>
    (
      propertiesOf(`bank-westeurope/backupPolicies/${policy}`).schedulePolicy as {
        dailySchedule?: { scheduleRunTimes: string[] };
      }
    ).dailySchedule?.scheduleRunTimes;
  expect([timesOf("nightly"), timesOf("nightly-2")].map((times) => times?.[0]?.slice(11, 16))).toEqual([
    "22:00",
    "22:30",
  ]);
  expect(propertiesOf("bank-westeurope-2").redundancySettings).toMatchObject({
    standardTierStorageRedundancy: "ZoneRedundant",
  });
  const itemOf = (vault: string, name: string) =>
    propertiesOf(
      `${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;bank;${name}/protectedItems/vm;iaasvmcontainerv2;bank;${name}`,
    );
  expect(itemOf("bank-westeurope", "web").policyName).toBe("hourly");
  expect(itemOf("bank-westeurope-2", "more").policyName).toMatch(/^nightly/);
  expect(Object.keys((await up()).changes)).toEqual(["same"]);

  stack.setConfig({ vms: { ...vms, web: { ...vms.web, vault: 2 } } });
  expect(errorsOf(await stack.preview({ env }))).toContain(
    "vms.web: its backup is in the vault of westeurope. Azure protects a VM in one vault",
  );
});

it("what was retained when its VMs left comes back into vaults that are there, adopted by keys", async () => {
  const vms = { web, far };
  const retained = { onDestroy: "Retain", vault: { onDestroy: "Retain" } };
  stack = await stackOf("regional", { config: { vms, more: retained } });
  await up();
  stack.setConfig({ vms: {} });
  await up();
  const existingVaults = Object.fromEntries(
    ["westeurope", "northeurope"].map((region) => [
      region,
      { vaultName: `bank-${region}`, resourceGroupName: "bank" },
    ]),
  );
  const adopt = { subscriptionId: "00000000-0000-0000-0000-000000000000", keys: ["web", "far"] };
  const again = { policies: { again: nightly }, defaultPolicy: "again", existingVaults, adopt };
  stack.setConfig({ vms, more: { ...retained, ...again } });
  const back = await up();
  expect(moves(back)).toEqual(
    expect.arrayContaining(["import bank-westeurope-web", "import bank-northeurope-far"]),
  );
  expect(Object.keys((await up()).changes)).toEqual(["same"]);
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
    spread: { nightly: { policies: 2 } },
    vaultOverrides: { westeurope: { immutability: "Locked" } },
    adopt: { subscriptionId: "1", keys: ["z"] },
    initialBackup: { retentionDays: 0 },
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
    "spread.nightly",
    "vaultOverrides.westeurope.immutability",
    "adopt.keys[0]",
    "initialBackup.retentionDays",
  ])
    expect(said).toContain(`${path}:`);
  expect(preview.steps.filter(({ type }) => type.includes("azure-vm-backup"))).toEqual([]);
});
