/** Why a command could not run, in one line. */
export class Failure extends Error {}

/** Exit codes of every command. */
export const exitCodes = { ready: 0, findings: 1, couldNotRun: 2 } as const;

/** An error of whatever kind in one line; Azure's credentials explain themselves at length. */
export function oneLine(error: unknown): string {
  const { name = "", message = String(error) } = error as { name?: string; message?: string };
  if (/CredentialUnavailable|Authentication/.test(`${name} ${message}`))
    return "Not signed in to Azure: run az login, or set AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET.";
  return message.split("\n")[0] ?? message;
}
