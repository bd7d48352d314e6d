import { pages } from "../core/fact";
import { at } from "../core/finding";
import { isOneOf } from "../core/limits";
import { forEachEntry, type Rule } from "../core/rule";
import { textOf } from "../core/values";
import { parseVmId } from "../vm/id";
import { OnDestroy, oneVaultPerVm, vmIdForm } from "./facts";

/** What the rules read of a set of protected VMs; every field may be of a wrong type, whatever the types say. */
export interface ProtectedVmsSubject {
  readonly vms: Readonly<Record<string, { readonly vmId: string }>>;
  readonly onDestroy?: string;
}

/** Each id is that of a virtual machine. */
export const vmIdsAreValid: Rule<ProtectedVmsSubject> = ({ vms }) =>
  forEachEntry(vms, (vm, key) => {
    if (parseVmId(vm?.vmId) !== undefined) return [];
    return [
      {
        path: `${at("vms", key)}.vmId`,
        got: vm?.vmId,
        allowed: vmIdForm.text,
        fix: "pass the VirtualMachine resource's id",
        source: vmIdForm.source,
      },
    ];
  });

/** No VM stands twice, in whatever letter case. */
export const vmsAreDistinct: Rule<ProtectedVmsSubject> = ({ vms }) => {
  const firstKey = new Map<string, string>();
  return forEachEntry(vms, (vm, key) => {
    const id = textOf(vm?.vmId).toLowerCase();
    const first = firstKey.get(id);
    if (first === undefined || parseVmId(vm?.vmId) === undefined) {
      firstKey.set(id, key);
      return [];
    }
    return [
      {
        path: `${at("vms", key)}.vmId`,
        got: vm.vmId,
        allowed: `each VM once, and ${at("vms", first)} names the same one (letter case does not count)`,
        fix: `remove ${at("vms", key)} or ${at("vms", first)}`,
        source: oneVaultPerVm.source,
      },
    ];
  });
};

export const onDestroyIsKnown: Rule<ProtectedVmsSubject> = ({ onDestroy }) =>
  isOneOf("onDestroy", onDestroy, Object.values(OnDestroy), pages.prepare);

/** All that a set of protected VMs must satisfy. */
export const protectedVmsRules: readonly Rule<ProtectedVmsSubject>[] = [
  vmIdsAreValid,
  vmsAreDistinct,
  onDestroyIsKnown,
];
