import { AzureError } from "../azure/azureError";
import { valueAt } from "../azure/json";
import type { Azure } from "../azure/service";
import type { RestRequest, Route } from "./request";
import { type GraphRow, rowsOfTables, subscriptionsBelow, subscriptionsOf } from "./rows";

/** Resource Graph. It supports a few operators of the query language and answers all others with an error. */
export const graphRoutes: readonly Route[] = [
  {
    method: "POST",
    path: /^\/providers\/Microsoft\.ResourceGraph\/resources$/i,
    handle: (azure, request) => ({ status: 200, body: queryResponse(azure, request) }),
  },
];

function queryResponse(azure: Azure, { body }: RestRequest) {
  const {
    query,
    subscriptions,
    managementGroups,
    options = {},
  } = body as {
    query?: string;
    subscriptions?: string[];
    managementGroups?: string[];
    options?: { $top?: number; $skipToken?: string };
  };
  if (typeof query !== "string") throw badRequest("InvalidQuery", "The query is missing.");
  const scope = managementGroups === undefined ? subscriptions : subscriptionsBelow(azure, managementGroups);
  const rows = cachedRows(azure, query).filter(
    ({ subscriptionId }) =>
      scope === undefined || scope.some((id) => id.toLowerCase() === String(subscriptionId).toLowerCase()),
  );
  const { $top: top = 100, $skipToken: skipToken } = options;
  if (!(top >= 1 && top <= 1000)) throw badRequest("InvalidPagination", "$top must be from 1 to 1000.");
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

const badRequest = (code: string, message: string) => new AzureError(400, code, message);

let cache: { azure: Azure; query: string; version: number; rows: readonly GraphRow[] } | undefined;

/** The rows of a query. Those of the last query are cached: its pages are requested one after the other. */
function cachedRows(azure: Azure, query: string): readonly GraphRow[] {
  const version = azure.store.version();
  if (cache?.azure === azure && cache.query === query && cache.version === version) return cache.rows;
  cache = { azure, query, version, rows: runQuery(azure, query) };
  return cache.rows;
}

/** All rows of a query. @throws AzureError for an operator that is not supported. */
export function runQuery(azure: Azure, query: string): readonly GraphRow[] {
  const [table = "", ...stages] = splitAtPipes(query);
  let rows = tableRows(azure, table);
  for (const stage of stages) {
    const [operator = "", ...rest] = stage.split(/\s+/);
    const operand = rest.join(" ");
    if (operator === "where") rows = rows.filter(condition(operand));
    else if (operator === "project") rows = rows.map(projection(operand));
    else if (operator === "extend") rows = rows.map(extension(operand));
    else if (operator === "order") rows = sortRows(rows, operand.replace(/^by\s+/, ""));
    else if (operator === "union") rows = [...rows, ...runQuery(azure, operand.replace(/^\(|\)$/g, ""))];
    else throw badRequest("InvalidQuery", `Simulated Resource Graph does not support ${operator}.`);
  }
  return rows;
}

/** The stages of a query. Pipes in parentheses do not separate stages. */
function splitAtPipes(query: string): string[] {
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

function tableRows(azure: Azure, name: string): readonly GraphRow[] {
  if (/^resourcecontainers$/i.test(name)) return subscriptionsOf(azure);
  if (/^(resources|recoveryservicesresources)$/i.test(name)) return rowsOfTables(azure, name.toLowerCase());
  throw badRequest("InvalidQuery", `Simulated Resource Graph does not have the table ${name}.`);
}

/** `column in~ ('a', 'b')` or `column =~ 'a'`. */
function condition(text: string): (row: GraphRow) => boolean {
  const [, column, list] = /^([\w.]+) in~ \((.*)\)$/.exec(text) ?? /^([\w.]+) =~ ('[^']*')$/.exec(text) ?? [];
  if (column === undefined || list === undefined)
    throw badRequest("InvalidQuery", `Simulated Resource Graph does not support the condition ${text}.`);
  const values = new Set([...list.matchAll(/'([^']*)'/g)].map(([, value = ""]) => value.toLowerCase()));
  return (row) => values.has(String(valueAt(row, column)).toLowerCase());
}

const projection = (text: string) => {
  const columns = text.split(",").map((column) => column.trim());
  return (row: GraphRow): GraphRow =>
    Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
};

/** `column = 'text'`. */
function extension(text: string): (row: GraphRow) => GraphRow {
  const [, column, value] = /^(\w+)\s*=\s*'([^']*)'$/.exec(text) ?? [];
  if (column === undefined)
    throw badRequest("InvalidQuery", `Simulated Resource Graph does not support extend ${text}.`);
  return (row) => ({ ...row, [column]: value });
}

function sortRows(rows: readonly GraphRow[], text: string): readonly GraphRow[] {
  const columns = text.split(",").map((column) => column.trim().replace(/ asc$/, ""));
  const key = (row: GraphRow) => columns.map((column) => String(row[column]).toLowerCase()).join("\n");
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}
