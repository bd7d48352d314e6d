import { csv } from "./csv";
import { html } from "./html";
import { ocsf } from "./ocsf";
import { table } from "./table";
import type { ComplianceFormat } from "./view";

/** The formats of the compliance view, by the names that `--format` accepts with `--framework`. */
export const complianceFormats: Readonly<Record<string, ComplianceFormat>> = { table, csv, html, ocsf };
