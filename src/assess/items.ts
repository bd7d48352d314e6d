import { type Inventory, type InventoryResource, ifKnown } from "../core/inventory";
import { textOf } from "../core/values";
import { isVmItem, itemType, type ProtectedItem } from "../protection/arm";
import { parseVmId } from "../vm/id";
import type { ItemNote } from "./assessment";
import { azureIdOf } from "./identity";

/** A protected item, with what Azure adds to its properties. */
export interface AssessedItem extends ProtectedItem {
  readonly id?: string;
  readonly properties?: ProtectedItem["properties"] & {
    readonly policyName?: string;
    readonly lastBackupStatus?: string;
    readonly lastRecoveryPoint?: string;
    readonly isScheduledForDeferredDelete?: boolean;
  };
}

type Item = InventoryResource<AssessedItem>;

/** The protected items of virtual machines. */
export const vmItems = (inventory: Inventory): Item[] =>
  inventory.of<AssessedItem>(itemType).filter(({ inputs }) => ifKnown(() => isVmItem(inputs)) !== false);

export const isSoftDeleted = ({ inputs, outputs }: Item): boolean =>
  ifKnown(() => (outputs ?? inputs)?.properties?.isScheduledForDeferredDelete) === true;

/** The id of the item's VM; empty if it is not known. */
export const vmIdOf = ({ inputs }: Item): string =>
  textOf(ifKnown(() => inputs?.properties?.sourceResourceId));

/** An item, for a list of items. */
export function noteOf(item: Item): ItemNote {
  const itemId = azureIdOf(item);
  const vmId = vmIdOf(item);
  return {
    itemId,
    vmId,
    vmName: vmId.split("/").pop() || item.name,
    vaultName: /\/vaults\/([^/]+)/i.exec(itemId)?.[1] ?? textOf(ifKnown(() => item.inputs?.vaultName)),
  };
}

/** Whether an item's VM is missing among the VMs with some ids, which are in lower case. */
export function isWithoutVm(item: Item, vmIds: ReadonlySet<string>): boolean {
  const id = vmIdOf(item);
  return parseVmId(id) !== undefined && !vmIds.has(id.toLowerCase());
}

/** Names of the VMs with items in more than one vault, sorted. */
export function vmsInSeveralVaults(notes: readonly ItemNote[]): string[] {
  const vaults = new Map<string, Set<string>>();
  for (const { itemId, vmName, vaultName } of notes) {
    const key = `${vmName.toLowerCase()}\n${itemId.split(/\/protectedItems\//i)[1]?.toLowerCase() ?? ""}`;
    vaults.set(key, (vaults.get(key) ?? new Set()).add(vaultName.toLowerCase()));
  }
  return [...vaults]
    .filter(([, names]) => names.size > 1)
    .map(([key]) => key.split("\n")[0] ?? "")
    .sort();
}
