import { pages } from "../core/fact";

/** What happens to protected items when their stack is destroyed or a VM leaves the map. */
export const OnDestroy = {
  /** The item stays protected in Azure and Pulumi forgets it. */
  Retain: "Retain",
  /** Backup stops and its data are deleted; Azure keeps them recoverable for the soft delete time. */
  Delete: "Delete",
} as const;
export type OnDestroy = (typeof OnDestroy)[keyof typeof OnDestroy];

/** A protected item's names, made of the VM's id. */
export const vmIdForm = {
  text: "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.Compute/virtualMachines/<name>",
  source: pages.prepare,
  asOf: "2026-03-25",
} as const;

export const oneVaultPerVm = { source: pages.prepare, asOf: "2026-03-25" } as const;
