import { statusText } from "../../cli/assess/formats/shared";
import { assess } from "../../src/assess/assess";
import type { AssessedVm } from "../../src/assess/assessment";
import { judgeOf } from "../../src/assess/judging";
import { isOlder } from "../../src/assess/vmProperties";
import { type Row, rowsInventory } from "../../src/core/rowsInventory";
import { requirements } from "../../src/requirements";
import { rowForms } from "../../src/rowForms";
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
const assessed = (...rows: Row[]) =>
  assess(
    { subscriptionId: "s", inventory: rowsInventory(rows, rowForms), isOfAzure: true },
    judgeOf(requirements, {}),
  );
const one = (...rows: Row[]) => assessed(...rows).vms[0];

it.each([
  ["2.6.1198.717", true],
  [vmAgent.windowsVersion, false],
  ["2.6.1198.719", false],
  ["2.7", false],
  ["2.10.0.0", false],
  ["1.9", true],
])("agent %s is too old: %s", (version, is) => expect(isOlder(version, vmAgent.windowsVersion)).toBe(is));

it("reports the agent and the power state if Azure returns them", () => {
  const view = { powerState: { code: "PowerState/running" }, vmAgent: { vmAgentVersion: "2.6.1198.1" } };
  const windows = { osProfile: { windowsConfiguration: {} } };
  expect(one(vm({ ...windows, extended: { instanceView: view } }))).toMatchObject({
    powerState: "running",
    agent: { version: "2.6.1198.1", isTooOld: true },
  });
  expect(one(vm({ osProfile: { linuxConfiguration: {} }, instanceView: view }))?.agent).toMatchObject({
    isTooOld: false,
  });
  const bare = one(vm({}));
  expect([bare?.agent, bare?.powerState, bare?.network]).toEqual([undefined, undefined, "unknown"]);
});

it.each([
  [{ isEnabled: true }, true],
  [{ isEnabled: "True" }, true],
  [{ isEnabled: false }, false],
  [{}, undefined],
  [undefined, undefined],
])("Basic VM protection %j is %s: what was not read is not off", (periodicRestorePoints, expected) => {
  const assessedVm = one(vm({ resiliencyProfile: { periodicRestorePoints } })) as AssessedVm;
  expect(assessedVm.basicProtection).toBe(expected);
  expect(statusText(assessedVm).includes("may delete its restore points")).toBe(expected === true);
});

it.each<[string, Row[], string]>([
  ["no item", [], "ready"],
  ["an active item", [item("safe", { protectionState: "Protected" })], "protected"],
  ["a stopped item", [item("safe", { protectionState: "ProtectionStopped" })], "stopped"],
  [
    "a soft-deleted item",
    [item("safe", { protectionState: "ProtectionStopped", isScheduledForDeferredDelete: true })],
    "stopped",
  ],
])("a VM with %s", (_, items, verdict) => expect(one(vm({}), ...items)?.verdict).toBe(verdict));

it("reports VMs in several vaults, items without a VM and soft-deleted items", () => {
  const two = assessed(vm({}), item("safe"), item("other"));
  expect(two.inSeveralVaults).toEqual(["web"]);
  const withoutVm = assessed(item("safe"));
  expect(withoutVm.withoutVm.map(({ vmName, vaultName }) => [vmName, vaultName])).toEqual([["web", "safe"]]);
  const deleted = assessed(vm({}), item("safe", { isScheduledForDeferredDelete: true }));
  expect([deleted.softDeleted.length, deleted.vms[0]?.softDeletedIn, deleted.inSeveralVaults]).toEqual([
    1,
    "safe",
    [],
  ]);
});
