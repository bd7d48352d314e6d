/** @jest-environment ./test/support/engineEnvironment.js */
import type { Stack } from "../../simulator/engine";
import {
  bankGroup,
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

const web = { vmId: vmId("web"), location: "West Europe" };
const api = { vmId: vmId("api"), location: "westeurope", policy: "hourly" };
const far = { vmId: vmId("far"), location: "northeurope" };

const vaultId = (name: string) => `${bankGroup}/providers/Microsoft.RecoveryServices/vaults/${name}`;
const nightly = { schedule: { daily: { time: "22:30" } }, retention: { daily: { days: 30 } } };

let stack: Stack;
afterEach(() => stack.remove());
const up = async () => succeeded(await stack.up({ env }));

it("creates a vault and the policies in each region and puts each VM in its region's vault; a new VM changes no other", async () => {
  stack = await stackOf("regional", { config: { vms: { web, api } } });
  const first = await up();
  expect(first.outputs.vaultNames).toEqual({ westeurope: "bank-westeurope" });
  expect(changedSteps(first)).toEqual(
    expect.arrayContaining([
      "create bank-westeurope-nightly",
      "create bank-westeurope-hourly",
      "create bank-westeurope-web",
    ]),
  );
  expectNoChange(await up());

  stack.setConfig({ vms: { far, web, api } });
  const more = changedSteps(await up());
  expect(more).toEqual(expect.arrayContaining(["create bank-northeurope", "create bank-northeurope-far"]));
  expect(more.filter((step) => /westeurope/.test(step))).toEqual([]);

  stack.setConfig({ vms: { far, web: { ...web, policy: "hourly" }, api } });
  expect(changedSteps(await up())).toEqual(expect.arrayContaining(["update bank-westeurope-web"]));

  // The vault leaves the program and its items stay as they are, once Pulumi would not delete it.
  const existingVaults = { westeurope: { vaultName: "bank-westeurope", resourceGroupName: "bank" } };
  stack.setConfig({ more: { existingVaults } });
  expect(errorsOf(await stack.preview({ env }))).toContain('Fix: set vault.onDestroy: "Retain"');
  const vault = { onDestroy: "Retain" };
  stack.setConfig({ more: { vault } });
  await up();
  stack.setConfig({ more: { vault, existingVaults } });
  const preview = succeeded(await stack.preview({ env }));
  expect(changedSteps(preview).filter((step) => /westeurope-(web|api)$/.test(step))).toEqual([]);
  stack.setConfig({ more: undefined });
  succeeded(await stack.destroy({ env }));
});

it("supports a second vault in a region with its own settings, policies that share VMs half an hour apart, and a policy by tag", async () => {
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
  const timesOf = (policy: string) => {
    const found = propertiesInAzure(stack, `${vaultId("bank-westeurope")}/backupPolicies/${policy}`);
    const schedule = found?.schedulePolicy as { dailySchedule?: { scheduleRunTimes: string[] } };
    return schedule.dailySchedule?.scheduleRunTimes;
  };
  expect([timesOf("nightly"), timesOf("nightly-2")].map((times) => times?.[0]?.slice(11, 16))).toEqual([
    "22:00",
    "22:30",
  ]);
  expect(propertiesInAzure(stack, vaultId("bank-westeurope-2"))?.redundancySettings).toMatchObject({
    standardTierStorageRedundancy: "ZoneRedundant",
  });
  const itemOf = (vault: string, name: string) => propertiesInAzure(stack, itemId(name, vaultId(vault)));
  expect(itemOf("bank-westeurope", "web")?.policyName).toBe("hourly");
  expect(itemOf("bank-westeurope-2", "more")?.policyName).toMatch(/^nightly/);
  expectNoChange(await up());

  stack.setConfig({ vms: { ...vms, web: { ...vms.web, vault: 2 } } });
  expect(errorsOf(await stack.preview({ env }))).toContain(
    "vms.web: its backup is in the vault of westeurope. Azure protects a VM in only one vault",
  );
});

it("adopts by keys, into existing vaults, what was retained when its VMs left", async () => {
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
  expect(changedSteps(await up())).toEqual(
    expect.arrayContaining(["import bank-westeurope-web", "import bank-northeurope-far"]),
  );
  expectNoChange(await up());
});

it("reports all invalid arguments at once, and registers nothing", async () => {
  const vms = {
    a: { ...web, location: "westeuorpe", policy: "nightli" },
    b: { ...web, previousKey: "a" },
    c: { ...web },
  };
  const invalid = {
    policies: { n: { schedule: { daily: { time: "22:15" } }, retention: { daily: { days: 3 } } } },
    vault: { storageRedundancy: "LocallyRedundant", crossRegionRestore: true },
    vaultNamePrefix: "1-",
    existingVaults: { nowhere: { vaultName: "v", resourceGroupName: "g" } },
    defaultPolicy: "nightly",
    spread: { nightly: { policies: 2 } },
    vaultOverrides: { westeurope: { immutability: "Locked" } },
    adopt: { subscriptionId: "00000000-0000-0000-0000-000000000000", keys: ["z"] },
    initialBackup: { retentionDays: 0 },
  };
  stack = await stackOf("regional", { config: { vms, more: invalid } });
  const preview = await stack.preview({ env });
  const errors = errorsOf(preview);
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
    "spread",
    "vaultOverrides.westeurope.immutability",
    "adopt.keys[0]",
    "initialBackup.retentionDays",
  ])
    expect(errors).toMatch(new RegExp(`\\s${path.replaceAll(/[.[\]]/g, "\\$&")}(:| is\\s|\\.)`));
  expect(preview.steps.filter(({ type }) => type.includes("azure-vm-backup"))).toEqual([]);
});
