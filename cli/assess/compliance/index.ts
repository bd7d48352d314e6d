import type { ComplianceFormat } from "./view";

/** The formats of the compliance view, by the names that `--format` accepts with `--framework`. Each one is loaded when it is used. */
export const complianceFormats: Readonly<Record<string, ComplianceFormat>> = {
  table: (view) => (require("./table") as typeof import("./table")).table(view),
  csv: (view) => (require("./csv") as typeof import("./csv")).csv(view),
  html: (view) => (require("./html") as typeof import("./html")).html(view),
  ocsf: (view) => (require("./ocsf") as typeof import("./ocsf")).ocsf(view),
};
