import { backupTypes } from "../../src/assess/backupRows";
import type { Coverage, NotRead } from "../../src/core/coverage";
import { nameIn } from "../../src/core/resourceId";
import { howToRead } from "./source";

/** What is known of the rows of files. */
export interface RowsRead {
  /** Ids of the subscriptions with rows, in lower case. */
  readonly subscriptions: ReadonlySet<string>;
  /** What the files are known to lack. Undefined: nothing. */
  readonly missing: string | undefined;
  /** Whether every row is of the printed query. */
  readonly isWhole: boolean;
  readonly newestBackup: string | undefined;
}

/** Only files of the printed query say what was read. All others may lack any row. */
export function coverageOfRows({ subscriptions, missing, isWhole, newestBackup }: RowsRead): Coverage {
  const gaps = new Map<string, NotRead>();
  // The same object for each VM: a large estate has many.
  const gap = (what: string): NotRead => {
    const known = gaps.get(what) ?? { what, fix: howToRead };
    gaps.set(what, known);
    return known;
  };
  return {
    ...(newestBackup !== undefined && { asOf: newestBackup }),
    gapIn(type, subscriptionId) {
      if (missing !== undefined) return gap(`the other rows of the files, because ${missing}`);
      const place = subscriptionId === undefined ? "" : ` of subscription ${subscriptionId}`;
      if (!isWhole) return gap(`all ${wordsOf(type)}${place} (the files do not say what they contain)`);
      const isRead = subscriptionId === undefined || subscriptions.has(subscriptionId.toLowerCase());
      return isRead || backupTypes.includes(type) ? undefined : gap(`${wordsOf(type)}${place}`);
    },
  };
}

/** `protected items` for Microsoft.RecoveryServices/…/protectedItems. */
const wordsOf = (type: string): string =>
  nameIn(type).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
