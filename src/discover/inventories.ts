import { rowForms } from "../assess/forms";
import type { Inventory } from "../core/inventory";
import { type Row, rowsInventory } from "../core/rowsInventory";
import { rowsBySubscription } from "../live/discover";
import type { Graph } from "../live/graph";

/** What Azure has in each subscription, one after another, so that no more than one is held. */
export async function* inventoriesOf(
  graph: Graph,
  subscriptions: readonly string[],
  seen?: (rows: number, total: number) => void,
): AsyncGenerator<{ readonly subscriptionId: string; readonly inventory: Inventory }> {
  for await (const { subscriptionId, rows } of rowsBySubscription(graph, subscriptions, seen))
    yield { subscriptionId, inventory: rowsInventory(rows as readonly Row[], rowForms) };
}
