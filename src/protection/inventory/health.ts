import { NotReadValue } from "../../core/coverage";
import { cite } from "../../core/limits";
import { pages } from "../../core/pages";
import { missing, named, noFindings, type Rule } from "../../core/rule";
import { listOf, sameText, textOf } from "../../core/values";
import type { HealthDetail } from "../arm";
import { backupDuration, noBackupTime } from "../facts";

/** What Azure says of the backups of a VM that should have some. */
export interface BackupRecord {
  readonly vmName: string;
  /** Whether the first backup has not run yet. */
  readonly isFirstPending: boolean;
  readonly lastBackupStatus?: string;
  readonly lastBackupTime?: string;
  readonly lastRecoveryPoint?: string;
  readonly healthStatus?: string;
  readonly healthDetails?: readonly HealthDetail[];
  /** The longest time between two backups of the policy, in hours. Undefined: its schedule was not read. */
  readonly longestIntervalHours?: number;
  /** When Azure said so, as ISO 8601. Undefined: it is not known, and the age of a recovery point is not judged. */
  readonly readAt?: string;
}

/**
 * The backups of a VM succeed: the last one did, Azure asks for no action, and the newest recovery point is not older than the longest
 * time between two backups and `marginHours`.
 */
export const backupsAreRecent = (marginHours: number): Rule<BackupRecord> =>
  named("backupsAreRecent", (record) => {
    const reason = reasonOfFailure(record, marginHours);
    if (reason === undefined) return noFindings;
    return missing({
      path: "",
      message: `The backups of virtual machine ${record.vmName} fail: ${reason}`,
      fix: recommendationOf(record) ?? "look at the jobs of the vault, correct the cause, and run backup-now",
      ...(reason === noPoint ? pages.prepare : cite(backupDuration)),
    });
  });

const noPoint = "it has no recovery point";

function reasonOfFailure(record: BackupRecord, marginHours: number): string | undefined {
  const { lastBackupStatus, healthStatus, isFirstPending } = record;
  if (sameText(healthStatus, "ActionRequired")) return `Azure reports ActionRequired${detailsOf(record)}`;
  if (sameText(lastBackupStatus, "Failed")) return `the last backup failed${detailsOf(record)}`;
  const newest = newestPointOf(record);
  if (newest === undefined) return isFirstPending ? undefined : noPoint;
  const ageHours = hoursBetween(newest, record.readAt);
  const { longestIntervalHours = hoursOfWeek } = record;
  if (ageHours > longestIntervalHours + marginHours)
    return `its newest recovery point is ${Math.floor(ageHours)} hours old, and ${record.longestIntervalHours === undefined ? "every" : "its"} policy makes one at least every ${longestIntervalHours} hours`;
  if (record.longestIntervalHours === undefined && ageHours > hoursOfDay + marginHours)
    throw new NotReadValue({
      what: `the schedule of the backup policy of virtual machine ${record.vmName}`,
      fix: "Read the backup policies too, with the query of assess --print-query",
    });
  return undefined;
}

/** The longest time between two backups is a day or more, and at most a week, for every schedule. */
export const hoursOfDay = 24;
const hoursOfWeek = 7 * hoursOfDay;

/** The time of the newest recovery point. A completed backup has one, even if its row does not have the time. */
export function newestPointOf({
  lastRecoveryPoint,
  lastBackupStatus,
  lastBackupTime,
}: Pick<BackupRecord, "lastRecoveryPoint" | "lastBackupStatus" | "lastBackupTime">): string | undefined {
  const completed = sameText(lastBackupStatus, "Completed") ? textOf(lastBackupTime) : "";
  const time = textOf(lastRecoveryPoint) || completed;
  return time === "" || time.startsWith(noBackupTime) ? undefined : time;
}

/** Not a number, so that no comparison holds, if one of the times is not known. */
const hoursBetween = (earlier: string, later: string | undefined): number =>
  (Date.parse(later ?? "") - Date.parse(earlier)) / 3_600_000;

/** Azure's own words about an item that is not healthy. */
function detailsOf({ healthDetails }: BackupRecord): string {
  const texts = listOf(healthDetails)
    .map((detail) => [textOf(detail?.title), textOf(detail?.message)].filter(Boolean).join(": "))
    .filter(Boolean);
  return texts.length === 0 ? "" : ` (${texts.join("; ")})`;
}

const recommendationOf = ({ healthDetails }: BackupRecord): string | undefined =>
  listOf(healthDetails)
    .flatMap((detail) => listOf(detail?.recommendations))
    .map(textOf)
    .find(Boolean);
