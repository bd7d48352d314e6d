import type { Inventory } from "./inventory";

/** A function of an inventory that computes its result once for each inventory: many requirements ask for the same. */
export function perInventory<R>(compute: (inventory: Inventory) => R): (inventory: Inventory) => R {
  const results = new WeakMap<Inventory, { readonly result: R }>();
  return (inventory) => {
    const known = results.get(inventory);
    if (known !== undefined) return known.result;
    const result = compute(inventory);
    results.set(inventory, { result });
    return result;
  };
}
