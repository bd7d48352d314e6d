import { counted } from "../format";
import { comment } from "../program/typescript";
import type { Plan } from "./plan";

/** The comment at the top of a program. */
export const headerComment = ({ vms, leftOut, assessedAt, filters }: Plan): string[] => [
  `Written by azure-vm-backup generate, from an assessment of ${assessedAt.slice(0, 10)}.`,
  ...(filters.length === 0 ? [] : [comment(`Only VMs chosen by ${filters.join(" ")} were considered.`)]),
  `It protects ${counted(vms.length, "VM")} and leaves out ${leftOut.length}, listed at the end of the map.`,
  "You can change this program, but keep the keys: they name the backups in Pulumi.",
];

/** A line for each VM to check, and for each VM that is left out, with the reason. */
export const doubtComments = ({ unsure, leftOut }: Pick<Plan, "unsure" | "leftOut">): string[] => [
  ...unsure.map(({ key, why }) =>
    comment(`${key}: check before the first up, because this was not read: ${why}`),
  ),
  ...leftOut.map(({ key, why }) => comment(`${key}: ${why}`)),
];
