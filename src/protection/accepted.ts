import { type InventoryResource, ifKnown } from "../core/inventory";
import { sameText, textOf } from "../core/values";
import type { ProtectedItem } from "./arm";

const known = new WeakMap<InventoryResource<ProtectedItem>, boolean>();

/**
 * Whether Azure accepted an item: Azure returned it with a state, or its outputs have the id that only Azure gives it. Then a rule about
 * what Azure accepts is at most advice. It is found out once for each item, because reading an unknown value throws.
 */
export function isAccepted(item: InventoryResource<ProtectedItem>): boolean {
  const before = known.get(item);
  if (before !== undefined) return before;
  const accepted = hasAnswer(item);
  known.set(item, accepted);
  return accepted;
}

function hasAnswer({ exists, outputs }: InventoryResource<ProtectedItem>): boolean {
  const properties = () => outputs?.properties;
  if (textOf(ifKnown(() => properties()?.protectedItemDataId)) !== "") return true;
  if (exists !== true) return false;
  const state = textOf(ifKnown(() => properties()?.protectionState));
  return state !== "" && !sameText(state, "Invalid");
}
