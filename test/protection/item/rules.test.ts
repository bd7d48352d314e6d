import { formatFinding } from "../../../src/core/format";
import { judge } from "../../../src/core/rule";
import type { ProtectedItem } from "../../../src/protection/arm";
import { protectedItemRules } from "../../../src/protection/item/rules";
import { pathsOf } from "../../support/boundaries";

const vmId = "/subscriptions/s/resourceGroups/App-RG/providers/Microsoft.Compute/virtualMachines/Web";
const policyId =
  "/subscriptions/s/resourceGroups/backup/providers/Microsoft.RecoveryServices/vaults/safe/backupPolicies/nightly";
const item = (change: object = {}, properties: object = {}): ProtectedItem => ({
  resourceGroupName: "backup",
  vaultName: "safe",
  fabricName: "Azure",
  containerName: "iaasvmcontainer;iaasvmcontainerv2;app-rg;web",
  protectedItemName: "vm;iaasvmcontainerv2;app-rg;web",
  ...change,
  properties: {
    protectedItemType: "Microsoft.Compute/virtualMachines",
    sourceResourceId: vmId,
    policyId,
    ...properties,
  },
});

it.each<[string, ProtectedItem]>([
  ["as this library makes it", item()],
  [
    "in the letter case of Azure's examples",
    item({
      fabricName: "azure",
      containerName: "IaasVMContainer;iaasvmcontainerv2;App-RG;Web",
      protectedItemName: "VM;iaasvmcontainerv2;App-RG;Web",
    }),
  ],
  [
    "with a policy in another letter case",
    item({ vaultName: "SAFE" }, { policyId: policyId.replace("backup/", "BACKUP/") }),
  ],
  ["stopped, without a policy", item({}, { policyId: undefined, protectionState: "ProtectionStopped" })],
  ["suspended, without a policy", item({}, { policyId: undefined, protectionState: "BackupsSuspended" })],
  [
    "with some disks",
    item(
      {},
      { extendedProperties: { diskExclusionProperties: { diskLunList: [0, 3], isInclusionList: true } } },
    ),
  ],
  ["of a file share", { properties: { protectedItemType: "AzureFileShareProtectedItem" } }],
  ["of nothing", {}],
])("accepts an item %s", (_, given) => expect(judge(protectedItemRules, given).findings).toEqual([]));

const disks = (diskExclusionProperties: object) =>
  item({}, { extendedProperties: { diskExclusionProperties } });
const diskPath = "properties.extendedProperties.diskExclusionProperties";
it.each<[path: string, why: string, given: ProtectedItem]>([
  [
    "properties.protectedItemType",
    "the base type",
    item({}, { protectedItemType: "AzureIaaSVMProtectedItem" }),
  ],
  [
    "properties.protectedItemType",
    "a classic VM",
    item({}, { protectedItemType: "Microsoft.ClassicCompute/virtualMachines" }),
  ],
  ["fabricName", "another fabric", item({ fabricName: "OnPrem" })],
  ["containerName", "only the VM's name", item({ containerName: "web" })],
  [
    "containerName",
    "the vault's resource group",
    item({ containerName: "iaasvmcontainer;iaasvmcontainerv2;backup;web" }),
  ],
  [
    "protectedItemName",
    "the container's name",
    item({ protectedItemName: "iaasvmcontainer;iaasvmcontainerv2;app-rg;web" }),
  ],
  ["protectedItemName", "no name", item({ protectedItemName: undefined })],
  ["properties.policyId", "no policy", item({}, { policyId: undefined })],
  ["properties.policyId", "a name", item({}, { policyId: "nightly" })],
  [
    "properties.policyId",
    "one of another vault",
    item({}, { policyId: policyId.replace("/safe/", "/other/") }),
  ],
  [
    "properties.policyId",
    "one of another resource group",
    item({}, { policyId: policyId.replace("/backup/", "/other/") }),
  ],
  [`${diskPath}.isInclusionList`, "no isInclusionList", disks({ diskLunList: [0] })],
  [`${diskPath}.diskLunList[1]`, "the OS disk", disks({ diskLunList: [0, -1], isInclusionList: false })],
  [`${diskPath}.diskLunList[0]`, "a name", disks({ diskLunList: ["data"], isInclusionList: false })],
])("%s: %s", (path, _, given) => expect(pathsOf(protectedItemRules, given)).toEqual([path]));

it("if the VM's id is invalid, the names are not checked", () => {
  expect(pathsOf(protectedItemRules, item({ containerName: "x" }, { sourceResourceId: "web" }))).toEqual([
    "properties.sourceResourceId",
  ]);
});

it.each<[ProtectedItem, string]>([
  [
    item({}, { protectedItemType: "AzureIaaSVMProtectedItem" }),
    'protectedItemType is "AzureIaaSVMProtectedItem"; Azure accepts only Microsoft.Compute/virtualMachines for a VM. Fix: set it to Microsoft.Compute/virtualMachines.',
  ],
  [
    item({ fabricName: "OnPrem" }),
    'fabricName is "OnPrem"; Azure accepts only "Azure" for a VM. Fix: set it to "Azure".',
  ],
  [
    item({ containerName: "web" }),
    'containerName is "web"; Azure accepts "iaasvmcontainer;iaasvmcontainerv2;app-rg;web", made of the VM\'s resource group and name.',
  ],
  [
    disks({ diskLunList: [0] }),
    "isInclusionList is not set; Azure accepts true, to back up only the listed disks, or false, to leave them out.",
  ],
  [disks({ diskLunList: [-1], isInclusionList: false }), "or remove it from diskLunList."],
  [
    item({}, { policyId: policyId.replace("/safe/", "/other/") }),
    "Azure accepts a policy of the item's own vault, backup/safe.",
  ],
])("%j is reported as %s", (given, text) => {
  const texts = judge(protectedItemRules, given).findings.map(formatFinding);
  expect(texts).toEqual([expect.stringContaining(text)]);
});
