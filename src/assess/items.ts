import { type Inventory, type InventoryResource, ifKnown } from "../core/inventory";
import { idKey, nameIn } from "../core/resourceId";
import { azureIdOf } from "../core/resourceIndex";
import { listOf, textOf } from "../core/values";
import { isVmItem, itemType, type ProtectedItem } from "../protection/arm";
import { vmNotFound } from "../protection/facts";
import { isStopped } from "../protection/inventory/subjects/backups";
import { parseVmId } from "../vm/id";
import type { ItemNote } from "./assessment";
import { idOrUrnOf } from "./identity";

type Item = InventoryResource<ProtectedItem & { readonly id?: string; readonly vaultName?: string }>;

/** The protected items of virtual machines. */
export const vmItems = (inventory: Inventory): Item[] =>
  inventory
    .of<ProtectedItem & { readonly id?: string }>(itemType)
    .filter(({ inputs }) => ifKnown(() => isVmItem(inputs)) !== false);

/** The id of the item's VM; empty if it is not known. */
export const vmIdOf = ({ inputs }: Item): string =>
  textOf(ifKnown(() => inputs?.properties?.sourceResourceId));

/** The id of the item's vault; empty if it is not known. */
export const vaultIdOf = (item: Item): string => /^.*\/vaults\/[^/]+/i.exec(azureIdOf(item) ?? "")?.[0] ?? "";

/** An item, for a list of items. */
export function noteOf(item: Item): ItemNote {
  const vmId = vmIdOf(item);
  return {
    itemId: idOrUrnOf(item),
    vmId,
    vmName: nameIn(vmId) || item.name,
    vaultName: nameIn(vaultIdOf(item)) || textOf(ifKnown(() => item.inputs?.vaultName)),
  };
}

/** Whether Azure itself says that the VM of an item is gone. */
const azureMissesVm = ({ inputs }: Item): boolean =>
  listOf(ifKnown(() => inputs?.properties?.healthDetails)).some(({ code }) => code === vmNotFound.code);

/**
 * The items whose VM does not exist: Azure says so, or the VM's subscription was read completely and has no such VM.
 *
 * @param isRead Whether all VMs of a subscription are in the inventory.
 * @param vmIds Ids of the inventory's VMs, in lower case.
 */
export const itemsWithoutVm = (
  items: readonly Item[],
  isRead: (subscriptionId: string) => boolean,
  vmIds: ReadonlySet<string>,
): Item[] =>
  items.filter((item) => {
    const vm = parseVmId(vmIdOf(item));
    if (vm === undefined || vmIds.has(idKey(vmIdOf(item)))) return false;
    return azureMissesVm(item) || isRead(vm.subscriptionId.toLowerCase());
  });

/** Names of the VMs whose backups run in more than one vault, sorted. */
export function vmsInSeveralVaults(items: readonly Item[]): string[] {
  const vaults = new Map<string, { readonly name: string; readonly ids: Set<string> }>();
  for (const item of items) {
    if (isStopped(item) || vmIdOf(item) === "") continue;
    const key = idKey(vmIdOf(item));
    const entry = vaults.get(key) ?? { name: nameIn(vmIdOf(item)), ids: new Set() };
    vaults.set(key, entry);
    entry.ids.add(idKey(vaultIdOf(item)) || noteOf(item).vaultName);
  }
  return [...vaults.values()]
    .filter(({ ids }) => ids.size > 1)
    .map(({ name }) => name)
    .sort();
}
