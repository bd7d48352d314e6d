import * as pulumi from "@pulumi/pulumi";
import { isDeferred } from "../../component/deferred";
import { placeKey, type VmPlace } from "../arm";
import { placeOf, type RecordedVm, type VmNames } from "./changeMessages";

/**
 * The map as the component's inputs keep it, for the hooks that tell what a change of it means: a VM's place, with what its entry
 * chooses where it chooses anything. It stands in the state, and a backend of files writes that after each resource, a thousand times
 * for a thousand VMs; whole entries were a tenth of such an `up`.
 */
export const recordVms = (vms: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(vms).map(([key, vm]) => [key, recordVm(vm)]));

function recordVm(vm: unknown): unknown {
  if (isDeferred(vm)) return pulumi.output(vm as object).apply(recordVm);
  // What is no entry is refused when it is known; here it is none.
  const { previousKey, protectionState, disks } = (vm ?? {}) as RecordedVm;
  const place = recordPlace(vm);
  const choices = [previousKey, protectionState, disks];
  return choices.every((choice) => (choice ?? undefined) === undefined)
    ? place
    : { place, previousKey, protectionState, disks };
}

/** A VM's place as one text; one that is not to be read is none. */
export const recordPlace = (vm: unknown): string | pulumi.Output<string> =>
  fromPlace(vm, (place) => (place === undefined ? "" : placeKey(place)));

/** What is made of a VM's place: of its plain name where it is given, so that it stays known when the VM is replaced; else of its id. */
export function fromPlace<T>(vm: unknown, make: (place: VmPlace | undefined) => T): T | pulumi.Output<T> {
  const makeOf = (known: unknown) => make(placeOf(known as VmNames));
  if (isDeferred(vm)) return pulumi.output(vm as object).apply(makeOf) as pulumi.Output<T>;
  const { vmId, vmName, resourceGroupName } = (vm ?? {}) as VmNames;
  const from = hasPlainName(vm) ? { vmName, resourceGroupName } : { vmId };
  // What is made of plain values stays plain: a thousand Outputs fewer to resolve.
  return Object.values(from).some(isDeferred)
    ? (pulumi.output(from).apply(makeOf) as pulumi.Output<T>)
    : makeOf(from);
}

/** Whether a VM's names are given: then they are unknown only while its group is not made yet. */
export function hasPlainName(vm: unknown): boolean {
  const { vmName, resourceGroupName } = (vm ?? {}) as VmNames;
  return !isDeferred(vm) && typeof vmName === "string" && (resourceGroupName ?? undefined) !== undefined;
}
