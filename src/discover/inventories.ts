import { backupRowsBySubscription, backupTypes, withoutUnusedFields } from "../assess/backupRows";
import { sourceOfRows } from "../assess/rowSources";
import type { Source } from "../assess/source";
import type { Coverage } from "../core/coverage";
import type { Row } from "../core/rowsInventory";
import { sameText } from "../core/values";
import { backupRows, rowsBySubscription } from "../live/discover";
import type { Graph } from "../live/graph";

/**
 * Each subscription in Azure, one after the other, so that memory holds only one, with the backups of its VMs in vaults of any
 * subscription that the user can read.
 *
 * @param subscriptions Empty: all that the user can read.
 * @param onPage Called for each page with the number of rows so far and in total.
 */
export async function* sourcesInAzure(
  graph: Graph,
  subscriptions: readonly string[],
  onPage?: (rows: number, total: number) => void,
): AsyncGenerator<Source> {
  const isAssessed = (id: string) =>
    subscriptions.length === 0 || subscriptions.some((one) => sameText(one, id));
  const coverage = coverageOf(isAssessed, new Date().toISOString());
  const backup: Row[] = [];
  for await (const row of backupRows(graph)) backup.push(withoutUnusedFields(row));
  const backups = backupRowsBySubscription(backup);
  const withVaultsAlone = new Set(backups.subscriptions.filter(isAssessed));
  for await (const { subscriptionId, rows } of rowsBySubscription(graph, subscriptions, onPage)) {
    const key = subscriptionId.toLowerCase();
    withVaultsAlone.delete(key);
    yield sourceOfRows(subscriptionId, rows, backups.of(key), coverage, isAssessed);
  }
  for (const subscriptionId of withVaultsAlone)
    yield sourceOfRows(subscriptionId, [], backups.of(subscriptionId), coverage, isAssessed);
}

/** Vaults, policies and items were read of all subscriptions, everything else of those that were asked for. */
const coverageOf = (isAssessed: (id: string) => boolean, asOf: string): Coverage => ({
  asOf,
  gapIn: (type, subscriptionId) =>
    backupTypes.includes(type) || subscriptionId === undefined || isAssessed(subscriptionId)
      ? undefined
      : {
          what: `the resources of subscription ${subscriptionId}`,
          fix: "Add the subscription to --subscription, or leave the option out",
        },
});
