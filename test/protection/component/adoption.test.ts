import { formatFinding } from "../../../src/core/format";
import { judge } from "../../../src/core/rule";
import { adoptedAreKnown, adoptedItemId, adoptionRules } from "../../../src/protection/component/adoption";
import { pathsOf } from "../../support/boundaries";

const vaultId = "/subscriptions/0/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/Safe";
const args = (adopt: object, more: object = {}) => ({
  ...{ resourceGroupName: "bank", vaultName: "Safe", vms: { web: {}, api: {} } },
  ...{ adopt: { vaultId, ...adopt }, ...more },
});

it.each<[string, object, string[]]>([
  ["keys of the map", args({ keys: ["web"] }), []],
  ["a key that is not in the map", args({ keys: ["web", "wbe"] }), ["adopt.keys[1]"]],
  ["items, with onDestroy: Delete", args({ keys: ["web"] }, { onDestroy: "Delete" }), ["onDestroy"]],
  ["nothing, with onDestroy: Delete", args({ keys: [] }, { onDestroy: "Delete" }), []],
  ["another vault", args({ keys: [] }, { vaultName: "Other" }), ["adopt.vaultId"]],
  ["the vault in another letter case", args({ keys: [] }, { vaultName: "safe" }), ["adopt.vaultId"]],
  ["the group in another letter case", args({ keys: [] }, { resourceGroupName: "BANK" }), []],
  ["another group", args({ keys: [] }, { resourceGroupName: "other" }), ["adopt.vaultId"]],
  ["nothing at all", { vms: {} }, []],
])("adoption of %s", (_, given, paths) => expect(pathsOf(adoptionRules, given).sort()).toEqual(paths));

it("adopted VMs need plain names", () => {
  const found = (known: boolean) => pathsOf([adoptedAreKnown(() => known)], args({ keys: ["web", "gone"] }));
  expect([found(true), found(false)]).toEqual([[], ["vms.web"]]);
});

it("the id of an adopted item is made of the names in the program", () => {
  expect(adoptedItemId(vaultId, { resourceGroupName: "Bank", vmName: "Web" })).toBe(
    `${vaultId}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;bank;web/protectedItems/vm;iaasvmcontainerv2;bank;web`,
  );
});

it.each<[object, string]>([
  [args({ keys: ["wev"] }), 'Unknown key "wev" in adopt.keys[0]. Did you mean "web"?'],
  [args({ keys: ["ledger"] }), 'Unknown key "ledger" in adopt.keys[0]. Fix: remove it, or use a key of vms.'],
  [args({ keys: ["web"] }, { onDestroy: "Delete" }), 'onDestroy is "Delete"; adopt accepts only "Retain"'],
  [args({ keys: [] }, { vaultName: "Other" }), "this argument accepts the id of vault bank/Other"],
])("%j is reported as %s", (given, text) => {
  const texts = judge(adoptionRules, given as never).findings.map(formatFinding);
  expect(texts).toEqual([expect.stringContaining(text)]);
});
