/** The rows of all files, by subscription. */
import { backupRowsBySubscription, isBackupRow, withoutUnusedFields } from "../../src/assess/backupRows";
import { sourceOfRows } from "../../src/assess/rowSources";
import { idKey, subscriptionIn } from "../../src/core/resourceId";
import type { Row } from "../../src/core/rowsInventory";
import { wholeInventory } from "../../src/live/discover";
import { newestPointOf } from "../../src/protection/inventory/health";
import { coverageOfRows } from "./rowCoverage";
import type { Source } from "./source";

export interface RowStore {
  /** Adds a row, unless one with its id is there. Packed: as text, which takes less memory until its subscription is assessed. */
  add(row: Row, isPacked: boolean): void;
  readonly size: () => number;
  /**
   * The rows as one inventory, by subscription. Each subscription leaves the store.
   *
   * @param missing What the files are known to lack. Undefined: nothing.
   */
  sources(missing: string | undefined): Generator<Source>;
}

export function newRowStore(): RowStore {
  const backup = new Map<string, Row>();
  const others = new Map<string, Map<string, Row | string>>();
  let isWhole = true;
  let newestBackup: string | undefined;

  const addBackup = (key: string, row: Row) => {
    if (!backup.has(key)) backup.set(key, withoutUnusedFields(row));
    const time = newestPointOf(row.properties ?? {});
    // The files are at least as new as their newest backup, while their own time changes with each copy.
    if (time !== undefined && (newestBackup === undefined || time > newestBackup)) newestBackup = time;
  };
  return {
    add(row, isPacked) {
      const key = idKey(row.id);
      isWhole &&= row.inventory === wholeInventory;
      if (isBackupRow(row)) {
        addBackup(key, row);
        return;
      }
      const subscription = subscriptionIn(row.id);
      let ofSubscription = others.get(subscription);
      if (ofSubscription === undefined) {
        ofSubscription = new Map();
        others.set(subscription, ofSubscription);
      }
      if (!ofSubscription.has(key)) ofSubscription.set(key, isPacked ? JSON.stringify(row) : row);
    },
    size: () => [...others.values()].reduce((sum, rows) => sum + rows.size, backup.size),
    *sources(missing) {
      const backups = backupRowsBySubscription(backup.values());
      const subscriptions = new Set([...others.keys(), ...backups.subscriptions].sort());
      const coverage = coverageOfRows({ subscriptions, missing, isWhole, newestBackup });
      for (const subscription of subscriptions) {
        const rows = unpacked(others.get(subscription));
        others.delete(subscription);
        yield sourceOfRows(subscription, rows, backups.of(subscription), coverage, (id) =>
          subscriptions.has(id),
        );
      }
    },
  };
}

function* unpacked(rows: Map<string, Row | string> | undefined): Generator<Row> {
  for (const [key, row] of rows ?? []) {
    rows?.delete(key);
    yield typeof row === "string" ? (JSON.parse(row) as Row) : row;
  }
}
