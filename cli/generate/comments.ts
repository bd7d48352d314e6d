import { counted } from "../format";
import type { Plan } from "./plan";

/** The comment at the top of a program. */
export const headerComment = ({ vms, leftOut }: Plan): string[] => [
  `Written by azure-vm-backup generate. It protects ${counted(vms.length, "VM")} and leaves out ${leftOut.length}, listed at the end of the map.`,
  "You can change this program, but keep the keys: they name the backups in Pulumi.",
];

/** A line for each VM to check, and for each VM that is left out, with the reason. */
export const doubtComments = ({ unsure, leftOut }: Plan): string[] => [
  ...unsure.map(({ key, why }) =>
    oneLine(`${key}: check before the first up, because this was not read: ${why}`),
  ),
  ...leftOut.map(({ key, why }) => oneLine(`${key}: ${why}`)),
];

/** A text in a comment: a line break would end the comment. */
export const oneLine = (text: string): string => text.replace(/[\s\u0085\u2028\u2029]+/g, " ");
