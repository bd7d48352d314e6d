import type { Coverage } from "../core/coverage";
import { idKey } from "../core/resourceId";
import { type Row, rowsInventory } from "../core/rowsInventory";
import { rowForms } from "../rowForms";
import type { BackupRowsOf } from "./backupRows";
import type { Source } from "./source";

/**
 * The rows of a subscription as a source, with the backups of its VMs in vaults of other subscriptions.
 *
 * @param isAssessed Whether the VMs of another subscription are assessed too.
 */
export function sourceOfRows(
  subscriptionId: string,
  rows: Iterable<Row>,
  { own, foreign }: BackupRowsOf,
  coverage: Coverage,
  isAssessed: (subscriptionId: string) => boolean,
): Source {
  return {
    subscriptionId,
    inventory: rowsInventory(allOf(rows, own, foreign), rowForms, { coverage, areAnswers: true }),
    foreign: new Set(foreign.map(({ id }) => idKey(id))),
    isAssessed,
    isOfAzure: true,
  };
}

/** One row after the other, because a copy of all would double the memory of a large subscription. */
function* allOf(...lists: readonly Iterable<Row>[]): Generator<Row> {
  for (const list of lists) yield* list;
}
