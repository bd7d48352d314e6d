import Table from "cli-table3";
import { nextBackup } from "../../src/backupPolicy/meaning";

/** The quickstart's outputs as a person reads them, on a terminal of 80 columns whatever they hold. */
export function protectionTable(outputs: Record<string, unknown>, now: Date): string {
  const { region, vaultName, redundancy, policyName, backupTime, timeZone, recoveryPoints } =
    outputs as Record<string, string>;
  const schedule = { daily: { time: backupTime as string } };
  const next = nextBackup({ schedule, retention: {}, timeZone: timeZone as string }, now);
  const vms = Object.values(outputs.protectedItems as Record<string, string>).map(vmNameOf);
  const table = new Table({ colWidths: [16, 60], wordWrap: true, style: { head: [], border: [] } });
  table.push(
    { "protected VMs": vms.join(", ") },
    { vault: `${vaultName} in ${region}, ${redundancy}` },
    { policy: `${policyName}` },
    { "points kept": `${recoveryPoints}` },
    { "next backup": `${inZone(next, timeZone as string)} ${timeZone}` },
  );
  return table.toString();
}

/** The VM's name is the last part of its protected item's: `vm;iaasvmcontainerv2;<group>;<vm>`. */
const vmNameOf = (protectedItemId: string): string => protectedItemId.split(";").at(-1) ?? protectedItemId;

const inZone = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "medium", timeStyle: "short" }).format(moment);
