import { at } from "../../core/finding";
import { isOneOf } from "../../core/limits";
import { pages } from "../../core/pages";
import { all, forEachEntry, invalidValue, noFindings, type Rule } from "../../core/rule";
import { listOf } from "../../core/values";
import { ProtectionState } from "../facts";
import type { ProtectedVmSettings } from "./settings";

type VmRule = Rule<ProtectedVmSettings>;

/** What Azure Backup does with the VM is one of the choices. */
export const stateIsKnown: VmRule = ({ protectionState }) =>
  isOneOf("protectionState", protectionState, Object.values(ProtectionState), pages.prepare);

/** Disks are chosen in one way, by LUNs, each once. */
export const disksAreChosen: VmRule = ({ disks }) => {
  const { include, exclude } = disks ?? {};
  if (include !== undefined && exclude !== undefined) {
    return invalidValue({
      path: "disks",
      actual: disks,
      accepted:
        "include or exclude, not both: include lists the data disks to back up, exclude those to leave out",
      fix: "keep the one that you mean",
      ...pages.selectiveDisk,
    });
  }
  const [name, luns] =
    include !== undefined ? (["include", include] as const) : (["exclude", exclude] as const);
  return all([
    forEachEntry(listOf(luns), (lun, i) => {
      const isFirst = listOf(luns).indexOf(lun) === Number(i);
      if (Number.isInteger(lun) && lun >= 0 && isFirst) return noFindings;
      return invalidValue({
        path: at(`disks.${name}`, Number(i)),
        actual: lun,
        accepted: isFirst ? "a data disk's LUN, 0 or more: the OS disk is always backed up" : "each LUN once",
        fix: isFirst ? "give the lun of the VM's data disk, or remove it" : "remove it",
        ...pages.selectiveDisk,
      });
    }),
  ]);
};
