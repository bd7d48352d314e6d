import { gapOf, type NotRead } from "../core/coverage";
import { type Inventory, type InventoryResource, ifKnown, unknownError } from "../core/inventory";
import { idKey, nameIn } from "../core/resourceId";
import { textOf } from "../core/values";
import type { ProtectedItem } from "../protection/arm";
import { itemType } from "../protection/arm";
import { newestPointOf } from "../protection/inventory/health";
import { itemLinksIn } from "../protection/inventory/links";
import { isSoftDeleted, isStopped, stateOf } from "../protection/inventory/subjects/backups";
import type { VmProtectedBy } from "./assessment";
import { idOrUrnOf } from "./identity";
import { vaultIdOf } from "./items";

type Item = InventoryResource<ProtectedItem & { readonly id?: string; readonly vaultName?: string }>;

/** What protects the VMs of an inventory. */
export interface Protections {
  /** The item of a VM by the VM's URN or id in lower case; of several the one whose backups run. */
  readonly of: ReadonlyMap<string, FoundProtection>;
  /** An item whose VM is not known. It may be the item of any VM. */
  readonly unknownItem?: NotRead;
}

export interface FoundProtection {
  readonly item: Item;
  readonly isStopped: boolean;
  /** Why it is not known whether backups run. */
  readonly unknownState?: NotRead;
}

/** The items of an inventory by VM, without soft-deleted ones, which protect nothing. */
export function protectionsIn(inventory: Inventory): Protections {
  const byVm = new Map<string, FoundProtection>();
  let unknownItem: NotRead | undefined;
  for (const { item, vm, unknown } of itemLinksIn(inventory)) {
    if (item.type !== itemType || isSoftDeleted(item)) continue;
    if (unknown.vm !== undefined) unknownItem ??= gapOf(unknown.vm);
    if (vm === undefined) continue;
    const found = foundOf(item);
    const keep = (key: string) => {
      const other = byVm.get(key);
      if (other === undefined || isBetter(found, other)) byVm.set(key, found);
    };
    keep(idKey(vm.key));
    if (vm.resource?.urn !== vm.key) keep(idKey(vm.resource?.urn ?? ""));
  }
  return { of: byVm, ...(unknownItem && { unknownItem }) };
}

function foundOf(item: Item): FoundProtection {
  const unreadState = unknownError(() => item.inputs?.properties?.protectionState);
  return {
    item,
    isStopped: isStopped(item),
    ...(unreadState !== undefined && stateOf(item) === "" && { unknownState: gapOf(unreadState) }),
  };
}

/** An item whose backups run is better than a stopped one, and then the one with the newest recovery point. */
function isBetter(a: FoundProtection, b: FoundProtection): boolean {
  if (a.isStopped !== b.isStopped) return b.isStopped;
  const [pointA, pointB] = [a, b].map(({ item }) => pointOf(item));
  if (pointA !== pointB) return (pointA ?? "") > (pointB ?? "");
  return idKey(a.item.urn) < idKey(b.item.urn);
}

const pointOf = ({ inputs }: Item): string | undefined =>
  ifKnown(() => newestPointOf(inputs?.properties ?? {}));

/** An item, in a report's terms. */
export function protectedBy(item: Item): VmProtectedBy {
  const vaultId = vaultIdOf(item);
  const read = (name: "policyName" | "policyId" | "lastBackupStatus" | "lastRecoveryPoint") =>
    textOf(ifKnown(() => (item.outputs ?? item.inputs)?.properties?.[name])) ||
    textOf(ifKnown(() => item.inputs?.properties?.[name]));
  const policyName = read("policyName") || nameIn(read("policyId"));
  const [state, lastBackupStatus] = [stateOf(item), read("lastBackupStatus")];
  const lastRecoveryPoint = read("lastRecoveryPoint");
  return {
    itemId: idOrUrnOf(item),
    vaultId,
    vaultName: nameIn(vaultId) || textOf(ifKnown(() => item.inputs?.vaultName)),
    policyName: policyName || undefined,
    state: state || undefined,
    lastBackupStatus: lastBackupStatus || undefined,
    lastRecoveryPoint: lastRecoveryPoint || undefined,
  };
}
