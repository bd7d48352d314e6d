import { type InventoryVerdict, judgeEach } from "../core/inventory";
import { pages } from "../core/pages";
import { benchmark, onInventory, onResources, supportMatrix } from "../core/requirement";
import { wholeNumber } from "../core/settings";
import { vaultType } from "../vault/arm";
import { vmType } from "../vm/arm";
import { itemType } from "./arm";
import { vmsPerPolicy, vmsPerVault } from "./facts";
import { itemLinksIn } from "./inventory/links";
import { groupLocks, lockSparesRestorePoints, lockType } from "./inventory/locks";
import {
  policyFitsVm,
  regionHasVault,
  selectedDisksExist,
  vaultTakesDisks,
  vmAndVaultShareRegion,
  vmCountWithinLimit,
  vmIsInOneVault,
  vmIsProtected,
  vmNameIsUniqueInVault,
} from "./inventory/rules";
import {
  diskSelections,
  disksAndVaults,
  itemsWithVmAndVault,
  protectedOrNot,
  regionsWithVms,
  vaultsOfVms,
  vmCounts,
  vmsAndPolicies,
  vmsOfSameName,
} from "./inventory/subjects";
import { protectedItemRules } from "./item/rules";

/** Sources disagree on the limit of a policy; it cannot be more than its vault's. */
const upToVault = { min: 1, max: vmsPerVault.value };

const backedUp = {
  azurePolicy: ["013e242c-8828-4970-87b3-ab247555486d"],
  checkov: ["CKV2_AZURE_12"],
} as const;

const both = (one: InventoryVerdict, other: InventoryVerdict): InventoryVerdict => ({
  findings: [...one.findings, ...other.findings],
  unknown: one.unknown ?? other.unknown,
});

export const protectionRequirements = [
  onResources({
    name: "protected-item-valid",
    displayName: "Protected item is well formed",
    description:
      "A VM's protected item has the type, the names and the policy by which Azure Backup knows it.",
    why: "Azure knows an item by its names, its VM's id and its policy; a wrong one is refused, or makes another item.",
    notSeen: "Whether the VM and the policy exist.",
    level: "mandatory",
    severity: "high",
    rules: () => ({ [itemType]: protectedItemRules }),
    remediation: "Make the names from the VM's own id, or let ProtectedVms do it.",
    page: pages.prepare,
    framework: supportMatrix("Protected items"),
  }),
  onInventory({
    name: "vm-and-vault-same-region",
    displayName: "VM and vault in one region",
    description: "A VM is protected by a vault in its own region.",
    why: "Azure backs up a VM to a vault of its own region alone.",
    notSeen: "VMs and vaults of other stacks, whose region the stack does not name.",
    level: "mandatory",
    severity: "high",
    needs: itemType,
    judge: (inventory) => judgeEach(itemsWithVmAndVault(itemLinksIn(inventory)), [vmAndVaultShareRegion]),
    remediation: "Create a vault in each region that has VMs, and protect each VM with its region's vault.",
    page: pages.prepare,
    framework: supportMatrix("Region"),
    seed: "You must create the vault in the same region as the Azure VMs that you want to back up.",
  }),
  onInventory({
    name: "vm-in-one-vault",
    displayName: "VM in one vault",
    description: "A VM is protected by one vault, and is the only one of its resource group and name there.",
    why: "Azure refuses a second vault for a VM; and an item's name leaves out the subscription, so a namesake would take its place.",
    notSeen: "Items of other stacks.",
    level: "mandatory",
    severity: "high",
    needs: itemType,
    judge: (inventory) => {
      const protections = itemLinksIn(inventory);
      const { subjects, unknown } = vaultsOfVms(protections);
      return both(
        judgeEach(subjects, [vmIsInOneVault], unknown),
        judgeEach(vmsOfSameName(protections), [vmNameIsUniqueInVault]),
      );
    },
    remediation: "Keep the protected item of one vault and remove the others.",
    page: pages.prepare,
    framework: supportMatrix("Vaults"),
    seed: "You can only back up VMs in a single vault.",
  }),
  onInventory({
    name: "one-vault-per-region",
    displayName: "A vault in each region",
    description: "Each region that has VMs has a vault.",
    why: "A region without a vault has VMs that nobody can back up.",
    notSeen: "Vaults of other stacks.",
    level: "advisory",
    severity: "medium",
    needs: vaultType,
    judge: (inventory) => {
      const { subjects, unknown } = regionsWithVms(inventory);
      return judgeEach(subjects, [regionHasVault], unknown);
    },
    remediation: "Add a vault in the region.",
    page: pages.prepare,
    framework: supportMatrix("Region"),
    seed: "If you have VMs in several regions, create a vault in each region.",
  }),
  onInventory({
    name: "vm-is-protected",
    displayName: "VM is protected",
    description: "A VM is backed up.",
    why: "A VM without a protected item has no backup.",
    notSeen: "Items of other stacks, and VMs that Azure Policy protects.",
    level: "advisory",
    severity: "medium",
    needs: vmType,
    judge: (inventory) => {
      const { subjects, unknown } = protectedOrNot(inventory);
      return judgeEach(subjects, [vmIsProtected], unknown);
    },
    remediation: "Add the VM to ProtectedVms, or exempt it.",
    page: pages.prepare,
    framework: benchmark("BR-1"),
    seed: "Enable backup for the VMs.",
    related: backedUp,
  }),
  onInventory({
    name: "vault-capacity",
    displayName: "Room in vaults and policies",
    description: "A vault and a backup policy have no more VMs than Azure allows.",
    why: "Azure refuses the next VM of a vault, and perhaps of a policy, that is full.",
    notSeen: "VMs of other stacks.",
    level: "mandatory",
    severity: "medium",
    needs: itemType,
    settings: {
      maxVmsPerVault: wholeNumber(vmsPerVault.value, upToVault, "Most VMs of one vault."),
      maxVmsPerPolicy: wholeNumber(vmsPerPolicy.value, upToVault, "Most VMs of one backup policy."),
    },
    judge: (inventory, { maxVmsPerVault, maxVmsPerPolicy }) => {
      const protections = itemLinksIn(inventory);
      const vaults = judgeEach(vmCounts(protections, "vault"), [
        vmCountWithinLimit(vmsPerVault, maxVmsPerVault),
      ]);
      const policies = judgeEach(vmCounts(protections, "policy"), [
        vmCountWithinLimit(vmsPerPolicy, maxVmsPerPolicy),
      ]);
      return { findings: [...vaults.findings, ...policies.findings] };
    },
    remediation: "Divide the VMs over more vaults or policies.",
    page: pages.matrix,
    framework: supportMatrix("Vault limits"),
  }),
  onInventory({
    name: "vm-needs-enhanced-policy",
    displayName: "Enhanced policy where a VM needs it",
    description: "A VM has the policy and the vault that its disks and its security ask for.",
    why: "A Standard policy does not take such a VM: protection fails.",
    notSeen: "Policies of other stacks, and disks attached outside of the program.",
    level: "mandatory",
    severity: "high",
    needs: itemType,
    judge: (inventory) =>
      both(
        judgeEach(vmsAndPolicies(inventory), [policyFitsVm]),
        judgeEach(disksAndVaults(inventory), [vaultTakesDisks]),
      ),
    remediation: "Use a policy with policyType V2, and a vault that takes the disks.",
    page: pages.enhancedPolicy,
    framework: supportMatrix("Enhanced policy"),
  }),
  onInventory({
    name: "selected-disks-exist",
    displayName: "Chosen disks exist",
    description: "A protected item includes and excludes LUNs that its VM has.",
    why: "A LUN that the VM does not have is a slip: the disk that was meant is backed up when it should not be, or is not.",
    notSeen: "Disks attached outside of the program, and VMs of other stacks.",
    level: "advisory",
    severity: "medium",
    needs: itemType,
    judge: (inventory) => judgeEach(diskSelections(inventory), [selectedDisksExist]),
    remediation: "List LUNs of the VM's own data disks.",
    page: pages.selectiveDisk,
    framework: supportMatrix("Selective disk backup"),
  }),
  onInventory({
    name: "restore-points-not-locked",
    displayName: "No lock on restore points",
    description: "No lock lies on a resource group from which Azure Backup deletes restore points.",
    why: "Azure Backup cannot delete expired restore points through a lock, and the backups fail once there are 18.",
    notSeen: "Locks of other stacks, of subscriptions and of management groups.",
    level: "advisory",
    severity: "medium",
    needs: lockType,
    judge: (inventory) => {
      const { subjects, unknown } = groupLocks(inventory);
      return judgeEach(subjects, [lockSparesRestorePoints], unknown);
    },
    remediation: "Lock the resources of the group one by one, or give restore points a group without a lock.",
    page: pages.faq,
    framework: supportMatrix("Restore points"),
  }),
] as const;
