import type { Format } from "../report";

/** The whole report as JSON, a line for each VM and finding's part, so that it can be read by other tools. */
export const json: Format = (report) => `${JSON.stringify({ version: 1, ...report }, null, 1)}\n`;
