import type { Inventory } from "../core/inventory";

/** Resources to assess together: those of a subscription, or of a stack. */
export interface Source {
  /** Empty: not known. */
  readonly subscriptionId: string;
  readonly inventory: Inventory;
  /**
   * Ids, in lower case, of resources of other subscriptions that the inventory has because they protect this one's VMs. They are
   * assessed where they are. Omitted: none.
   */
  readonly foreign?: ReadonlySet<string>;
  /** Whether the VMs of another subscription are assessed too, and the findings about their items with them. Omitted: no. */
  readonly isAssessed?: (subscriptionId: string) => boolean;
  /** Whether the rows were read from Azure. Otherwise a program, a stack or a template wrote them, which lacks what others deployed. */
  readonly isOfAzure: boolean;
}
