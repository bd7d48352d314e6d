/** What commands write to standard error besides their error: notes, and the requests that `--debug` shows. */
import { printable } from "./failure";

/** Options of every command. */
export interface CommonOptions {
  readonly quiet?: boolean;
  readonly debug?: boolean;
}

let [quiet, debugging] = [false, false];

/** Whether only errors may be written. */
export const isQuiet = (): boolean => quiet;

/** A line to standard error, unless the user wants to see errors only. */
export function note(text: string): void {
  if (!quiet) process.stderr.write(`${printable(text)}\n`);
}

/** A line about a request, if the user wants to see requests. The caller leaves out everything secret. */
export function debug(text: string): void {
  if (debugging) process.stderr.write(`debug: ${printable(text.replace(/\s*\n\s*/g, " "))}\n`);
}

/**
 * Applies the options of every command. Azure's own logger writes the requests: it shows only the headers and the parameters of addresses
 * that are known to have no secret, and no body.
 */
export async function applyCommonOptions(options: CommonOptions): Promise<void> {
  quiet = options.quiet === true;
  debugging = options.debug === true;
  if (!debugging) return;
  const { AzureLogger, setLogLevel } = await import("@azure/logger");
  setLogLevel("info");
  AzureLogger.log = (...parts: unknown[]) => debug(parts.join(" "));
}
