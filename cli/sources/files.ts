import { rowForms } from "../../src/assess/rowForms";
import { type Row, rowsInventory } from "../../src/core/rowsInventory";
import { Failure } from "../failure";
import { readJson } from "../files";
import type { Source } from "./source";
import { stackOf, stepsOf } from "./stack";
import { templateRows } from "./template";

/** The forms of file, by what tells each. */
const forms: readonly { readonly name: string; readonly read: (json: Json) => Source[] | undefined }[] = [
  { name: "`pulumi stack export`", read: (json) => stackOf(json) },
  { name: "`pulumi preview --json`", read: (json) => stepsOf(json) },
  { name: "an ARM template, e.g. of `az group export`", read: (json) => ofRows(templateRows(json)) },
  { name: "Resource Graph's rows, e.g. of `az graph query`", read: (json) => ofRows(rowsOf(json)) },
];

type Json = Readonly<Record<string, unknown>>;

/** What a file has to assess. @throws Failure for a file of no known form. */
export function sourcesOf(path: string): Source[] {
  const json = readJson(path) as Json;
  for (const { read } of forms) {
    const found = typeof json === "object" && json !== null ? read(json) : undefined;
    if (found !== undefined) return found;
  }
  throw new Failure(`${path} is none of: ${forms.map(({ name }) => name).join("; ")}.`);
}

/** Rows by subscription, as one finds them in answers of Resource Graph, of lists and of `az resource list`. */
function ofRows(rows: readonly Row[] | undefined): Source[] | undefined {
  if (rows === undefined) return undefined;
  const bySubscription = new Map<string, Row[]>();
  for (const row of rows) {
    const subscription = /^\/subscriptions\/([^/]+)/i.exec(row.id)?.[1]?.toLowerCase() ?? "";
    const own = bySubscription.get(subscription);
    if (own === undefined) bySubscription.set(subscription, [row]);
    else own.push(row);
  }
  return [...bySubscription].map(([subscriptionId, own]) => ({
    subscriptionId,
    inventory: rowsInventory(own, rowForms),
  }));
}

function rowsOf(json: Json): Row[] | undefined {
  const list = Array.isArray(json) ? json : (json.data ?? json.value);
  const isRow = (row: unknown): row is Row =>
    typeof (row as Row)?.id === "string" && typeof (row as Row)?.type === "string";
  if (!Array.isArray(list) || !list.every(isRow)) return undefined;
  return list.map((row) => ({ ...row, name: row.name ?? row.id.split("/").pop() ?? "" }));
}
