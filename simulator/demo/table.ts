import Table from "cli-table3";
import { nextBackup } from "../../src/backupPolicy/meaning";

/** The outputs of the quickstart as a table, at most 80 columns wide. `now`: the time from which the next backup is computed. */
export function protectionTable(outputs: Record<string, unknown>, now: Date): string {
  const { region, vaultName, redundancy, policyName, backupTime, timeZone, recoveryPoints } =
    outputs as Record<string, string>;
  const schedule = { daily: { time: backupTime as string } };
  const next = nextBackup({ schedule, retention: {}, timeZone: timeZone as string }, now);
  const vms = Object.values(outputs.protectedItems as Record<string, string>).map(vmNameOf);
  const table = new Table({ colWidths: [17, 59], wordWrap: true, style: { head: [], border: [] } });
  table.push(
    { "protected VMs": vms.join(", ") },
    { vault: `${vaultName} in ${region}, ${redundancy}` },
    { policy: `${policyName}` },
    { "recovery points": `${recoveryPoints}` },
    { "next backup": `${formatTime(next, timeZone as string)} ${timeZone}` },
  );
  return table.toString();
}

/** A protected item's name ends with the name of its VM: `vm;iaasvmcontainerv2;<group>;<vm>`. */
const vmNameOf = (protectedItemId: string): string => protectedItemId.split(";").at(-1) ?? protectedItemId;

const formatTime = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "medium", timeStyle: "short" }).format(moment);
