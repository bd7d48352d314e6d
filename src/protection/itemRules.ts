import { pages } from "../core/fact";
import { at } from "../core/finding";
import { cite } from "../core/limits";
import { type Findings, forEachEntry, type Rule } from "../core/rule";
import { listOf, textOf } from "../core/values";
import { fabricName, parseVmId, protectionNames } from "../vm/id";
import { isVmItem, type ProtectedItem, parsePolicyId, vmItemType } from "./arm";
import { vmIdForm } from "./facts";

type ItemRule = Rule<ProtectedItem>;

const names = { source: pages.prepare, asOf: "2026-03-25" } as const;
const selection = { source: pages.selectiveDisk, asOf: "2026-01-23" } as const;

/** The type under which Azure Backup takes an Azure VM. */
export const itemIsVm: ItemRule = ({ properties }) => {
  const type = properties?.protectedItemType;
  if (type === vmItemType) return [];
  return [
    {
      path: "properties.protectedItemType",
      got: type,
      allowed: `${vmItemType}: for a VM Azure Backup takes no other type`,
      fix: `set it to ${vmItemType}`,
      ...names,
    },
  ];
};

/** The one fabric of Azure VMs. */
export const fabricIsAzure: ItemRule = (item) => {
  if (textOf(item.fabricName).toLowerCase() === fabricName.toLowerCase()) return [];
  return [
    {
      path: "fabricName",
      got: item.fabricName,
      allowed: fabricName,
      fix: `set it to ${fabricName}`,
      ...names,
    },
  ];
};

/** The id of a virtual machine. */
export const sourceIsVm: ItemRule = ({ properties }) => {
  const id = properties?.sourceResourceId;
  if (parseVmId(id) !== undefined) return [];
  return [
    {
      path: "properties.sourceResourceId",
      got: id,
      allowed: vmIdForm.text,
      fix: "pass the VirtualMachine resource's id",
      ...cite(vmIdForm),
    },
  ];
};

/** The names under which Azure Backup knows the VM: made of its id, and compared without case. */
const nameFits =
  (field: "containerName" | "protectedItemName"): ItemRule =>
  (item) => {
    const id = item.properties?.sourceResourceId;
    if (parseVmId(id) === undefined) return [];
    const wanted = protectionNames(id as string)[field];
    const given = item[field];
    if (textOf(given).toLowerCase() === wanted) return [];
    return [
      {
        path: field,
        got: given,
        allowed: `${wanted}, made of the VM's own resource group and name`,
        fix: `set it to "${wanted}"`,
        ...names,
      },
    ];
  };
export const containerNameFits = nameFits("containerName");
export const itemNameFits = nameFits("protectedItemName");

/** States in which an item has no policy any more. */
const withoutPolicy = ["ProtectionStopped", "BackupsSuspended"];

/** A policy of the item's own vault. */
export const policyIsOfVault: ItemRule = (item) => {
  const id = item.properties?.policyId;
  const path = "properties.policyId";
  if (id === undefined && withoutPolicy.includes(textOf(item.properties?.protectionState))) return [];
  const policy = parsePolicyId(id);
  if (policy === undefined) {
    return [
      {
        path,
        got: id,
        allowed:
          "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.RecoveryServices/vaults/<vault>/backupPolicies/<name>",
        fix: "pass the ProtectionPolicy resource's id",
        ...names,
      },
    ];
  }
  const same = (a: unknown, b: string) => textOf(a).toLowerCase() === b.toLowerCase();
  if (same(item.vaultName, policy.vaultName) && same(item.resourceGroupName, policy.resourceGroupName))
    return [];
  return [
    {
      path,
      got: id,
      allowed: `a policy of this item's own vault, ${textOf(item.resourceGroupName)}/${textOf(item.vaultName)}`,
      fix: "use a policy of that vault, or put the item into the policy's vault",
      ...names,
    },
  ];
};

/** A disk selection names each disk's LUN, and says whether it is of the disks to back up or to leave out. */
export const diskSelectionIsValid: ItemRule = ({ properties }) => {
  const disks = properties?.extendedProperties?.diskExclusionProperties;
  if (disks === undefined || disks === null) return [];
  const path = "properties.extendedProperties.diskExclusionProperties";
  if (typeof disks.isInclusionList !== "boolean") {
    return [
      {
        path: `${path}.isInclusionList`,
        got: disks.isInclusionList,
        allowed: "true for the disks to back up, false for the disks to leave out",
        fix: "say which",
        ...selection,
      },
    ];
  }
  return forEachEntry(listOf(disks.diskLunList), (lun, i): Findings => {
    if (Number.isInteger(lun) && lun >= 0) return [];
    return [
      {
        path: at(`${path}.diskLunList`, Number(i)),
        got: lun,
        allowed: "a data disk's LUN, 0 or more: the OS disk cannot be left out",
        fix: "give the lun of the VM's data disk",
        ...selection,
      },
    ];
  });
};

/** All that a VM's protected item must satisfy; items of other workloads pass. */
export const protectedItemRules: readonly ItemRule[] = [
  itemIsVm,
  fabricIsAzure,
  sourceIsVm,
  containerNameFits,
  itemNameFits,
  policyIsOfVault,
  diskSelectionIsValid,
].map((rule) => (item: ProtectedItem) => (isVmItem(item) ? rule(item) : []));
