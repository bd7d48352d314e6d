import Table from "cli-table3";
import { nextBackup } from "../../src/backupPolicy/meaning";

/** The quickstart's outputs as a person reads them: one row for each protected VM. */
export function protectionTable(outputs: Record<string, unknown>, now: Date): string {
  const { region, vaultName, redundancy, policyName, backupTime, timeZone, recoveryPoints } =
    outputs as Record<string, string>;
  const schedule = { daily: { time: backupTime as string } };
  const next = nextBackup({ schedule, retention: {}, timeZone: timeZone as string }, now);
  const table = new Table({
    head: ["VM", "region", "vault", "redundancy", "policy", "points kept", "next backup"],
    style: { head: [], border: [] },
  });
  for (const id of Object.values(outputs.protectedItems as Record<string, string>)) {
    table.push([
      vmNameOf(id),
      region,
      vaultName,
      redundancy,
      policyName,
      recoveryPoints,
      `${inZone(next, timeZone as string)} ${timeZone}`,
    ]);
  }
  return table.toString();
}

/** The VM's name is the last part of its protected item's: `vm;iaasvmcontainerv2;<group>;<vm>`. */
const vmNameOf = (protectedItemId: string): string => protectedItemId.split(";").at(-1) ?? protectedItemId;

const inZone = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "medium", timeStyle: "short" }).format(moment);
