import { existsInAzure } from "../core/existing";
import { type InventoryResource, ifKnown } from "../core/inventory";
import { sameText, textOf } from "../core/values";
import type { ProtectedItem } from "./arm";

/**
 * Whether Azure accepted an item: Azure returned it with a state, or its outputs have the id that only Azure gives it. Then a rule about
 * what Azure accepts is at most advice.
 */
export function isAccepted(item: InventoryResource<ProtectedItem>): boolean {
  const properties = () => item.outputs?.properties;
  if (textOf(ifKnown(() => properties()?.protectedItemDataId)) !== "") return true;
  const state = textOf(ifKnown(() => properties()?.protectionState));
  return existsInAzure(item) && state !== "" && !sameText(state, "Invalid");
}
