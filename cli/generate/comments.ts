import { counted } from "../format";
import type { Plan } from "./plan";

/** The comment at the top of a program. */
export const headerComment = ({ vms, leftOut }: Plan): string[] => [
  `Written by azure-vm-backup generate. It protects ${counted(vms.length, "VM")} and leaves out ${leftOut.length}, listed at the end of the map.`,
  "You can change this program, but keep the keys: they name the backups in Pulumi.",
];

/** A line for each VM that is left out, with the reason. */
export const leftOutComment = ({ leftOut }: Plan): string[] =>
  leftOut.map(({ key, why }) => `${key}: ${why}`.replace(/\s+/g, " "));
