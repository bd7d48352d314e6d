import type { NotRead } from "../core/coverage";
import { type Inventory, type InventoryResource, ifKnown } from "../core/inventory";
import { idKey, subscriptionIn } from "../core/resourceId";
import { textOf } from "../core/values";
import { itemType } from "../protection/arm";
import { diskType, extensionType, type VirtualMachine } from "../vm/arm";
import { idOrUrnOf } from "./identity";
import { disksOf } from "./vmDisks";

/** What was not read of the resources around a VM that decide whether it can be protected. */
export interface GapsAround {
  /** The items among which its own may be. */
  readonly items?: NotRead;
  /** The disks that it attaches, and its extensions. */
  readonly others: readonly NotRead[];
}

export function gapsAround(inventory: Inventory): (vm: InventoryResource<VirtualMachine>) => GapsAround {
  const { coverage } = inventory;
  const disks = new Set(inventory.of(diskType).map((disk) => idKey(idOrUrnOf(disk))));
  const items = coverage.gapIn(itemType);
  return (vm) => {
    const subscription = subscriptionIn(idOrUrnOf(vm));
    const hasUnreadDisk = disksOf(vm).some((disk) => {
      const id = textOf(ifKnown(() => disk?.managedDisk?.id));
      return id !== "" && !disks.has(idKey(id));
    });
    const unread = [
      hasUnreadDisk ? coverage.gapIn(diskType, subscription) : undefined,
      coverage.gapIn(extensionType, subscription),
    ];
    return { items, others: unread.filter((gap) => gap !== undefined) };
  };
}
