/** Rows of Azure in files: what is accepted as rows. */

import { isResourceId, nameIn } from "../../src/core/resourceId";
import type { Row } from "../../src/core/rowsInventory";
import { textOf } from "../../src/core/values";
import { Failure } from "../failure";
import { howToRead } from "./source";

type Json = Readonly<Record<string, unknown>>;

/** A list of rows, and what its file says about further ones. */
export interface RowPage {
  readonly rows: readonly Row[];
  /** How many rows the query has, of which the file may be one page. Undefined: the file does not say. */
  readonly totalRows?: number;
  /** Whether the file says that more rows follow. */
  readonly isCut: boolean;
}

/** The rows in a response of Resource Graph, a list response or a list. Undefined: it is something else. */
export function rowPageOf(json: unknown): RowPage | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const page = (Array.isArray(json) ? {} : json) as Json;
  const list = Array.isArray(json) ? json : (page.data ?? page.value);
  if (!Array.isArray(list) || !list.every(isRow)) return undefined;
  return { rows: list.map(named), ...endOf(page) };
}

/** What the fields around a list say about further rows. */
export function endOf(page: Json): Omit<RowPage, "rows"> {
  const total = page.total_records ?? page.totalRecords;
  const tokens = [page.skip_token, page.skipToken, page.$skipToken, page.nextLink];
  return {
    ...(typeof total === "number" && { totalRows: total }),
    isCut:
      tokens.some((token) => textOf(token) !== "") ||
      String(page.resultTruncated ?? page.result_truncated) === "true",
  };
}

export const isRow = (row: unknown): row is Row =>
  isResourceId(textOf((row as Row | null)?.id)) && typeof (row as Row).type === "string";

/** A row with its name, which some lists leave out. */
export const named = (row: Row): Row =>
  typeof row.name === "string" ? row : { ...row, name: nameIn(row.id) };

/** Looks at the rows of a file for what Azure's own answers have. */
export interface RowCheck {
  see(row: Row): void;
  /** @throws Failure if the file has no rows, or rows that lack something. */
  assertComplete(): void;
}

export function newRowCheck(title: string): RowCheck {
  let [rows, withProperties, isCutByPowerShell, isOfVmList] = [0, 0, false, false];
  const refuse = (why: string, fix: string = howToRead) => {
    throw new Failure(`${title} ${why}. ${fix}.`);
  };
  return {
    see(row) {
      const { properties } = row;
      rows++;
      if (properties !== undefined && properties !== null) withProperties++;
      isCutByPowerShell ||= isTypeName(properties) || hasTypeName(properties ?? {});
      isOfVmList ||= !("properties" in row) && ("storageProfile" in row || "hardwareProfile" in row);
    },
    assertComplete() {
      if (rows === 0) refuse("has no rows");
      if (isCutByPowerShell)
        refuse(
          'has structures that PowerShell cut off, such as "@{…}"',
          "ConvertTo-Json -Depth 20 keeps them whole",
        );
      if (isOfVmList) refuse("has VMs as `az vm list` writes them, without vaults and in another spelling");
      if (withProperties === 0) refuse("has rows without properties, as `az resource list` writes them");
    },
  };
}

/** What PowerShell writes instead of a structure that is too deep. */
const isTypeName = (value: unknown): boolean =>
  typeof value === "string" &&
  (value.startsWith("@{") || (value.startsWith("System.") && /^System\.(Object|Collections)/.test(value)));

function hasTypeName(properties: object): boolean {
  for (const name of Object.keys(properties))
    if (isTypeName((properties as Record<string, unknown>)[name])) return true;
  return false;
}

/**
 * What is missing in pages of larger results. Undefined: nothing is known to be.
 *
 * @param found How many rows all pages together have.
 */
export function missingPages(pages: readonly Omit<RowPage, "rows">[], found: number): string | undefined {
  const total = Math.max(0, ...pages.map(({ totalRows }) => totalRows ?? 0));
  if (total > 0) return found < total ? `${found} of ${total} rows are there` : undefined;
  return pages.some(({ isCut }) => isCut) ? "more rows follow the last one" : undefined;
}
