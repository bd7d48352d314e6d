import { printable } from "./failure";

/** A line of CSV (RFC 4180). Undefined is an empty field. */
export const csvLine = (values: readonly unknown[]): string => `${values.map(field).join(",")}\r\n`;

/** A CSV field. A leading quote keeps a spreadsheet from reading a name as a formula. */
function field(value: unknown): string {
  const text = value === undefined ? "" : printable(String(value));
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
