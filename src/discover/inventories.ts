import { rowForms } from "../assess/rowForms";
import type { Inventory } from "../core/inventory";
import { type Row, rowsInventory } from "../core/rowsInventory";
import { rowsBySubscription } from "../live/discover";
import type { Graph } from "../live/graph";

/**
 * The inventory of each subscription in Azure, one after the other, so that memory holds only one.
 *
 * @param onPage Called for each page with the number of rows so far and in total.
 */
export async function* inventoriesOf(
  graph: Graph,
  subscriptions: readonly string[],
  onPage?: (rows: number, total: number) => void,
): AsyncGenerator<{ readonly subscriptionId: string; readonly inventory: Inventory }> {
  for await (const { subscriptionId, rows } of rowsBySubscription(graph, subscriptions, onPage))
    yield { subscriptionId, inventory: rowsInventory(rows as readonly Row[], rowForms) };
}
