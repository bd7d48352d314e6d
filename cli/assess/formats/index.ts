import type { Format } from "../report";
import { csv } from "./csv";
import { html } from "./html";
import { json } from "./json";
import { markdown } from "./markdown";
import { sarif } from "./sarif";
import { table } from "./table";

/** How a report can be written. */
export const formats: Readonly<Record<string, Format>> = { table, json, markdown, csv, sarif, html };
