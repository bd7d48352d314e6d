import type { Inventory } from "../../src/core/inventory";

/** Resources to assess together: those of a subscription, or of a stack. */
export interface Source {
  readonly subscriptionId: string;
  readonly inventory: Inventory;
}
