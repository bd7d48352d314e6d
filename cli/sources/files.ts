import { rowForms } from "../../src/assess/rowForms";
import { type Row, rowsInventory } from "../../src/core/rowsInventory";
import { Failure } from "../failure";
import { readJson } from "../files";
import type { Source } from "./source";
import { stackOf, stepsOf } from "./stack";
import { templateRows } from "./template";

/** The formats of files. `read` returns undefined for a file of another format. */
const formats: readonly { readonly name: string; readonly read: (json: Json) => Source[] | undefined }[] = [
  { name: "`pulumi stack export`", read: (json) => stackOf(json) },
  { name: "`pulumi preview --json`", read: (json) => stepsOf(json) },
  { name: "an ARM template (e.g. of `az group export`)", read: (json) => ofRows(templateRows(json)) },
  { name: "or rows of Resource Graph (e.g. of `az graph query`)", read: (json) => ofRows(rowsOf(json)) },
];

type Json = Readonly<Record<string, unknown>>;

/** The resources in a file, by subscription. @throws Failure if the format is unknown. */
export function sourcesOf(path: string): Source[] {
  const json = readJson(path) as Json;
  for (const { read } of formats) {
    const sources = typeof json === "object" && json !== null ? read(json) : undefined;
    if (sources !== undefined) return sources;
  }
  throw new Failure(`${path} has an unknown format. Use ${formats.map(({ name }) => name).join(", ")}.`);
}

/** Rows by subscription. */
function ofRows(rows: readonly Row[] | undefined): Source[] | undefined {
  if (rows === undefined) return undefined;
  const bySubscription = new Map<string, Row[]>();
  for (const row of rows) {
    const subscription = /^\/subscriptions\/([^/]+)/i.exec(row.id)?.[1]?.toLowerCase() ?? "";
    const others = bySubscription.get(subscription);
    if (others === undefined) bySubscription.set(subscription, [row]);
    else others.push(row);
  }
  return [...bySubscription].map(([subscriptionId, ownRows]) => ({
    subscriptionId,
    inventory: rowsInventory(ownRows, rowForms),
  }));
}

/** The rows of a response of Resource Graph, a list response, or `az resource list`. */
function rowsOf(json: Json): Row[] | undefined {
  const list = Array.isArray(json) ? json : (json.data ?? json.value);
  const isRow = (row: unknown): row is Row =>
    typeof (row as Row)?.id === "string" && typeof (row as Row)?.type === "string";
  if (!Array.isArray(list) || !list.every(isRow)) return undefined;
  return list.map((row) => ({ ...row, name: row.name ?? row.id.split("/").pop() ?? "" }));
}
