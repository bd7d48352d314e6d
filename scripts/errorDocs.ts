import { azureErrorCodes } from "./azureErrors";

/** A row for each error code of Azure's. */
export function errorTable(): string {
  const rows = azureErrorCodes.map(
    ({ code, when, fix, source, asOf }) => `| \`${code}\` | ${when} | ${fix} | [${asOf}](${source}) |`,
  );
  return ["| code | when | what to do | source |", "|---|---|---|---|", ...rows].join("\n");
}
