import type { Format } from "../report";

/** The formats of a report, by the names that `--format` accepts. Each one is loaded when it is used: a report has one of them. */
export const formats = {
  table: (report) => (require("./table") as typeof import("./table")).table(report),
  json: (report) => (require("./json") as typeof import("./json")).json(report),
  markdown: (report) => (require("./markdown") as typeof import("./markdown")).markdown(report),
  csv: (report) => (require("./csv") as typeof import("./csv")).csv(report),
  sarif: (report) => (require("./sarif") as typeof import("./sarif")).sarif(report),
  html: (report) => (require("./html") as typeof import("./html")).html(report),
} satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
