import { described } from "../../src/core/finding";
import { judge } from "../../src/core/rule";
import type { ProtectedItem } from "../../src/protection/arm";
import { vmsPerPolicy, vmsPerVault } from "../../src/protection/facts";
import * as rules from "../../src/protection/inventory/rules";
import { protectedItemRules } from "../../src/protection/item/rules";
import { pathsOf } from "../support/boundaries";

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
  ["containerName", "the VM's name alone", item({ containerName: "web" })],
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
  ["protectedItemName", "none", item({ protectedItemName: undefined })],
  ["properties.policyId", "none", item({}, { policyId: undefined })],
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
  [`${diskPath}.isInclusionList`, "no word on which", disks({ diskLunList: [0] })],
  [`${diskPath}.diskLunList[1]`, "the OS disk", disks({ diskLunList: [0, -1], isInclusionList: false })],
  [`${diskPath}.diskLunList[0]`, "a name", disks({ diskLunList: ["data"], isInclusionList: false })],
])("%s: %s", (path, _, given) => expect(pathsOf(protectedItemRules, given)).toEqual([path]));

it("without the id of a VM nothing is said of the names", () => {
  expect(pathsOf(protectedItemRules, item({ containerName: "x" }, { sourceResourceId: "web" }))).toEqual([
    "properties.sourceResourceId",
  ]);
});

describe("joins", () => {
  it("a VM and its vault are in one region, however it is spelt", () => {
    const pair = (vmLocation?: string, vaultLocation?: string) => ({
      vmName: "web",
      vmLocation,
      vaultName: "safe",
      vaultLocation,
    });
    expect(pathsOf([rules.vmAndVaultShareRegion], pair("West Europe", "westeurope"))).toEqual([]);
    expect(pathsOf([rules.vmAndVaultShareRegion], pair("westeurope"))).toEqual([]);
    expect(pathsOf([rules.vmAndVaultShareRegion], pair(undefined, "westeurope"))).toEqual([]);
    expect(pathsOf([rules.vmAndVaultShareRegion], pair("westeurope", "northeurope"))).toEqual([
      "virtual machine web",
    ]);
  });

  it("a VM has one vault", () => {
    expect(pathsOf([rules.vmIsInOneVault], { vmName: "web", vaultNames: ["a"] })).toEqual([]);
    expect(pathsOf([rules.vmIsInOneVault], { vmName: "web", vaultNames: ["a", "b"] })).toEqual([
      "virtual machine web",
    ]);
  });

  it("1000 VMs fill a vault, 100 a policy", () => {
    expect([vmsPerVault.value, vmsPerPolicy.value]).toEqual([1000, 100]);
    const rule = [rules.vmCountWithinLimit(vmsPerPolicy, 100)];
    expect(pathsOf(rule, { what: "policy nightly", count: 100 })).toEqual([]);
    const [finding] = judge(rule, { what: "policy nightly", count: 201 }).findings;
    expect(finding).toMatchObject({
      path: "policy nightly",
      got: described("201 virtual machines"),
      fix: { text: "divide them over 3" },
    });
  });

  const fits = (change: object) =>
    pathsOf([rules.policyFitsVm], {
      vmName: "web",
      policyName: "nightly",
      isEnhanced: false,
      diskTypes: ["Premium_LRS", ""],
      ...change,
    });
  it.each([
    [{}, true],
    [{ diskTypes: ["Premium_LRS", "UltraSSD_LRS"] }, false],
    [{ diskTypes: ["PremiumV2_LRS"] }, false],
    [{ diskTypes: ["PremiumV2_LRS"], isEnhanced: true }, true],
    [{ securityType: "TrustedLaunch" }, false],
    [{ securityType: "TrustedLaunch", isEnhanced: true }, true],
    [{ securityType: "TrustedLaunch", apiVersion: "2025-01-01" }, true],
    [{ securityType: "TrustedLaunch", apiVersion: "2024-12-31" }, false],
    [{ securityType: "ConfidentialVM", apiVersion: "2025-01-01" }, false],
    [{ securityType: "Standard" }, true],
  ])("a Standard policy and %j: allowed %s", (change, allowed) => {
    expect(fits(change)).toEqual(allowed ? [] : ["properties.policyId"]);
  });

  it("each region with VMs has a vault", () => {
    const region = (vaultRegions: string[], vmCount = 1) => ({
      region: "West Europe",
      vmCount,
      vaultRegions,
    });
    expect(pathsOf([rules.regionHasVault], region(["northeurope", "westeurope"]))).toEqual([]);
    const [one] = judge([rules.regionHasVault], region(["northeurope"])).findings;
    expect(one).toMatchObject({
      path: "location",
      got: described("1 virtual machine in West Europe, and no vault there"),
    });
    const [two] = judge([rules.regionHasVault], region(["northeurope"], 2)).findings;
    expect(two?.got).toEqual(described("2 virtual machines in West Europe, and no vault there"));
  });

  it("a VM has an item", () => {
    expect(pathsOf([rules.vmIsProtected], { by: "item" })).toEqual([]);
    expect(pathsOf([rules.vmIsProtected], { by: "nothing" })).toEqual([""]);
    expect(pathsOf([rules.vmIsProtected], { by: "intent" })).toEqual([""]);
  });
});
