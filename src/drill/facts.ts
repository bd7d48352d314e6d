import type { Amount, Sourced } from "../core/fact";

/** The tag of a resource group for drills (any value), and of everything that a drill creates (the drill's id). */
export const drillTag = "azure-vm-backup-drill";

/** The longest name of a Windows computer. */
export const windowsNameLength = {
  value: 15,
  unit: "characters",
  source:
    "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcompute",
  asOf: "2026-11-30",
} as const satisfies Amount;

/** Letters at the start of a restored VM's name, before its drill's id. */
export const vmNamePrefix = "dr-";

/** Characters of a drill's id, hexadecimal: as many as a Windows name leaves after the prefix. */
export const drillIdLength = windowsNameLength.value - vmNamePrefix.length;

/**
 * The disks that a restore creates. Azure names them after the restored VM, or after the source if only disks are restored: its letters and
 * digits in lower case, then `-osdisk-` or `-datadisk-000-` and the time. Each has the tag with the id of its restore job.
 */
export const restoredDisks = {
  jobTag: "RSVaultBackup",
  source:
    "https://github.com/Azure/azure-powershell, SessionRecords/…ItemTests/TestAzureVMCRRWithDES.json: a list of disks that many restores created",
  asOf: "2023-01-05",
  note: "hiagaCRRDES-vm gave hiagacrrdesvm-osdisk-20230105-095022. All disks of one restore have one value of the tag; that it is the id of the job is how scripts of users find them.",
} as const satisfies Sourced & Record<string, unknown>;

/** When the points of a vault with cross-region restore are in the secondary region. */
export const replication = {
  /** Longest time from switching it on to the first points. */
  firstPointHours: 48,
  source: "https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault",
  asOf: "2026-11-29",
} as const satisfies Sourced & Record<string, unknown>;

/** From where a recovery point can be restored. */
export const restoreTiers = {
  /** Azure's types of a tier. An archived point must be rehydrated first, which this command does not do. */
  snapshot: "InstantRP",
  vault: "HardenedRP",
  archive: "ArchivedRP",
  /** Statuses of a tier from which Azure restores. */
  restorable: ["Valid", "Rehydrated"],
  note: "Azure restores from the snapshot while it exists, so only a point without a snapshot proves the copy in the vault. An expired snapshot stays in the list with the status Deleted (azure-powershell, TestAzureCrossZonalRestore, 2023-04).",
  source: "https://learn.microsoft.com/azure/backup/about-azure-vm-restore",
  asOf: "2026-11-30",
} as const satisfies Sourced & Record<string, unknown>;

/** The tiers in which a recovery point can be. */
export const tierNames = ["snapshot", "vault", "archive"] as const;

/** VMs that Azure restores only as disks, from which a script creates the VM. */
export const disksOnly = {
  source:
    "https://learn.microsoft.com/azure/backup/backup-azure-arm-restore-vms#restore-vms-with-special-configurations",
  asOf: "2026-11-30",
} as const satisfies Sourced;

/** Values of a recovery point's `threatStatus` that forbid a restore: https://learn.microsoft.com/rest/api/backup */
export const unhealthyThreats: readonly string[] = ["unhealthy", "warning"];

/** Values that say nothing of a point. The fields of a recovery point are those of azure-mgmt-recoveryservicesbackup 11.2.0, 2026-10. */
export const unknownThreats: readonly string[] = ["Unknown", "NotAvailable"];

/** What no drill proves. Evidence and reports repeat it. */
export const doesNotProve: readonly string[] = [
  "that the application and its data are consistent: only a script of yours can check them",
  "that a domain controller, a cluster or another distributed system can be recovered",
  "that the VM works in its own network: names, load balancers, firewalls and other systems were not there",
  "that other VMs, or all VMs at the same time, can be restored in this time",
];

/** What to do after a failure, by its kind. */
export const correctiveActions = {
  noPoint:
    "Find out why the VM has no such recovery point: azure-vm-backup assess. Then back it up and repeat the drill.",
  restore: "Read Azure's reason in the job, remove the cause, and repeat the drill.",
  check: "Restore the VM again with --keep, find the cause on the restored VM, and repeat the drill.",
  rto: "Agree on a longer recovery time, or shorten it: keep snapshots longer, or use smaller disks. Then repeat the drill.",
  rpo: "Back up more often, or find out why the newest recovery point is this old. Then repeat the drill.",
  cleanUp: "Remove what is left: azure-vm-backup drill clean.",
} as const;

export type FailureKind = keyof typeof correctiveActions;
