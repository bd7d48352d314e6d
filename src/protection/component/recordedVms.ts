import * as pulumi from "@pulumi/pulumi";
import { isDeferred } from "../../component/deferred";
import { placeKey, type VmPlace } from "../arm";
import { placeOf, type RecordedVm, type VmNames } from "./vmPlaces";

/**
 * The map as the component's inputs in the state record it, for the hook that reports changes: the place of each VM, and its choices
 * if it has any. It is short because a file backend writes the state after each resource, a thousand times for a thousand VMs. With
 * whole entries this took a tenth of such an `up`.
 */
export const recordVms = (vms: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(vms).map(([key, vm]) => [key, recordVm(vm)]));

function recordVm(vm: unknown): unknown {
  if (isDeferred(vm)) return pulumi.output(vm as object).apply(recordVm);
  // A deferred entry may turn out to be null. The check of the arguments refuses it.
  const { previousKey, protectionState, disks } = (vm ?? {}) as RecordedVm;
  const place = recordPlace(vm);
  const choices = [previousKey, protectionState, disks];
  return choices.every((choice) => (choice ?? undefined) === undefined)
    ? place
    : { place, previousKey, protectionState, disks };
}

/** A VM's place as one text; empty if its id is invalid. */
export const recordPlace = (vm: unknown): string | pulumi.Output<string> =>
  fromPlace(vm, (place) => (place === undefined ? "" : placeKey(place)));

/**
 * A value made of a VM's place. The place comes from vmName and resourceGroupName if vmName is plain, so that it stays known when the
 * VM is replaced; else from vmId.
 */
export function fromPlace<T>(vm: unknown, make: (place: VmPlace | undefined) => T): T | pulumi.Output<T> {
  const makeOf = (known: unknown) => make(placeOf(known as VmNames));
  if (isDeferred(vm)) return pulumi.output(vm as object).apply(makeOf) as pulumi.Output<T>;
  const { vmId, vmName, resourceGroupName } = (vm ?? {}) as VmNames;
  const names = hasPlainName(vm) ? { vmName, resourceGroupName } : { vmId };
  // Plain values give a plain value: for a thousand VMs, a thousand Outputs fewer to resolve.
  return Object.values(names).some(isDeferred)
    ? (pulumi.output(names).apply(makeOf) as pulumi.Output<T>)
    : makeOf(names);
}

/** Whether a VM has a plain vmName. Its place is then known as soon as its resource group exists. */
export function hasPlainName(vm: unknown): boolean {
  const { vmName, resourceGroupName } = (vm ?? {}) as VmNames;
  return !isDeferred(vm) && typeof vmName === "string" && (resourceGroupName ?? undefined) !== undefined;
}
