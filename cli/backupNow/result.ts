import { oneLine, printable } from "../failure";
import { jsonOf } from "../json";
import type { BackupResult } from "./backup";
import type { SelectedItem } from "./selection";

/** What `backup-now --format json` prints. */
export interface BackupNowReport {
  /** Of this format. It changes only if a field is removed or changes its meaning. */
  readonly version: 1;
  /** The backups, in the order in which the VMs were selected. */
  readonly backups: readonly BackupOfItem[];
  /** The items that a vault or a tag selects, and whose backup is stopped. */
  readonly leftOut: readonly LeftOutItem[];
}

/** The backup of a protected item. */
export interface BackupOfItem {
  readonly vmName: string;
  /** Id of the protected item. */
  readonly itemId: string;
  /** "backed up": Azure has validated the backup. "started": the command did not wait. */
  readonly status: "backed up" | "started" | "failed";
  /** Id of the backup's job in Azure. */
  readonly jobId?: string;
  /** Azure's type of the recovery point, e.g. FileSystemConsistent. Only if the VM is backed up. */
  readonly consistency?: string;
  /** Why the backup failed, on one line. Only if it failed. */
  readonly error?: string;
}

export interface LeftOutItem {
  readonly vmName: string;
  /** Id of the protected item. */
  readonly itemId: string;
}

export const backupOf = (
  { id, vmName }: SelectedItem,
  { jobId, consistency }: BackupResult,
): BackupOfItem => ({
  ...{ vmName, itemId: id, status: consistency === undefined ? "started" : "backed up", jobId },
  ...(consistency !== undefined && { consistency }),
});

export const failedBackupOf = ({ id, vmName }: SelectedItem, error: unknown): BackupOfItem => ({
  ...{ vmName, itemId: id, status: "failed", error: oneLine(error) },
});

/** A line for each backup. */
export const linesOf = (backups: readonly BackupOfItem[]): string[] =>
  backups.map(({ vmName, status, jobId, consistency, error }) => {
    const detail = error ?? consistency ?? `job ${jobId}`;
    return `${printable(`${vmName}  ${status}  ${detail}`.replace(/\s*\n\s*/g, " "))}\n`;
  });

export function reportOf(backups: readonly BackupOfItem[], leftOut: readonly SelectedItem[]): string[] {
  const report: BackupNowReport = {
    version: 1,
    backups,
    leftOut: leftOut.map(({ id, vmName }) => ({ vmName, itemId: id })),
  };
  return [`${jsonOf(report, 1)}\n`];
}
