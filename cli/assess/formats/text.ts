import Table from "cli-table3";
import { printable } from "../../failure";

/** A table. Its columns and their borders are together 80 characters wide. */
export function drawTable(
  head: readonly string[],
  colWidths: readonly number[],
  rows: readonly (readonly unknown[])[],
): string {
  const drawn = new Table({
    head: [...head],
    colWidths: [...colWidths],
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: [], border: [], compact: true },
  });
  drawn.push(...rows.map((cells) => cells.map((cell) => printable(String(cell)))));
  return drawn.toString();
}

/** A text in lines of at most 80 characters. */
export const wrap = (text: string): string =>
  printable(text)
    .replace(/(.{1,80})(\s+|$)/g, "$1\n")
    .trimEnd();
