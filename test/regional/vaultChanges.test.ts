import * as pulumi from "@pulumi/pulumi";
import { recordVaults, reportVaultChanges } from "../../src/regional/vaultChanges";
import { vmId, web } from "./settings";

const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
beforeEach(() => warn.mockClear());
const warnings = () => warn.mock.calls.map(([text]) => text).join("\n");

type Vms = Record<string, object>;

const changeOf = (before: Vms, after: Vms, more: { before?: object; after?: object; ids?: object } = {}) =>
  reportVaultChanges({
    urn: "urn:pulumi:dev::bank::azure-vm-backup:index:RegionalBackup::bank",
    isNew: false,
    before: { vms: recordVaults(before), ...more.before },
    after: { vms: recordVaults(after), ...more.after },
    secrets: new Set(),
    outputs: {
      protectedItemIds: more.ids ?? Object.fromEntries(Object.keys(before).map((key) => [key, "/item"])),
    },
  });
const change = (before: object, after: object, ids?: object) =>
  changeOf({ web: { ...web, ...before } }, { web: { ...web, ...after } }, { ...(ids && { ids }) });

it.each<[string, object, object, boolean]>([
  ["another number", {}, { vault: 2 }, true],
  ["another region", {}, { location: "northeurope" }, true],
  ["another spelling of the region", {}, { location: "westeurope" }, false],
  ["the first number", {}, { vault: 1 }, false],
  ["another VM in another region", {}, { vmId: vmId("other"), location: "northeurope" }, false],
])("a protected VM gets %s", async (_, before, after, isRefused) =>
  expect((await change(before, after)) !== undefined).toBe(isRefused),
);

it("a protected VM gets another vault under another key", async () => {
  const moved = { ...web, location: "northeurope" };
  expect(await changeOf({ web }, { renamed: moved })).toContain("vms.renamed: its backup is in the vault of");
});

it("the reason names both vaults, and the steps that give up the recovery points", async () =>
  expect(await change({}, { vault: 2 })).toBe(
    'vms.web: its backup is in the vault of westeurope. Azure protects a VM in only one vault, and recovery points cannot move to the vault of westeurope-2. Fix: leave location and vault as they were. To give up the recovery points instead, set onDestroy: "Delete" and vault.onDestroy: "Retain" and run pulumi up; remove the VM from the map and run pulumi up; then add the VM again.',
  ));

it("a VM whose protection failed may get another vault", async () =>
  expect(await change({}, { vault: 2 }, {})).toBeUndefined());

describe("a region loses its last VM", () => {
  const far = { vmId: vmId("far"), location: "northeurope" };
  const leave = (before: object, after: object = before) =>
    changeOf({ web, far }, { web }, { before, after });

  it.each<[string, object, string]>([
    [
      "retained",
      { vault: { onDestroy: "Retain" } },
      "the VMs stay protected in Azure.*The vault stays in Azure.",
    ],
    [
      "deleted",
      { onDestroy: "Delete", vault: { onDestroy: "Delete" } },
      "deletes their recovery points.*Pulumi deletes the vault. Azure refuses this while the vault has other items.*first bring the vault back",
    ],
    [
      "in a protected vault",
      {},
      'The vault\'s onDestroy is Refuse.*set vault.onDestroy: "Retain", run `pulumi up` with only that changed',
    ],
    [
      "in a vault of another",
      { existingVaults: { "North Europe": {} } },
      "its policies and items leave the stack",
    ],
    [
      "in a vault with settings of its own",
      { vaultOverrides: { northeurope: { onDestroy: "Retain" } } },
      "The vault stays in Azure.",
    ],
  ])("%s", async (_, args, text) => {
    expect(await leave(args)).toBeUndefined();
    expect(warnings()).toMatch(new RegExp(`^No VM is left in northeurope \\(removed: vms.far\\).*${text}`));
  });

  it("is refused if the vault would be deleted with retained items, or onDestroy changes with it", async () => {
    expect(await leave({ vault: { onDestroy: "Delete" } })).toContain("which Azure refuses");
    const retained = { vault: { onDestroy: "Retain" } };
    expect(await leave(retained, { ...retained, onDestroy: "Delete" })).toContain("it still has Retain");
  });

  it("a vault that Pulumi would delete cannot move to existingVaults", async () => {
    const existingVaults = { "North Europe": {} };
    const moved = (flag: string) =>
      changeOf({ far }, { far }, { before: { vault: { onDestroy: flag } }, after: { existingVaults } });
    expect(await moved("Delete")).toContain("The vault of northeurope is in existingVaults now");
    expect(await moved("Retain")).toBeUndefined();
  });

  it("is reported by its own items while others stay", async () => {
    await changeOf({ web, near: { ...web, vmId: vmId("near") } }, { web });
    expect(warnings()).toBe("");
  });
});
