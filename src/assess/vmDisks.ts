import { type InventoryResource, ifKnown, unknownError } from "../core/inventory";
import { listOf } from "../core/values";
import type { VirtualMachine } from "../vm/arm";

type VmDisk = NonNullable<NonNullable<VirtualMachine["storageProfile"]>["osDisk"]>;

/**
 * The disks of a VM, first the OS disk, which every VM has. Undefined: a disk that is not known, e.g. an Output of a program. Data disks that
 * are not known are one such disk, because their number is not known either.
 */
export function disksOf({ inputs }: InventoryResource<VirtualMachine>): (VmDisk | undefined)[] {
  const profile = ifKnown(() => inputs?.storageProfile);
  const dataDisks = () => listOf(profile?.dataDisks) as readonly VmDisk[];
  const areUnknown = unknownError(dataDisks) !== undefined;
  return [ifKnown(() => profile?.osDisk), ...(areUnknown ? [undefined] : dataDisks())];
}
