import Table from "cli-table3";
import { printable } from "../../failure";
import { wrapWords } from "./wrapWords";

/** Spaces beside the text of a cell. */
const paddings = 2;

/** A table. Its columns and their borders are together 80 characters wide. */
export function drawTable(
  head: readonly string[],
  colWidths: readonly number[],
  rows: readonly (readonly unknown[])[],
): string {
  const drawn = new Table({
    head: [...head],
    colWidths: [...colWidths],
    style: { head: [], border: [], compact: true },
  });
  const cellOf = (value: unknown, i: number) =>
    wrapWords(printable(String(value)), (colWidths[i] ?? 0) - paddings).join("\n");
  drawn.push(...rows.map((cells) => cells.map(cellOf)));
  return drawn.toString();
}

/** A text in lines of at most 80 characters. */
export const wrap = (text: string): string => wrapWords(printable(text), 80).join("\n");
