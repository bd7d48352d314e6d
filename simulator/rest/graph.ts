import { Refusal } from "../azure/refusal";
import type { Azure } from "../azure/service";
import type { Request, Route } from "./request";
import { type GraphRow, rowsOfTables, subscriptionsOf } from "./rows";

/** Resource Graph, with as much of its language as a few pipes of where, project and order need: it refuses the rest. */
export const graphRoutes: readonly Route[] = [
  {
    method: "POST",
    path: /^\/providers\/Microsoft\.ResourceGraph\/resources$/i,
    answer: (azure, request) => ({ status: 200, body: answer(azure, request) }),
  },
];

function answer(azure: Azure, { body }: Request) {
  const {
    query,
    subscriptions,
    options = {},
  } = body as {
    query?: string;
    subscriptions?: string[];
    options?: { $top?: number; $skipToken?: string };
  };
  if (typeof query !== "string") throw refused("InvalidQuery", "The query is missing.");
  const rows = queried(azure, query).filter(
    ({ subscriptionId }) =>
      subscriptions === undefined ||
      subscriptions.some((one) => one.toLowerCase() === String(subscriptionId).toLowerCase()),
  );
  const { $top: top = 100, $skipToken: skipToken } = options;
  if (!(top >= 1 && top <= 1000)) throw refused("InvalidPagination", "$top must be from 1 to 1000.");
  const from = skipToken === undefined ? 0 : Number(Buffer.from(skipToken, "base64").toString());
  const data = rows.slice(from, from + top);
  const next = from + data.length;
  return {
    totalRecords: rows.length,
    count: data.length,
    data,
    resultTruncated: "false",
    facets: [],
    ...(next < rows.length && { $skipToken: Buffer.from(String(next)).toString("base64") }),
  };
}

const refused = (code: string, message: string) => new Refusal(400, code, message);

/** Rows of a query. The last query's are kept, since its pages come one after the other. */
let last: { azure: Azure; query: string; size: number; rows: readonly GraphRow[] } | undefined;

function queried(azure: Azure, query: string): readonly GraphRow[] {
  const size = azure.store.count();
  if (last?.azure === azure && last.query === query && last.size === size) return last.rows;
  last = { azure, query, size, rows: run(azure, query) };
  return last.rows;
}

function run(azure: Azure, query: string): readonly GraphRow[] {
  const [source = "", ...stages] = split(query);
  let rows = tableOf(azure, source);
  for (const stage of stages) {
    const [verb = "", ...rest] = stage.split(/\s+/);
    const words = rest.join(" ");
    if (verb === "where") rows = rows.filter(condition(words));
    else if (verb === "project") rows = rows.map(projected(words));
    else if (verb === "order") rows = ordered(rows, words.replace(/^by\s+/, ""));
    else if (verb === "union") rows = [...rows, ...run(azure, words.replace(/^\(|\)$/g, ""))];
    else throw refused("InvalidQuery", `Simulated Resource Graph knows no ${verb}.`);
  }
  return rows;
}

/** The parts between pipes, those in parentheses left whole. */
function split(query: string): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i <= query.length; i++) {
    const char = query[i];
    if (char === "(") depth++;
    if (char === ")") depth--;
    if (char === undefined || (char === "|" && depth === 0)) {
      parts.push(query.slice(start, i).trim());
      start = i + 1;
    }
  }
  return parts.filter(Boolean);
}

function tableOf(azure: Azure, name: string): readonly GraphRow[] {
  if (/^resourcecontainers$/i.test(name)) return subscriptionsOf(azure);
  if (/^(resources|recoveryservicesresources)$/i.test(name)) return rowsOfTables(azure, name.toLowerCase());
  throw refused("InvalidQuery", `There is no table ${name}.`);
}

function condition(words: string): (row: GraphRow) => boolean {
  const [, column = "", list = ""] = /^([\w.]+) in~ \((.*)\)$/.exec(words) ?? [];
  const [, one = "", text = ""] = /^([\w.]+) =~ '([^']*)'$/.exec(words) ?? [];
  if (column !== "") {
    const wanted = new Set([...list.matchAll(/'([^']*)'/g)].map(([, found = ""]) => found.toLowerCase()));
    return (row) => wanted.has(String(valueAt(row, column)).toLowerCase());
  }
  if (one !== "") return (row) => String(valueAt(row, one)).toLowerCase() === text.toLowerCase();
  throw refused("InvalidQuery", `Simulated Resource Graph knows no condition ${words}.`);
}

const valueAt = (row: GraphRow, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], row);

const projected = (words: string) => {
  const columns = words.split(",").map((column) => column.trim());
  return (row: GraphRow): GraphRow =>
    Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
};

function ordered(rows: readonly GraphRow[], words: string): readonly GraphRow[] {
  const columns = words.split(",").map((column) => column.trim().replace(/ asc$/, ""));
  const key = (row: GraphRow) => columns.map((column) => String(row[column]).toLowerCase()).join("\n");
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}
