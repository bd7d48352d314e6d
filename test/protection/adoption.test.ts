import { adoptedAreKnown, adoptedItemId, adoptionRules } from "../../src/protection/component/adoption";
import { diskProperties, stateProperty } from "../../src/protection/item/properties";
import { ownPoliciesAreOfVault, ownPolicyIsValid } from "../../src/protection/component/rules";
import { disksAreChosen, stateIsKnown } from "../../src/protection/component/vmRules";
import { pathsOf } from "../support/boundaries";

const vaultId = "/subscriptions/0/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/Safe";
const args = (adopt: object, more: object = {}) => ({
  ...{ resourceGroupName: "bank", vaultName: "Safe", vms: { web: {}, api: {} } },
  ...{ adopt: { vaultId, ...adopt }, ...more },
});

it.each<[string, object, string[]]>([
  ["keys of the map", args({ keys: ["web"] }), []],
  ["a key that the map has not", args({ keys: ["web", "wbe"] }), ["adopt.keys[1]"]],
  ["what would be deleted", args({ keys: ["web"] }, { onDestroy: "Delete" }), ["onDestroy"]],
  ["nothing, where all would be deleted", args({ keys: [] }, { onDestroy: "Delete" }), []],
  ["another vault", args({ keys: [] }, { vaultName: "Other" }), ["adopt.vaultId"]],
  ["the vault in other letters", args({ keys: [] }, { vaultName: "safe" }), ["adopt.vaultId"]],
  ["the group in other letters", args({ keys: [] }, { resourceGroupName: "BANK" }), []],
  ["another group", args({ keys: [] }, { resourceGroupName: "other" }), ["adopt.vaultId"]],
  ["no vault", args({ keys: [], vaultId: "Safe" }), ["adopt.vaultId"]],
  ["nothing at all", { vms: {} }, []],
])("adopting %s", (_, given, paths) => expect(pathsOf(adoptionRules, given).sort()).toEqual(paths));

it("adopts what has names that are known", () => {
  const found = (known: boolean) => pathsOf([adoptedAreKnown(() => known)], args({ keys: ["web", "gone"] }));
  expect([found(true), found(false)]).toEqual([[], ["vms.web"]]);
});

it("an adopted item's id is made of our own names", () => {
  expect(adoptedItemId(vaultId, { resourceGroupName: "Bank", vmName: "Web" })).toBe(
    `${vaultId}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;bank;web/protectedItems/vm;iaasvmcontainerv2;bank;web`,
  );
});

it.each<[string, object | undefined, string[]]>([
  ["none", undefined, []],
  ["an empty block", {}, []],
  ["the OS disk alone", { include: [] }, []],
  ["some", { include: [0, 3] }, []],
  ["all but some", { exclude: [1] }, []],
  ["both ways", { include: [0], exclude: [1] }, ["disks"]],
  ["a disk twice", { exclude: [1, 1] }, ["disks.exclude[1]"]],
  ["no LUN", { include: [-1, 1.5] }, ["disks.include[0]", "disks.include[1]"]],
])("disks: %s", (_, disks, paths) => expect(pathsOf([disksAreChosen], { disks })).toEqual(paths));

it.each<[object | undefined, object | undefined]>([
  [undefined, undefined],
  [{}, undefined],
  [{ include: [] }, { diskExclusionProperties: { diskLunList: [], isInclusionList: true } }],
  [{ exclude: [] }, { diskExclusionProperties: { diskLunList: [], isInclusionList: false } }],
  [{ exclude: [2] }, { diskExclusionProperties: { diskLunList: [2], isInclusionList: false } }],
])("disks %j are sent as %j", (disks, sent) => expect(diskProperties(disks)).toEqual(sent));

it("asks Azure for the states that are not its own to say", () => {
  const sent = ["Protected", "ProtectionStopped", "BackupsSuspended", undefined].map(stateProperty);
  expect(sent).toEqual([undefined, "ProtectionStopped", "BackupsSuspended", undefined]);
  expect(pathsOf([stateIsKnown], { protectionState: "Paused" })).toEqual(["protectionState"]);
});

it("a VM's own policy is one, and of the vault of all", () => {
  const policy = (vault: string) => `${vaultId.replace("Safe", vault)}/backupPolicies/nightly`;
  const found = (policyId: string | undefined) =>
    pathsOf([ownPoliciesAreOfVault], args({}, { vms: { web: { policyId }, api: {} } }));
  expect([policy("safe"), policy("Other"), undefined].map(found)).toEqual([[], ["vms.web.policyId"], []]);
  expect(pathsOf([ownPolicyIsValid], { policyId: "nightly" })).toEqual(["policyId"]);
  expect(pathsOf([ownPolicyIsValid], {})).toEqual([]);
});
