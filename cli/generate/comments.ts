import type { Plan } from "./plan";

/** What stands above a program. */
export const header = ({ vms, leftOut }: Plan): string[] => [
  `Written by azure-vm-backup generate: ${vms.length} VMs that Azure Backup can protect; ${leftOut.length} are left out, at the end of the map.`,
  "Yours to change from here on: keep the keys, they name the backups in Pulumi.",
];

/** The VMs that are left out, each with its reason on one line. */
export const comment = ({ leftOut }: Plan): string[] =>
  leftOut.map(({ key, why }) => `${key}: ${why}`.replace(/\s+/g, " "));
