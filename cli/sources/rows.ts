/** Rows of Azure in files: what is accepted as rows, and what they contain. */
import {
  backupRowsBySubscription,
  backupTypes,
  isBackupRow,
  withoutUnusedFields,
} from "../../src/assess/backupRows";
import { sourceOfRows } from "../../src/assess/rowSources";
import type { Coverage, NotRead } from "../../src/core/coverage";
import { idKey, nameIn, subscriptionIn } from "../../src/core/resourceId";
import type { Row } from "../../src/core/rowsInventory";
import { textOf } from "../../src/core/values";
import { wholeInventory } from "../../src/live/discover";
import { newestPointOf } from "../../src/protection/inventory/health";
import { Failure } from "../failure";
import { howToRead, type Source } from "./source";

type Json = Readonly<Record<string, unknown>>;

/** The rows of a file. */
export interface RowFile {
  readonly title: string;
  readonly rows: readonly Row[];
  /** How many rows the query has, of which the file may be one page. Undefined: the file does not say. */
  readonly totalRows?: number;
  /** Whether the file says that more rows follow. */
  readonly isCut: boolean;
}

/** The rows in a response of Resource Graph, a list response or a list. Undefined: it is something else. */
export function rowFileOf(title: string, json: unknown): RowFile | undefined {
  const page = (Array.isArray(json) ? {} : json) as Json;
  const list = Array.isArray(json) ? json : (page.data ?? page.value);
  if (!Array.isArray(list) || !list.every(isIdentified)) return undefined;
  const total = page.total_records ?? page.totalRecords;
  return {
    title,
    rows: list.map((row) => (typeof row.name === "string" ? row : { ...row, name: nameIn(row.id) })),
    ...(typeof total === "number" && { totalRows: total }),
    isCut:
      [page.skip_token, page.skipToken, page.$skipToken, page.nextLink].some(
        (token) => textOf(token) !== "",
      ) || String(page.resultTruncated ?? page.result_truncated) === "true",
  };
}

const isIdentified = (row: unknown): row is Row =>
  /^\/subscriptions\//i.test(textOf((row as Row | null)?.id)) && typeof (row as Row).type === "string";

/** @throws Failure if the rows lack what Azure's own answers have. */
export function assertComplete({ title, rows }: RowFile): void {
  if (rows.length === 0) throw new Failure(`${title} has no rows. ${howToRead}.`);
  const refuse = (why: string, fix: string = howToRead) => {
    throw new Failure(`${title} ${why}. ${fix}.`);
  };
  if (rows.some(isCutByPowerShell))
    refuse(
      'has structures that PowerShell cut off, such as "@{…}"',
      "ConvertTo-Json -Depth 20 keeps them whole",
    );
  if (rows.some((row) => !("properties" in row) && ("storageProfile" in row || "hardwareProfile" in row)))
    refuse("has VMs as `az vm list` writes them, without vaults and in another spelling");
  if (rows.every(({ properties }) => properties === undefined || properties === null))
    refuse("has rows without properties, as `az resource list` writes them");
}

const isCutByPowerShell = ({ properties }: Row): boolean =>
  [properties, ...Object.values(properties ?? {})].some(
    (value) => typeof value === "string" && /^@\{|^System\.(Object|Collections)/.test(value),
  );

/** What is missing in files that are pages of larger results. Undefined: nothing is known to be. */
export function missingPages(files: readonly RowFile[]): string | undefined {
  const total = Math.max(0, ...files.map(({ totalRows }) => totalRows ?? 0));
  const found = total === 0 ? 0 : new Set(files.flatMap(({ rows }) => rows.map(({ id }) => idKey(id)))).size;
  if (total > 0) return found < total ? `${found} of ${total} rows are there` : undefined;
  return files.some(({ isCut }) => isCut) ? "more rows follow the last one" : undefined;
}

/**
 * The rows of files as one inventory, by subscription.
 *
 * @param missing What the files are known to lack. Undefined: nothing.
 */
export function* sourcesOfRows(files: readonly RowFile[], missing: string | undefined): Generator<Source> {
  const [backup, others] = [new Map<string, Row>(), new Map<string, Map<string, Row>>()];
  const add = (row: Row) => {
    const key = idKey(row.id);
    if (isBackupRow(row)) {
      if (!backup.has(key)) backup.set(key, withoutUnusedFields(row));
      return;
    }
    const subscription = subscriptionIn(row.id);
    const ofSubscription = others.get(subscription) ?? new Map<string, Row>();
    others.set(subscription, ofSubscription);
    if (!ofSubscription.has(key)) ofSubscription.set(key, row);
  };
  for (const { rows } of files) rows.forEach(add);
  const backups = backupRowsBySubscription(backup.values());
  const subscriptions = [...new Set([...others.keys(), ...backups.subscriptions])].sort();
  const coverage = coverageOf(files, subscriptions, missing);
  const isAssessed = (id: string) => subscriptions.includes(id);
  for (const subscription of subscriptions) {
    const rows = [...(others.get(subscription)?.values() ?? [])];
    others.delete(subscription);
    yield sourceOfRows(subscription, rows, backups.of(subscription), coverage, isAssessed);
  }
}

/** Only files of the printed query say what was read. All others may lack any row. */
function coverageOf(
  files: readonly RowFile[],
  subscriptions: readonly string[],
  missing: string | undefined,
): Coverage {
  const isWhole =
    missing === undefined &&
    files.every(({ rows }) => rows.every(({ inventory }) => inventory === wholeInventory));
  const asOf = newestTimeIn(files);
  const gap = (what: string): NotRead => ({ what, fix: howToRead });
  return {
    ...(asOf !== undefined && { asOf }),
    gapIn(type, subscriptionId) {
      const title = `${titleOf(type)}${subscriptionId === undefined ? "" : ` of subscription ${subscriptionId}`}`;
      if (missing !== undefined) return gap(`the other rows of the files, because ${missing}`);
      if (!isWhole) return gap(`all ${title} (the files do not say what they contain)`);
      const isRead = subscriptionId === undefined || subscriptions.includes(subscriptionId.toLowerCase());
      return isRead || backupTypes.includes(type) ? undefined : gap(title);
    },
  };
}

const titleOf = (type: string): string =>
  nameIn(type)
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();

/** The newest time of a backup: the files are at least that new, while their own time changes with each copy. */
function newestTimeIn(files: readonly RowFile[]): string | undefined {
  let newest: string | undefined;
  for (const { rows } of files)
    for (const row of rows) {
      const time = isBackupRow(row) ? newestPointOf((row.properties ?? {}) as Json) : undefined;
      if (time !== undefined && (newest === undefined || time > newest)) newest = time;
    }
  return newest;
}
