import { at } from "../core/finding";
import { pages } from "../core/pages";
import { fault, forEachEntry, named, onlyWhere, onShape, pass, type Rule } from "../core/rule";
import { listOf, sameText } from "../core/values";
import { lastName } from "../core/words";
import { parseVmId } from "../vm/id";
import {
  fabricName,
  type ItemSettings,
  isVmItem,
  itemShape,
  type ProtectedItem,
  protectionNames,
  vmItemType,
} from "./arm";
import { policyIdIsValid, policyIsOfVault, vmIdIsValid } from "./rules";

type ItemRule = Rule<ItemSettings>;

/** The type under which Azure Backup takes an Azure VM. */
export const itemIsVm: ItemRule = ({ itemType }) => {
  if (itemType === vmItemType) return pass;
  return fault({
    path: "itemType",
    got: itemType,
    allowed: `${vmItemType}: for a VM Azure Backup takes no other type`,
    fix: { text: `set it to ${vmItemType}`, value: vmItemType },
    ...pages.prepare,
  });
};

/** The one fabric of Azure VMs. */
export const fabricIsAzure: ItemRule = (item) => {
  if (sameText(item.fabricName, fabricName)) return pass;
  return fault({
    path: "fabricName",
    got: item.fabricName,
    allowed: fabricName,
    fix: { text: `set it to ${fabricName}`, value: fabricName },
    ...pages.prepare,
  });
};

/** The names under which Azure Backup knows the VM: made of its id, and compared without case. */
const nameFits = (field: "containerName" | "protectedItemName"): ItemRule =>
  named(`${field}Fits`, (item) => {
    const id = parseVmId(item.vmId);
    if (id === undefined) return pass;
    const wanted = protectionNames(id)[field];
    const given = item[field];
    if (sameText(given, wanted)) return pass;
    return fault({
      path: field,
      got: given,
      allowed: `${wanted}, made of the VM's own resource group and name`,
      fix: { text: `set it to "${wanted}"`, value: wanted },
      ...pages.prepare,
    });
  });

/** A disk selection names each disk's LUN, and says whether it is of the disks to back up or to leave out. */
export const diskSelectionIsValid: ItemRule = ({ disks }, words) => {
  const { luns, isInclusionList } = disks ?? {};
  if (luns === undefined && isInclusionList === undefined) return pass;
  if (typeof isInclusionList !== "boolean") {
    return fault({
      path: "disks.isInclusionList",
      got: isInclusionList,
      allowed: "true for the disks to back up, false for the disks to leave out",
      fix: "say which",
      ...pages.selectiveDisk,
    });
  }
  return forEachEntry(listOf(luns), (lun, i) => {
    if (Number.isInteger(lun) && lun >= 0) return pass;
    return fault({
      path: at("disks.luns", Number(i)),
      got: lun,
      allowed: "a data disk's LUN, 0 or more: the OS disk cannot be left out",
      fix: `give the lun of the VM's data disk, or take it out of ${lastName(words, "disks.luns")}`,
      ...pages.selectiveDisk,
    });
  });
};

/** All that a VM's protected item must satisfy, as payload; items of other workloads pass. */
export const protectedItemRules: readonly Rule<ProtectedItem>[] = onlyWhere(
  isVmItem,
  onShape(itemShape, [
    itemIsVm,
    fabricIsAzure,
    vmIdIsValid,
    nameFits("containerName"),
    nameFits("protectedItemName"),
    policyIdIsValid,
    policyIsOfVault,
    diskSelectionIsValid,
  ]),
);
