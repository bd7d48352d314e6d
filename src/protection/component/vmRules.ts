import { at, type Fix } from "../../core/finding";
import { isOneOf } from "../../core/limits";
import { pages } from "../../core/pages";
import { forEachEntry, invalidValue, missing, noFindings, type Rule } from "../../core/rule";
import { listOf, sameText } from "../../core/values";
import { parseVmId } from "../../vm/id";
import { ProtectionState } from "../facts";
import { policyIdIsValid } from "../item/idRules";
import type { ProtectedVmSettings } from "./settings";

type VmRule = Rule<ProtectedVmSettings>;

/** A VM's own policyId, if it has one, is the Azure id of a backup policy. */
export const ownPolicyIsValid: VmRule = ({ policyId }, words) =>
  policyId === undefined ? noFindings : policyIdIsValid({ policyId }, words);

/** vmName and resourceGroupName are both set, or neither is. */
export const namesComeTogether: VmRule = ({ vmName, resourceGroupName }) => {
  if ((vmName === undefined) === (resourceGroupName === undefined)) return noFindings;
  const absent = vmName === undefined ? "vmName" : "resourceGroupName";
  const given = vmName === undefined ? "resourceGroupName" : "vmName";
  return missing({
    path: absent,
    message: `${given} is set, so ${absent} is required: the two together name the protected item`,
    fix: `set ${absent} too, to the same value as in the VirtualMachine`,
    ...pages.prepare,
  });
};

/** vmName and resourceGroupName are the names in vmId. */
export const namesMatchId: VmRule = ({ vmId, ...names }) => {
  const given = (["vmName", "resourceGroupName"] as const).filter((name) => names[name] !== undefined);
  if (given.length === 0) return noFindings;
  const id = parseVmId(vmId);
  const wrong = id && given.find((name) => !sameText(names[name], id[name]));
  if (id === undefined || wrong === undefined) return noFindings;
  const fix: Fix = { text: `set it to "${id[wrong]}"`, value: id[wrong] };
  return invalidValue({
    path: wrong,
    actual: names[wrong],
    requires: `"${id[wrong]}", the name in vmId`,
    fix,
    ...pages.prepare,
  });
};

/** protectionState is one of Azure Backup's states. */
export const stateIsKnown: VmRule = ({ protectionState }) =>
  isOneOf("protectionState", protectionState, Object.values(ProtectionState), pages.prepare);

/** disks has include or exclude, and each LUN in it once. */
export const disksAreChosen: VmRule = ({ disks }) => {
  const { include, exclude } = disks ?? {};
  if (include !== undefined && exclude !== undefined) {
    return invalidValue({
      path: "disks",
      actual: disks,
      accepted: "include or exclude, not both",
      by: "this argument",
      fix: "keep include, the data disks to back up, or exclude, the data disks to leave out",
      ...pages.selectiveDisk,
    });
  }
  const name = include !== undefined ? "include" : "exclude";
  const luns = listOf(include ?? exclude);
  return forEachEntry(luns, (lun, i) => {
    const isFirst = luns.indexOf(lun) === Number(i);
    if (Number.isInteger(lun) && lun >= 0 && isFirst) return noFindings;
    const path = at(`disks.${name}`, Number(i));
    return isFirst
      ? invalidValue({
          path,
          actual: lun,
          accepted: "the LUN of a data disk, 0 or more (the OS disk is always backed up)",
          fix: "give the LUN of one of the VM's data disks, or remove it",
          ...pages.selectiveDisk,
        })
      : invalidValue({
          path,
          actual: lun,
          accepted: "each LUN once",
          by: "this argument",
          fix: "remove it",
          ...pages.selectiveDisk,
        });
  });
};
