import { existsInAzure } from "../core/existing";
import { type InventoryResource, ifKnown } from "../core/inventory";
import { sameText, textOf } from "../core/values";
import { type Vault, vaultShape } from "./arm";
import { Immutability, unusedStorageVersion } from "./facts";

/** What is known of a vault that a requirement judges: a program intends it, it exists, or it has protected an item. */
export type VaultStage = "intended" | "existing" | "inUse";

/** The stage of a vault of an inventory. */
export function stageOf(resource: InventoryResource<Vault>): VaultStage {
  if (!existsInAzure(resource)) return "intended";
  const version = textOf(ifKnown(() => resource.outputs?.properties?.backupStorageVersion));
  return version === "" || sameText(version, unusedStorageVersion) ? "existing" : "inUse";
}

/** Whether Azure returned a vault as Locked: it is too late to ask. */
export const isLocked = (resource: InventoryResource<Vault>): boolean =>
  existsInAzure(resource) &&
  ifKnown(() => vaultShape.view(resource.outputs).immutability) === Immutability.Locked;
