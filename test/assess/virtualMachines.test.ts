import { assess } from "../../src/assess/assess";
import { rowForms } from "../../src/assess/forms";
import { judgeOf } from "../../src/assess/judging";
import { isOlder } from "../../src/assess/virtualMachines";
import { requirements } from "../../src/requirements";
import { type Row, rowsInventory } from "../../src/core/rowsInventory";
import { vmAgent } from "../../src/vm/facts";

const group = "/subscriptions/s/resourceGroups/bank/providers";
const vm = (properties: object, more: object = {}): Row => ({
  id: `${group}/Microsoft.Compute/virtualMachines/web`,
  ...{ type: "microsoft.compute/virtualmachines", name: "web", location: "westeurope", properties },
  ...more,
});
const item = (vault: string, properties: object = {}): Row => ({
  id: `${group}/Microsoft.RecoveryServices/vaults/${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;bank;web/protectedItems/vm;iaasvmcontainerv2;bank;web`,
  ...{
    type: "microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems",
    name: "vm;iaasvmcontainerv2;bank;web",
  },
  properties: {
    protectedItemType: "Microsoft.Compute/virtualMachines",
    sourceResourceId: `${group}/Microsoft.Compute/virtualMachines/web`,
    ...properties,
  },
});
const assessed = (...rows: Row[]) => assess("s", rowsInventory(rows, rowForms), judgeOf(requirements, {}));
const one = (...rows: Row[]) => assessed(...rows).vms[0];

it.each([
  ["2.6.1198.717", true],
  [vmAgent.windowsVersion, false],
  ["2.6.1198.719", false],
  ["2.7", false],
  ["2.10.0.0", false],
  ["1.9", true],
])("agent %s is too old: %s", (version, is) => expect(isOlder(version, vmAgent.windowsVersion)).toBe(is));

it("the agent and the power state, where Azure tells them", () => {
  const view = { powerState: { code: "PowerState/running" }, vmAgent: { vmAgentVersion: "2.6.1198.1" } };
  const windows = { osProfile: { windowsConfiguration: {} } };
  expect(one(vm({ ...windows, extended: { instanceView: view } }))).toMatchObject({
    powerState: "running",
    agent: { version: "2.6.1198.1", isTooOld: true },
  });
  expect(one(vm({ osProfile: { linuxConfiguration: {} }, instanceView: view }))?.agent).toMatchObject({
    isTooOld: false,
  });
  const silent = one(vm({}));
  expect([silent?.agent, silent?.powerState, silent?.network]).toEqual([undefined, undefined, "unknown"]);
});

it.each<[string, Row[], string]>([
  ["no item", [], "ready"],
  ["an active item", [item("safe", { protectionState: "Protected" })], "protected"],
  ["a stopped item", [item("safe", { protectionState: "ProtectionStopped" })], "stopped"],
  [
    "a soft-deleted item",
    [item("safe", { protectionState: "ProtectionStopped", isScheduledForDeferredDelete: true })],
    "ready",
  ],
])("a VM with %s", (_, items, verdict) => expect(one(vm({}), ...items)?.verdict).toBe(verdict));

it("what stands between VMs and vaults", () => {
  const two = assessed(vm({}), item("safe"), item("other"));
  expect(two.inSeveralVaults).toEqual(["web"]);
  const lost = assessed(item("safe"));
  expect(lost.withoutVm.map(({ vmName, vaultName }) => [vmName, vaultName])).toEqual([["web", "safe"]]);
  const deleted = assessed(vm({}), item("safe", { isScheduledForDeferredDelete: true }));
  expect([deleted.softDeleted.length, deleted.vms[0]?.softDeletedIn, deleted.inSeveralVaults]).toEqual([
    1,
    "safe",
    [],
  ]);
});
