import { recordVaults, refuseOtherVault } from "../../src/regional/vaultChanges";
import { vmId, web } from "./settings";

const change = (before: object, after: object, itemIds: object = { web: "/item" }) =>
  refuseOtherVault({
    urn: "",
    isNew: false,
    before: { vms: recordVaults({ web: { ...web, ...before } }) },
    after: { vms: recordVaults({ web: { ...web, ...after } }) },
    outputs: { protectedItemIds: itemIds },
  });

it.each<[string, object, object, boolean]>([
  ["another number", {}, { vault: 2 }, true],
  ["another region", {}, { location: "northeurope" }, true],
  ["another spelling of the region", {}, { location: "westeurope" }, false],
  ["the first number", {}, { vault: 1 }, false],
  ["another VM in another region", {}, { vmId: vmId("other"), location: "northeurope" }, false],
])("a protected VM gets %s", (_, before, after, isRefused) =>
  expect(change(before, after) !== undefined).toBe(isRefused),
);

it("the reason names both vaults", () =>
  expect(change({}, { vault: 2 })).toBe(
    'vms.web: its backup is in the vault of westeurope. Azure protects a VM in only one vault, and recovery points cannot move to the vault of westeurope-2. Fix: leave location and vault as they were. To give up the recovery points instead, remove the VM from the map with onDestroy: "Delete", run pulumi up, then add the VM again.',
  ));

it("a VM whose protection failed may get another vault", () =>
  expect(change({}, { vault: 2 }, {})).toBeUndefined());
