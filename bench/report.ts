/**
 * What the benches measured: a line each as it comes, and the table of docs/performance.md. Every budget of time is for a ratio of two
 * times of the same run, so that it holds on a slower machine too.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

interface Row {
  readonly what: string;
  /** The two figures of the ratio. Omitted: the row shows none. */
  readonly figures?: string;
  readonly value: number;
  /** Omitted: for information. */
  readonly budget?: number | undefined;
}

const rows: Row[] = [];

/** Reports a ratio with its budget. */
export const ratio = (what: string, value: number, budget: number): void => report({ what, value, budget });

interface Pair {
  readonly ours: number;
  readonly other: number;
}

/** Reports the ratio of our seconds to others. Omitted budget: for information. */
export const compare = (what: string, { ours, other }: Pair, budget?: number): void =>
  report({ what, value: ours / other, figures: `${ours.toFixed(1)} s / ${other.toFixed(1)} s`, budget });

/** Reports the ratio of our milliseconds to others. */
export const compareMilliseconds = (what: string, { ours, other }: Pair, budget: number): void =>
  report({ what, value: ours / other, figures: `${ours.toFixed(0)} ms / ${other.toFixed(0)} ms`, budget });

function report(row: Row): void {
  rows.push(row);
  process.stdout.write(`${[verdictOf(row), row.what, row.figures].filter(Boolean).join(": ")}\n`);
}

const isMissed = ({ value, budget }: Row): boolean => budget !== undefined && value > budget;

const verdictOf = (row: Row): string => {
  const { value, budget } = row;
  if (budget === undefined) return `       ${value.toFixed(2)}`;
  return `${isMissed(row) ? "OVER  " : "within"} ${value.toFixed(2)} (budget ${budget.toFixed(2)})`;
};

/** The number of budgets that were exceeded. */
export const missedBudgets = (): number => rows.filter(isMissed).length;

/** Writes the table into the page, with the date and the machine. Without `isWhole`: only the rows that the page has already. */
export function writePage(page: string, isWhole: boolean): void {
  const [cpu] = cpus();
  const measured = new Map(rows.map((row) => [row.what, lineOf(row)]));
  const text = readFileSync(page, "utf8");
  const before = text.split("\n").filter((line) => line.startsWith("| "));
  const kept = before.slice(1).map((line) => measured.get(line.split(" | ")[0]?.slice(2) ?? "") ?? line);
  const table = [
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpu?.model.trim()}), Node.js ${process.versions.node}.`,
    "",
    "| what | seconds | ratio | budget |",
    "|---|---|---|---|",
    ...(isWhole ? measured.values() : kept),
  ].join("\n");
  const part = /(<!-- measured -->\n)[\s\S]*?(<!-- end -->)/;
  writeFileSync(page, text.replace(part, `$1\n${table}\n$2`));
}

const lineOf = ({ what, figures = "", value, budget }: Row): string =>
  ["", what, figures, value.toFixed(2), budget?.toFixed(2) ?? "", ""].join(" | ").trim();
