import { types } from "../../policies/tokens";
import { pages } from "../core/fact";
import { judgeEach } from "../core/inventory";
import { benchmark, onResources, onStack, supportMatrix } from "../core/requirement";
import { wholeNumber } from "../core/settings";
import { vmsPerPolicy, vmsPerVault } from "./capacity";
import { protectedItemRules } from "./itemRules";
import {
  loadWithinLimit,
  policyFitsVm,
  regionHasVault,
  vmAndVaultShareRegion,
  vmIsInOneVault,
  vmIsProtected,
} from "./joinRules";
import { protectionsOf } from "./joins";
import { loads, pairs, protectedOrNot, regions, vaultsOfVms, vmsAndPolicies } from "./subjects";

const backedUp = {
  azurePolicy: ["013e242c-8828-4970-87b3-ab247555486d"],
  checkov: ["CKV2_AZURE_12"],
} as const;

export const protectionRequirements = [
  onResources({
    name: "protected-item-valid",
    displayName: "Protected item is well formed",
    description:
      "A VM's protected item has the type, the names and the policy by which Azure Backup knows it.",
    level: "mandatory",
    severity: "high",
    rules: () => ({ [types.item]: protectedItemRules }),
    remediation: "Make the names from the VM's own id, or let ProtectedVms do it.",
    url: pages.prepare,
    framework: supportMatrix("Protected items"),
  }),
  onStack({
    name: "vm-and-vault-same-region",
    displayName: "VM and vault in one region",
    description: "A VM is protected by a vault in its own region.",
    level: "mandatory",
    severity: "high",
    needs: types.item,
    judge: (stack) => judgeEach(pairs(protectionsOf(stack)), [vmAndVaultShareRegion]),
    remediation: "Create a vault in each region that has VMs, and protect each VM with its region's vault.",
    url: pages.prepare,
    framework: supportMatrix("Region"),
    seed: "You must create the vault in the same region as the Azure VMs that you want to back up.",
  }),
  onStack({
    name: "vm-in-one-vault",
    displayName: "VM in one vault",
    description: "A VM is protected by one vault.",
    level: "mandatory",
    severity: "high",
    needs: types.item,
    judge: (stack) => {
      const { subjects, unknown } = vaultsOfVms(protectionsOf(stack));
      return judgeEach(subjects, [vmIsInOneVault], unknown);
    },
    remediation: "Keep the protected item of one vault and remove the others.",
    url: pages.prepare,
    framework: supportMatrix("Vaults"),
    seed: "You can only back up VMs in a single vault.",
  }),
  onStack({
    name: "one-vault-per-region",
    displayName: "A vault in each region",
    description: "Each region that has VMs has a vault.",
    level: "advisory",
    severity: "medium",
    needs: types.vault,
    judge: (stack) => {
      const { subjects, unknown } = regions(stack);
      return judgeEach(subjects, [regionHasVault], unknown);
    },
    remediation: "Add a vault in the region.",
    url: pages.prepare,
    framework: supportMatrix("Region"),
    seed: "If you have VMs in several regions, create a vault in each region.",
  }),
  onStack({
    name: "vm-is-protected",
    displayName: "VM is protected",
    description: "A VM is backed up.",
    level: "advisory",
    severity: "medium",
    needs: types.vm,
    judge: (stack) => {
      const { subjects, unknown } = protectedOrNot(stack);
      return judgeEach(subjects, [vmIsProtected], unknown);
    },
    remediation: "Add the VM to ProtectedVms, or exempt it.",
    url: pages.prepare,
    framework: benchmark("BR-1"),
    seed: "Enable backup for the VMs.",
    related: backedUp,
  }),
  onStack({
    name: "vault-capacity",
    displayName: "Room in vaults and policies",
    description: "A vault and a backup policy have no more VMs than Azure allows.",
    level: "mandatory",
    severity: "medium",
    needs: types.item,
    knobs: {
      maxVmsPerVault: wholeNumber(vmsPerVault.value, "Most VMs of one vault."),
      maxVmsPerPolicy: wholeNumber(vmsPerPolicy.value, "Most VMs of one backup policy."),
    },
    judge: (stack, { maxVmsPerVault, maxVmsPerPolicy }) => {
      const protections = protectionsOf(stack);
      const vaults = judgeEach(loads(protections, "vault"), [loadWithinLimit(vmsPerVault, maxVmsPerVault)]);
      const policies = judgeEach(loads(protections, "policy"), [
        loadWithinLimit(vmsPerPolicy, maxVmsPerPolicy),
      ]);
      return { findings: [...vaults.findings, ...policies.findings] };
    },
    remediation: "Divide the VMs over more vaults or policies.",
    url: pages.matrix,
    framework: supportMatrix("Vault limits"),
  }),
  onStack({
    name: "vm-needs-enhanced-policy",
    displayName: "Enhanced policy where a VM needs it",
    description: "A VM that only an Enhanced policy backs up has one.",
    level: "mandatory",
    severity: "high",
    needs: types.item,
    judge: (stack) => judgeEach(vmsAndPolicies(stack), [policyFitsVm]),
    remediation: "Use a policy with policyType V2.",
    url: pages.enhancedPolicy,
    framework: supportMatrix("Enhanced policy"),
  }),
] as const;
