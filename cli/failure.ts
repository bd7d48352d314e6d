import { invalidValueOf } from "../src/core/finding";
import { formatFinding } from "../src/core/format";

/** Why a command could not run, or why a backup failed. The message is one line for the user. */
export class Failure extends Error {}

/** Exit codes of all commands. */
export const exitCodes = {
  done: 0,
  findings: 1,
  failedBackup: 1,
  nothingToRepair: 1,
  couldNotRun: 2,
} as const;

/**
 * The failure of an option with a wrong value: `--format is "xml"; this option accepts table, json.`
 *
 * @param accepted Reads after "this option accepts".
 */
export const invalidOption = (option: string, value: string, accepted: string): Failure =>
  new Failure(formatFinding(invalidValueOf({ path: option, actual: value, accepted, by: "this option" })));

/** The message of an error on one line. Azure's credential errors are long, so a short text replaces them. */
export function oneLine(error: unknown): string {
  const { name = "", message = String(error) } = error as { name?: string; message?: string };
  if (/CredentialUnavailable|Authentication/.test(`${name} ${message}`))
    return "Not signed in to Azure: run az login, or set AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET.";
  return message.split("\n")[0] ?? message;
}
