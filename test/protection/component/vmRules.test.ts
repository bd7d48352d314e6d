import { formatFinding } from "../../../src/core/format";
import { judge } from "../../../src/core/rule";
import { ownPoliciesAreOfVault } from "../../../src/protection/component/rules";
import {
  disksAreChosen,
  namesComeTogether,
  namesMatchId,
  ownPolicyIsValid,
  stateIsKnown,
} from "../../../src/protection/component/vmRules";
import { pathsOf } from "../../support/boundaries";

it.each<[string, object | undefined, string[]]>([
  ["none", undefined, []],
  ["an empty block", {}, []],
  ["only the OS disk", { include: [] }, []],
  ["some", { include: [0, 3] }, []],
  ["all but some", { exclude: [1] }, []],
  ["include and exclude", { include: [0], exclude: [1] }, ["disks"]],
  ["a disk twice", { exclude: [1, 1] }, ["disks.exclude[1]"]],
  ["values that are not a LUN", { include: [-1, 1.5] }, ["disks.include[0]", "disks.include[1]"]],
])("disks: %s", (_, disks, paths) => expect(pathsOf([disksAreChosen], { disks })).toEqual(paths));

it("the state is one of Azure Backup's", () =>
  expect(pathsOf([stateIsKnown], { protectionState: "Paused" })).toEqual(["protectionState"]));

const vaultId = "/subscriptions/0/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/Safe";

it("a VM's own policy is a policy of the component's vault", () => {
  const policy = (vault: string) => `${vaultId.replace("Safe", vault)}/backupPolicies/nightly`;
  const found = (policyId: string | undefined) =>
    pathsOf([ownPoliciesAreOfVault], {
      ...{ resourceGroupName: "bank", vaultName: "Safe", vms: { web: { policyId }, api: {} } },
    });
  expect([policy("safe"), policy("Other"), undefined].map(found)).toEqual([[], ["vms.web.policyId"], []]);
  expect(pathsOf([ownPolicyIsValid], { policyId: "nightly" })).toEqual(["policyId"]);
  expect(pathsOf([ownPolicyIsValid], {})).toEqual([]);
});

const vmId = "/subscriptions/0/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/web";

it.each<[object, string]>([
  [
    { vmName: "web" },
    "resourceGroupName: vmName is set, so resourceGroupName is required: the two together name the protected item. Fix: set resourceGroupName too, to the same value as in the VirtualMachine.",
  ],
  [
    { vmId, vmName: "db", resourceGroupName: "bank" },
    'vmName is "db"; this requires "web", the name in vmId. Fix: set it to "web".',
  ],
  [{ disks: { include: [0], exclude: [1] } }, "this argument accepts include or exclude, not both."],
  [{ disks: { exclude: [1, 1] } }, "disks.exclude[1] is 1; this argument accepts each LUN once."],
  [{ disks: { include: [-1] } }, "disks.include[0] is -1; Azure accepts the LUN of a data disk, 0 or more ("],
])("%j is reported as %s", (vm, text) => {
  const rules = [namesComeTogether, namesMatchId, disksAreChosen];
  const texts = judge(rules, vm as never).findings.map(formatFinding);
  expect(texts).toEqual([expect.stringContaining(text)]);
});
