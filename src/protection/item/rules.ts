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
import { listOf, sameText, textOf } from "../../core/values";
import { lastName } from "../../core/words";
import { parseVmId } from "../../vm/id";
import {
  baseItemType,
  fabricName,
  type ItemSettings,
  isVmItem,
  itemShape,
  type ProtectedItem,
  protectionNames,
  vmItemType,
} from "../arm";
import { stoppedStates } from "../facts";
import { policyIdIsValid, policyIsOfVault, vmIdIsValid } from "./idRules";

type ItemRule = Rule<ItemSettings>;

/** The item's type is the one of Azure VMs. A request that stops or suspends a backup may have the base type. */
export const itemTypeIsVm: ItemRule = ({ itemType, protectionState }) => {
  const isBaseType = itemType === baseItemType && stoppedStates.includes(textOf(protectionState));
  if (itemType === vmItemType || isBaseType) return noFindings;
  return invalidValue({
    path: "itemType",
    actual: itemType,
    accepted: `only ${vmItemType} for a VM`,
    fix: { text: `set it to ${vmItemType}`, value: vmItemType },
    ...pages.prepare,
  });
};

/** The item is in the fabric of Azure VMs. */
export const fabricIsAzure: ItemRule = (item) => {
  if (sameText(item.fabricName, fabricName)) return noFindings;
  return invalidValue({
    path: "fabricName",
    actual: item.fabricName,
    accepted: `only "${fabricName}" for a VM`,
    fix: { text: `set it to "${fabricName}"`, value: fabricName },
    ...pages.prepare,
  });
};

/** The item's names are made of its VM's resource group and name. Azure compares them without case. */
const nameMatchesVm = (field: "containerName" | "protectedItemName"): ItemRule =>
  named(`${field}MatchesVm`, (item) => {
    const id = parseVmId(item.vmId);
    if (id === undefined) return noFindings;
    const expected = protectionNames(id)[field];
    const actual = item[field];
    if (sameText(actual, expected)) return noFindings;
    return invalidValue({
      path: field,
      actual,
      accepted: `"${expected}", made of the VM's resource group and name`,
      fix: { text: `set it to "${expected}"`, value: expected },
      ...pages.prepare,
    });
  });

/** A selection of disks lists LUNs, and says whether to include or to exclude them. */
export const diskSelectionIsValid: ItemRule = ({ disks }, words) => {
  const { luns, isInclusionList } = disks ?? {};
  if (luns === undefined && isInclusionList === undefined) return noFindings;
  if (typeof isInclusionList !== "boolean") {
    return invalidValue({
      path: "disks.isInclusionList",
      actual: isInclusionList,
      accepted: "true, to back up only the listed disks, or false, to leave them out",
      fix: "set it to true or false",
      ...pages.selectiveDisk,
    });
  }
  return forEachEntry(listOf(luns), (lun, i) => {
    if (Number.isInteger(lun) && lun >= 0) return noFindings;
    return invalidValue({
      path: at("disks.luns", Number(i)),
      actual: lun,
      accepted: "the LUN of a data disk, 0 or more (the OS disk is always backed up)",
      fix: `give the LUN of one of the VM's data disks, or remove it from ${lastName(words, "disks.luns")}`,
      ...pages.selectiveDisk,
    });
  });
};

/** Rules on the payload of a VM's protected item. They do not apply to items of other workloads. */
export const protectedItemRules: readonly Rule<ProtectedItem>[] = onlyWhere(
  isVmItem,
  onShape(itemShape, [
    itemTypeIsVm,
    fabricIsAzure,
    vmIdIsValid,
    nameMatchesVm("containerName"),
    nameMatchesVm("protectedItemName"),
    policyIdIsValid,
    policyIsOfVault,
    diskSelectionIsValid,
  ]),
);
