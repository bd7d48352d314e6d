import { described } from "../../../src/core/finding";
import { formatFinding } from "../../../src/core/format";
import { judge, type Rule } from "../../../src/core/rule";
import { vmsPerPolicy, vmsPerVault } from "../../../src/protection/facts";
import { lockAllowsCleanUp } from "../../../src/protection/inventory/locks";
import * as vaultRules from "../../../src/protection/inventory/vaultRules";
import * as vmRules from "../../../src/protection/inventory/vmRules";
import { pathsOf } from "../../support/boundaries";

it("a VM and its vault are in the same region, in any spelling", () => {
  const pair = (vmLocation?: string, vaultLocation?: string) => ({
    vmName: "web",
    vmLocation,
    vaultName: "safe",
    vaultLocation,
  });
  expect(pathsOf([vaultRules.vmAndVaultShareRegion], pair("West Europe", "westeurope"))).toEqual([]);
  expect(pathsOf([vaultRules.vmAndVaultShareRegion], pair("westeurope"))).toEqual([]);
  expect(pathsOf([vaultRules.vmAndVaultShareRegion], pair(undefined, "westeurope"))).toEqual([]);
  expect(pathsOf([vaultRules.vmAndVaultShareRegion], pair("westeurope", "northeurope"))).toEqual([
    "virtual machine web",
  ]);
});

it("backups of a VM run in one vault, and another one that keeps earlier recovery points is only noted", () => {
  const kinds = (vaultNames: string[], stoppedIn: string[]) =>
    judge([vaultRules.vmIsInOneVault], { vmName: "web", vaultNames, stoppedIn }).findings.map(
      ({ kind }) => kind,
    );
  expect(kinds(["a"], [])).toEqual([]);
  expect(kinds([], ["a", "b"])).toEqual([]);
  expect(kinds(["a"], ["b"])).toEqual(["note"]);
  expect(kinds(["a", "b"], [])).toEqual(["invalidValue"]);
});

it("a vault has at most 1000 VMs, a policy 100", () => {
  expect([vmsPerVault.value, vmsPerPolicy.value]).toEqual([1000, 100]);
  const rule = [vaultRules.vmCountWithinLimit(vmsPerPolicy, 100, "maxVmsPerPolicy")];
  expect(pathsOf(rule, { of: "policy", name: "nightly", count: 100 })).toEqual([]);
  const [finding] = judge(rule, { of: "policy", name: "nightly", count: 201 }).findings;
  expect(finding).toMatchObject({
    path: "policy nightly",
    actual: described("201 virtual machines"),
    fix: { text: "divide them over 3 policies" },
  });
});

const fits = (change: object) =>
  pathsOf([vmRules.policySupportsVm], {
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
  expect(pathsOf([vaultRules.regionHasVault], region(["northeurope", "westeurope"]))).toEqual([]);
  const [one] = judge([vaultRules.regionHasVault], region(["northeurope"])).findings;
  expect(one).toMatchObject({
    path: "location",
    message: "West Europe has 1 virtual machine and no vault. The vaults are in northeurope",
  });
  const [two] = judge([vaultRules.regionHasVault], region(["northeurope"], 2)).findings;
  expect(two).toMatchObject({
    message: "West Europe has 2 virtual machines and no vault. The vaults are in northeurope",
  });
});

it("a VM has an item", () => {
  expect(pathsOf([vmRules.vmIsProtected], { by: "item" })).toEqual([]);
  expect(pathsOf([vmRules.vmIsProtected], { by: "nothing" })).toEqual([""]);
  expect(pathsOf([vmRules.vmIsProtected], { by: "intent" })).toEqual([""]);
});

it.each<[string, Rule<never>, object]>([
  [
    "virtual machine web: the VM is in westeurope and its vault safe in northeurope; Azure accepts only a vault in the VM's region. Fix: protect it with a vault in westeurope.",
    vaultRules.vmAndVaultShareRegion,
    { vmName: "web", vmLocation: "westeurope", vaultName: "safe", vaultLocation: "northeurope" },
  ],
  [
    "virtual machine web: 2 vaults protect it: a, b; Azure accepts one vault for each VM. Fix: keep the item of one vault, and set protectionState: ProtectionStopped on the others, which keeps their recovery points.",
    vaultRules.vmIsInOneVault,
    { vmName: "web", vaultNames: ["a", "b"], stoppedIn: [] },
  ],
  [
    "virtual machine web: 2 subscriptions have a VM of this resource group and name: s, t; Azure accepts only one of them in vault safe,",
    vaultRules.vmNameIsUniqueInVault,
    { vmName: "web", vaultName: "safe", subscriptions: ["s", "t"] },
  ],
  [
    "virtual machine web: the VM has a disk of type UltraSSD_LRS, and its vault safe is GeoRedundant; Azure accepts such a disk only in a LocallyRedundant or ZoneRedundant vault;",
    vaultRules.vaultSupportsDisks,
    { vmName: "web", vaultName: "safe", diskTypes: ["UltraSSD_LRS"], redundancy: "GeoRedundant" },
  ],
  [
    "virtual machine web: the VM has a disk of type ultrassd_lrs, and its vault safe sets no redundancy, so it may become GeoRedundant; Azure accepts such a disk only",
    vaultRules.vaultSupportsDisks,
    { vmName: "web", vaultName: "safe", diskTypes: ["ultrassd_lrs"] },
  ],
  [
    "properties.policyId: shares is a policy for AzureStorage; Azure accepts only a policy for AzureIaasVM. Fix: use a backup policy for Azure virtual machines.",
    vmRules.policyIsForVms,
    { policyName: "shares", workload: "AzureStorage" },
  ],
  [
    "vault safe: 2 virtual machines; maxVmsPerVault accepts at most 1 virtual machine. Fix: divide them over 2 vaults.",
    vaultRules.vmCountWithinLimit(vmsPerVault, 1, "maxVmsPerVault"),
    { of: "vault", name: "safe", count: 2 },
  ],
  [
    "vault safe: 1001 virtual machines; Azure accepts at most 1000 virtual machines.",
    vaultRules.vmCountWithinLimit(vmsPerVault, vmsPerVault.value, "maxVmsPerVault"),
    { of: "vault", name: "safe", count: 1001 },
  ],
  [
    "properties.policyId: nightly is a Standard policy (V1); Azure accepts only an Enhanced policy (policyType V2) for virtual machine web, which has security type TrustedLaunch.",
    vmRules.policySupportsVm,
    {
      ...{ vmName: "web", policyName: "nightly", isEnhanced: false },
      ...{ diskTypes: [], securityType: "TrustedLaunch" },
    },
  ],
  [
    "diskLunList: virtual machine web has no data disk with LUN 2; its data disks have LUN 0, 1. Fix: include the LUN of one of the VM's disks instead, or remove 2 from the list.",
    vmRules.selectedDisksExist,
    { vmName: "web", isInclusionList: true, luns: [0, 2], vmLuns: [0, 1] },
  ],
  [
    "level: CanNotDelete on resource group bank, which holds restore points; Azure Backup accepts no lock there,",
    lockAllowsCleanUp,
    { level: "CanNotDelete", group: "bank", holds: "restore points" },
  ],
  [
    "No protected item exists for this VM. Fix: add the VM to ProtectedVms,",
    vmRules.vmIsProtected,
    { by: "nothing" },
  ],
])("reports %s", (text, rule, subject) => {
  const [finding] = judge([rule], subject as never).findings;
  expect(finding && formatFinding(finding)).toContain(text);
});
