import { allOf, judgeEach } from "../core/inventory";
import { pages } from "../core/pages";
import { onInventory, onResources, supportMatrix } from "../core/requirement";
import { asAdvice } from "../core/rule";
import { wholeNumber } from "../core/settings";
import { vaultType } from "../vault/arm";
import { vmType } from "../vm/arm";
import { isAccepted } from "./accepted";
import { itemType } from "./arm";
import { acceptedByAzure, backupDuration, vmsPerPolicy, vmsPerVault } from "./facts";
import { backupsAreRecent } from "./inventory/health";
import { itemLinksIn } from "./inventory/links";
import { groupLocks, lockAllowsCleanUp, lockType } from "./inventory/locks";
import { backupRecords } from "./inventory/subjects/backups";
import { diskSelections, disksAndVaults, vmsAndPolicies } from "./inventory/subjects/disks";
import {
  policiesOfItems,
  suspendedItems,
  vaultsOfVms,
  vmCounts,
  vmsAndVaults,
  vmsOfSameName,
} from "./inventory/subjects/items";
import { regionsWithVms, vmProtections } from "./inventory/subjects/virtualMachines";
import {
  regionHasVault,
  suspendedItemIsInImmutableVault,
  vaultSupportsDisks,
  vmAndVaultShareRegion,
  vmCountWithinLimit,
  vmIsInOneVault,
  vmNameIsUniqueInVault,
} from "./inventory/vaultRules";
import { policyIsForVms, policySupportsVm, selectedDisksExist, vmIsProtected } from "./inventory/vmRules";
import { protectedItemRules } from "./item/rules";

const adviceOnItem = asAdvice(acceptedByAzure, protectedItemRules);

/** The sources disagree on the limit of a policy. It cannot exceed the limit of a vault. */
const upToVault = { min: 1, max: vmsPerVault.value };

const relatedToProtection = {
  azurePolicy: ["013e242c-8828-4970-87b3-ab247555486d"],
  checkov: ["CKV2_AZURE_12"],
} as const;

export const protectionRequirements = [
  onResources({
    name: "protected-item-valid",
    displayName: "Valid protected item",
    description: "The type, names, policy and disk selection of a VM's protected item are valid.",
    why: "Azure identifies an item by its names, its VM's id and its policy. If one is wrong, Azure refuses the item, or another item is created.",
    notSeen: "Whether the VM and the policy exist.",
    level: "mandatory",
    severity: "high",
    rules: () => ({ [itemType]: protectedItemRules }),
    rulesOfExisting: (_, item) => (isAccepted(item) ? { [itemType]: adviceOnItem } : undefined),
    remediation: "Make the names from the VM's id, or use ProtectedVms, which does it.",
    page: pages.prepare,
    framework: supportMatrix("Protected items"),
  }),
  onInventory({
    name: "vm-and-vault-same-region",
    displayName: "VM and vault in the same region",
    description: "A VM is protected by a vault in the same region, or by one with region of choice.",
    why: "Azure backs up a VM only to a vault in the same region, unless the vault's regionOfChoiceSettings are Enabled.",
    notSeen: "VMs and vaults of other stacks, because this stack does not contain their region.",
    level: "mandatory",
    severity: "high",
    needs: itemType,
    judge: (inventory) => judgeEach(vmsAndVaults(itemLinksIn(inventory)), [vmAndVaultShareRegion]),
    remediation:
      "Create a vault in each region that has VMs, and protect each VM with the vault of its region.",
    page: pages.prepare,
    framework: supportMatrix("Region"),
    seed: "You must create the vault in the same region as the Azure VMs that you want to back up.",
  }),
  onInventory({
    name: "suspended-backup-needs-immutability",
    displayName: "Immutable vault for suspended backups",
    description: "A backup that a program suspends is in an immutable vault.",
    why: "Azure refuses to suspend a backup in a vault that is not immutable, with a message that says the opposite.",
    notSeen: "Vaults of other stacks.",
    level: "mandatory",
    severity: "medium",
    needs: itemType,
    judge: (inventory) =>
      judgeEach(suspendedItems(itemLinksIn(inventory)), [suspendedItemIsInImmutableVault]),
    remediation:
      "Set the vault's immutability to Unlocked first, or set protectionState to ProtectionStopped.",
    page: pages.immutableVault,
    framework: supportMatrix("Protected items"),
  }),
  onInventory({
    name: "vm-in-one-vault",
    displayName: "VM in only one vault",
    description:
      "Only one vault protects a VM, and that vault protects no other VM with the same resource group and name.",
    why: "Azure refuses a second vault for a VM. An item's name does not contain the subscription, so VMs of the same resource group and name in two subscriptions would be one item.",
    notSeen: "Items of other stacks.",
    level: "mandatory",
    severity: "high",
    needs: itemType,
    judge: (inventory) => {
      const protections = itemLinksIn(inventory);
      const { subjects, unknown } = vaultsOfVms(protections);
      return allOf([
        judgeEach(subjects, [vmIsInOneVault], unknown),
        judgeEach(vmsOfSameName(protections), [vmNameIsUniqueInVault]),
      ]);
    },
    remediation: "Keep the protected item of one vault and remove the others.",
    page: pages.prepare,
    framework: supportMatrix("Vaults"),
    seed: "You can only back up VMs in a single vault.",
  }),
  onInventory({
    name: "one-vault-per-region",
    displayName: "Vault in each region with VMs",
    description: "Each region that has VMs has a vault.",
    why: "VMs in a region without a vault cannot be backed up.",
    notSeen: "Vaults of other stacks.",
    level: "advisory",
    severity: "medium",
    needs: vaultType,
    judge: (inventory) => {
      const { subjects, unknown } = regionsWithVms(inventory);
      return judgeEach(subjects, [regionHasVault], unknown);
    },
    remediation: "Create a vault in the region.",
    page: pages.prepare,
    framework: supportMatrix("Region"),
    seed: "If you have VMs in several regions, create a vault in each region.",
  }),
  onInventory({
    name: "vm-is-protected",
    displayName: "VM is protected",
    description: "A VM has a protected item.",
    why: "A VM without a protected item has no backup.",
    notSeen: "Items of other stacks, and VMs that Azure Policy protects.",
    level: "advisory",
    severity: "medium",
    needs: vmType,
    judge: (inventory) => {
      const { subjects, unknown } = vmProtections(inventory);
      return judgeEach(subjects, [vmIsProtected], unknown);
    },
    remediation: "Add the VM to ProtectedVms, or exempt it.",
    page: pages.prepare,
    framework: supportMatrix("Protected items"),
    seed: "Enable backup for the VMs.",
    related: relatedToProtection,
  }),
  onInventory({
    name: "backups-are-recent",
    displayName: "Backups succeed",
    description:
      "The last backup of a protected VM succeeded, Azure asks for no action, and the newest recovery point is as recent as the policy promises.",
    why: "A VM can be protected while its backups fail. Then there is nothing recent to restore.",
    notSeen: "Anything in a program: only Azure's own rows have the state of backups.",
    level: "advisory",
    severity: "high",
    needs: itemType,
    settings: {
      marginHours: wholeNumber(
        backupDuration.value,
        { min: 0, max: 9999 },
        "Hours that a recovery point may be older than the longest time between two backups of the policy.",
      ),
    },
    judge: (inventory, { marginHours }) =>
      judgeEach(backupRecords(inventory), [backupsAreRecent(marginHours)]),
    remediation: "Look at the jobs of the vault, correct the cause, and start a backup.",
    page: pages.prepare,
    framework: supportMatrix("Protected items"),
  }),
  onInventory({
    name: "vault-capacity",
    displayName: "Number of VMs in a vault and a policy",
    description: "A vault and a backup policy have at most the number of VMs that Azure accepts.",
    why: "Azure refuses another VM in a full vault, and perhaps in a full policy: the sources disagree about policies.",
    notSeen: "VMs of other stacks.",
    level: "mandatory",
    severity: "medium",
    needs: itemType,
    settings: {
      maxVmsPerVault: wholeNumber(vmsPerVault.value, upToVault, "Maximum number of VMs in a vault."),
      maxVmsPerPolicy: wholeNumber(
        vmsPerPolicy.value,
        upToVault,
        "Maximum number of VMs with one backup policy.",
      ),
    },
    judge: (inventory, { maxVmsPerVault, maxVmsPerPolicy }) => {
      const protections = itemLinksIn(inventory);
      const vaults = judgeEach(vmCounts(protections, "vault"), [
        vmCountWithinLimit(vmsPerVault, maxVmsPerVault, "maxVmsPerVault"),
      ]);
      const policies = judgeEach(vmCounts(protections, "policy"), [
        vmCountWithinLimit(vmsPerPolicy, maxVmsPerPolicy, "maxVmsPerPolicy"),
      ]);
      return allOf([vaults, policies]);
    },
    remediation: "Divide the VMs over more vaults or policies.",
    page: pages.matrix,
    framework: supportMatrix("Vault limits"),
  }),
  onInventory({
    name: "vm-needs-enhanced-policy",
    displayName: "Enhanced policy for VMs that need it",
    description:
      "The policy of a VM is one for VMs. It and the vault support the VM's disks and security type.",
    why: "Azure refuses to protect a VM with a policy or a vault that does not support it.",
    notSeen: "Policies of other stacks, and disks attached outside of the program.",
    level: "mandatory",
    severity: "high",
    needs: itemType,
    judge: (inventory) =>
      allOf([
        judgeEach(vmsAndPolicies(inventory), [policySupportsVm]),
        judgeEach(policiesOfItems(itemLinksIn(inventory)), [policyIsForVms]),
        judgeEach(disksAndVaults(inventory), [vaultSupportsDisks]),
      ]),
    remediation: "Use a policy for VMs with policyType V2, and a vault that supports the disks.",
    page: pages.enhancedPolicy,
    framework: supportMatrix("Enhanced policy"),
  }),
  onInventory({
    name: "selected-disks-exist",
    displayName: "Selected disks exist",
    description: "A protected item includes or excludes only data disks that its VM has.",
    why: "A LUN that the VM does not have is probably a mistake: the intended disk is backed up although it should not be, or is not backed up.",
    notSeen: "Disks attached outside of the program, and VMs of other stacks.",
    level: "advisory",
    severity: "medium",
    needs: itemType,
    judge: (inventory) => judgeEach(diskSelections(inventory), [selectedDisksExist]),
    remediation: "List only LUNs of the VM's data disks.",
    page: pages.selectiveDisk,
    framework: supportMatrix("Selective disk backup"),
  }),
  onInventory({
    name: "restore-points-not-locked",
    displayName: "No lock on restore points",
    description: "A resource group in which Azure Backup deletes restore points has no lock.",
    why: "A lock prevents Azure Backup from deleting expired restore points. When there are 18 of them, backups fail.",
    notSeen: "Locks of other stacks, subscriptions and management groups.",
    level: "advisory",
    severity: "medium",
    needs: lockType,
    judge: (inventory) => {
      const { subjects, unknown } = groupLocks(inventory);
      return judgeEach(subjects, [lockAllowsCleanUp], unknown);
    },
    remediation:
      "Lock the resources of the group one by one, or keep restore points in a resource group without a lock.",
    page: pages.faq,
    framework: supportMatrix("Restore points"),
  }),
] as const;
