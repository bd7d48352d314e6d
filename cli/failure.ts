import { invalidValueOf } from "../src/core/finding";
import { formatFinding } from "../src/core/format";

/** Why a command could not run, or why a backup failed. The message is one line for the user. */
export class Failure extends Error {}

/** Exit codes of all commands. */
export const exitCodes = {
  done: 0,
  findings: 1,
  failedBackup: 1,
  couldNotRun: 2,
} as const;

/**
 * The failure of an option with a wrong value: `--format is "xml"; this option accepts table, json.`
 *
 * @param accepted Reads after "this option accepts".
 */
export const invalidOption = (option: string, value: string, accepted: string): Failure =>
  new Failure(formatFinding(invalidValueOf({ path: option, actual: value, accepted, by: "this option" })));

/** Errors of @azure/identity. Their messages list each way to sign in, so a short text comes first. */
const signInErrors: readonly string[] = [
  ...["CredentialUnavailableError", "AuthenticationError", "AggregateAuthenticationError"],
  "AuthenticationRequiredError",
];

/** The message of an error on one line. */
export function oneLine(error: unknown): string {
  const { name = "", message = String(error) } = error as { name?: string; message?: string };
  const line = printable(message.split("\n")[0] ?? message);
  const isRefused = signInErrors.includes(name) || /^Azure returned 401\b/.test(line);
  return isRefused
    ? `Not signed in to Azure: run az login, or set AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET. (${signInReason(error)})`
    : line;
}

/**
 * Why a sign-in failed. Of several ways that were tried, the one that was refused says most; the others are not set up, and of these the
 * Azure CLI is the one that a user expects.
 */
function signInReason(error: unknown): string {
  const { errors = [], message = "" } = error as { errors?: readonly Error[]; message?: string };
  const reason =
    errors.find(({ name }) => name === "AuthenticationError") ??
    errors.find((one) => /\baz login\b|Azure CLI/.test(one.message));
  return printable(
    (reason?.message ?? message)
      .trim()
      .replace(/\s*\n\s*/g, " ")
      .replace(/,$/, ""),
  );
}

/**
 * A text without control characters: names come from outside, and a terminal obeys them. Neither has it the marks that change the direction
 * of a line: they let a name look like another one.
 */
export const printable = (text: string): string =>
  text.replace(/(?![\t\n])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, "\uFFFD");
