import type { Format } from "../report";
import { csv } from "./csv";
import { html } from "./html";
import { json } from "./json";
import { markdown } from "./markdown";
import { sarif } from "./sarif";
import { table } from "./table";

/** The formats of a report, by the names that `--format` accepts. */
export const formats = { table, json, markdown, csv, sarif, html } satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
