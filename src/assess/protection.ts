import { type Inventory, type InventoryResource, ifKnown } from "../core/inventory";
import { textOf } from "../core/values";
import { vmType } from "../vm/arm";
import type { VmProtectedBy } from "./assessment";
import { azureIdOf } from "./identity";
import { type AssessedItem, isSoftDeleted, vmIdOf, vmItems } from "./items";

/** The active items of an inventory, by the URN and by the Azure id of their VM, both in lower case. */
export function protectionsByVm(inventory: Inventory): Map<string, VmProtectedBy> {
  const byVm = new Map<string, VmProtectedBy>();
  for (const item of vmItems(inventory)) {
    if (isSoftDeleted(item)) continue;
    const vm = item.dependencies("properties").find(({ type }) => type === vmType);
    const id = vmIdOf(item) || vm?.urn;
    if (id === undefined) continue;
    const protection = protectionOf(item);
    byVm.set(id.toLowerCase(), protection);
    if (vm !== undefined) byVm.set(vm.urn.toLowerCase(), protection);
  }
  return byVm;
}

function protectionOf(item: InventoryResource<AssessedItem>): VmProtectedBy {
  const itemId = azureIdOf(item);
  const properties = ifKnown(() => (item.outputs ?? item.inputs)?.properties);
  const [vaultId = ""] = /^.*\/vaults\/[^/]+/i.exec(itemId) ?? [];
  const read = (name: keyof NonNullable<AssessedItem["properties"]>) =>
    textOf(ifKnown(() => properties?.[name]));
  const policyName = read("policyName") || read("policyId").split("/").pop();
  const state = read("protectionState");
  const lastBackupStatus = read("lastBackupStatus");
  const lastRecoveryPoint = read("lastRecoveryPoint");
  return {
    itemId,
    vaultId,
    vaultName: vaultId.split("/").pop() || textOf(ifKnown(() => item.inputs?.vaultName)),
    ...(policyName && { policyName }),
    ...(state && { state }),
    ...(lastBackupStatus && { lastBackupStatus }),
    ...(lastRecoveryPoint && { lastRecoveryPoint }),
  };
}
