import { at } from "../../core/finding";
import { pages } from "../../core/pages";
import {
  forEachEntry,
  invalidValue,
  named,
  noFindings,
  onlyWhere,
  onShape,
  type Rule,
} from "../../core/rule";
import { listOf, sameText } from "../../core/values";
import { lastName } from "../../core/words";
import { parseVmId } from "../../vm/id";
import {
  fabricName,
  type ItemSettings,
  isVmItem,
  itemShape,
  type ProtectedItem,
  protectionNames,
  vmItemType,
} from "../arm";
import { policyIdIsValid, policyIsOfVault, vmIdIsValid } from "../component/rules";

type ItemRule = Rule<ItemSettings>;

/** The type under which Azure Backup takes an Azure VM. */
export const itemIsVm: ItemRule = ({ itemType }) => {
  if (itemType === vmItemType) return noFindings;
  return invalidValue({
    path: "itemType",
    actual: itemType,
    accepted: `${vmItemType}: for a VM Azure Backup takes no other type`,
    fix: { text: `set it to ${vmItemType}`, value: vmItemType },
    ...pages.prepare,
  });
};

/** The one fabric of Azure VMs. */
export const fabricIsAzure: ItemRule = (item) => {
  if (sameText(item.fabricName, fabricName)) return noFindings;
  return invalidValue({
    path: "fabricName",
    actual: item.fabricName,
    accepted: fabricName,
    fix: { text: `set it to ${fabricName}`, value: fabricName },
    ...pages.prepare,
  });
};

/** The names under which Azure Backup knows the VM: made of its id, and compared without case. */
const nameFits = (field: "containerName" | "protectedItemName"): ItemRule =>
  named(`${field}Fits`, (item) => {
    const id = parseVmId(item.vmId);
    if (id === undefined) return noFindings;
    const wanted = protectionNames(id)[field];
    const given = item[field];
    if (sameText(given, wanted)) return noFindings;
    return invalidValue({
      path: field,
      actual: given,
      accepted: `${wanted}, made of the VM's own resource group and name`,
      fix: { text: `set it to "${wanted}"`, value: wanted },
      ...pages.prepare,
    });
  });

/** A disk selection names each disk's LUN, and says whether it is of the disks to back up or to leave out. */
export const diskSelectionIsValid: ItemRule = ({ disks }, words) => {
  const { luns, isInclusionList } = disks ?? {};
  if (luns === undefined && isInclusionList === undefined) return noFindings;
  if (typeof isInclusionList !== "boolean") {
    return invalidValue({
      path: "disks.isInclusionList",
      actual: isInclusionList,
      accepted: "true for the disks to back up, false for the disks to leave out",
      fix: "say which",
      ...pages.selectiveDisk,
    });
  }
  return forEachEntry(listOf(luns), (lun, i) => {
    if (Number.isInteger(lun) && lun >= 0) return noFindings;
    return invalidValue({
      path: at("disks.luns", Number(i)),
      actual: lun,
      accepted: "a data disk's LUN, 0 or more: the OS disk cannot be left out",
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
