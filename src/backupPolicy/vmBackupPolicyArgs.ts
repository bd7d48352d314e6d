import type * as pulumi from "@pulumi/pulumi";
import type { DayOfWeek, MonthOfYear, PolicyOnDestroy, PolicyTier, WeekOfMonth } from "./facts";

/** One backup a day, always at the same time. */
export interface DailySchedule {
  /** Time of day at which the backup starts, in the policy's time zone, on the hour or half hour, e.g. "22:30". */
  time: pulumi.Input<string>;
}

/** One backup on each of the chosen days of the week. */
export interface WeeklySchedule {
  /** Time of day at which the backup starts, in the policy's time zone, on the hour or half hour, e.g. "22:30". */
  time: pulumi.Input<string>;
  /** Days of the week on which a backup runs, each once. */
  days: pulumi.Input<DayOfWeek[]>;
}

/** Several backups a day; Enhanced tier only. The last backup of a day goes to the vault. */
export interface HourlySchedule {
  /** Time of day at which the first backup of a day starts, in the policy's time zone, on the hour or half hour, e.g. "08:00". */
  startTime: pulumi.Input<string>;
  /** Hours between two backups: 4, 6, 8 or 12. */
  intervalHours: pulumi.Input<number>;
  /** Hours after startTime during which backups run: 4 to 24, a multiple of intervalHours. */
  windowHours: pulumi.Input<number>;
}

/** When backups run. Set exactly one of the three. */
export interface BackupSchedule {
  /** A backup once a day. Omitted: set weekly or hourly. */
  daily?: pulumi.Input<DailySchedule>;
  /** A backup on some days of the week. Omitted: set daily or hourly. */
  weekly?: pulumi.Input<WeeklySchedule>;
  /** Several backups a day; Enhanced tier only. Omitted: set daily or weekly. */
  hourly?: pulumi.Input<HourlySchedule>;
}

/** Points chosen by weekday. For example, days [Sunday] and weeks [First] choose the first Sunday of each month. */
export interface PointsByWeekday {
  /** Days of the week, each once. With a weekly schedule, use only days of the schedule. */
  days: pulumi.Input<DayOfWeek[]>;
  /** Weeks of the month, each once. */
  weeks: pulumi.Input<WeekOfMonth[]>;
}

/** Points chosen by date; not with a weekly schedule. Set days, lastDay or both. */
export interface PointsByDate {
  /** Days of the month, 1 to 28, each once. Omitted: none. */
  days?: pulumi.Input<number[]>;
  /** Whether the last day of each month is chosen. Omitted: false. */
  lastDay?: pulumi.Input<boolean>;
}

/** How long daily points are kept. */
export interface DailyRetention {
  /** Number of days, 7 to 9999. */
  days: pulumi.Input<number>;
}

/** How long weekly points are kept. */
export interface WeeklyRetention {
  /** Number of weeks, 1 to 5163. */
  weeks: pulumi.Input<number>;
  /** Days of the week whose backups become weekly points. Omitted: the days of the weekly schedule; required with any other schedule. */
  days?: pulumi.Input<DayOfWeek[]>;
}

/** How long monthly points are kept, and which backups become monthly points. Set exactly one of byWeekday and byDate. */
export interface MonthlyRetention {
  /** Number of months of 31 days, 1 to 1188. */
  months: pulumi.Input<number>;
  /** Chooses points by weekday. Omitted: set byDate. */
  byWeekday?: pulumi.Input<PointsByWeekday>;
  /** Chooses points by date; not with a weekly schedule. Omitted: set byWeekday. */
  byDate?: pulumi.Input<PointsByDate>;
}

/** How long yearly points are kept, and which backups become yearly points. Set exactly one of byWeekday and byDate. */
export interface YearlyRetention {
  /** Number of years, 1 to 99. */
  years: pulumi.Input<number>;
  /** Months that have yearly points, each once. */
  months: pulumi.Input<MonthOfYear[]>;
  /** Chooses points by weekday. Omitted: set byDate. */
  byWeekday?: pulumi.Input<PointsByWeekday>;
  /** Chooses points by date; not with a weekly schedule. Omitted: set byWeekday. */
  byDate?: pulumi.Input<PointsByDate>;
}

/** How long recovery points are kept in the vault. */
export interface Retention {
  /** Daily points. Required with a daily or hourly schedule, not allowed with a weekly schedule. Omitted: none. */
  daily?: pulumi.Input<DailyRetention>;
  /** Weekly points. Required with a weekly schedule. Omitted: none. */
  weekly?: pulumi.Input<WeeklyRetention>;
  /** Monthly points. Omitted: none. */
  monthly?: pulumi.Input<MonthlyRetention>;
  /** Yearly points. Omitted: none. */
  yearly?: pulumi.Input<YearlyRetention>;
}

/** Name of the resource group in which Azure Backup keeps snapshots: the prefix, a number that Azure adds, and the suffix. */
export interface InstantRestoreResourceGroup {
  /** Text before the number: 1 to 50 letters, digits, underscores and hyphens. */
  prefix: pulumi.Input<string>;
  /** Text after the number: 1 to 50 letters, digits, underscores and hyphens. Omitted: none. */
  suffix?: pulumi.Input<string>;
}

/** When monthly and yearly points move to the archive tier. Set exactly one of the two. */
export interface ArchiveTier {
  /** Points move after this many months, 3 to 1182, and must be kept for at least 6 months after the move. Omitted: set recommended. */
  afterMonths?: pulumi.Input<number>;
  /** True: points move when Azure recommends it. Requires points that are kept for 9 months or longer. Omitted: set afterMonths. */
  recommended?: pulumi.Input<boolean>;
}

/** Arguments of a VmBackupPolicy. */
export interface VmBackupPolicyArgs {
  /** Name of the resource group that holds the vault. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the Recovery Services vault. */
  vaultName: pulumi.Input<string>;
  /** Name of the policy in Azure: 3 to 150 letters, digits and hyphens, starting with a letter. Omitted: the component's name. */
  policyName?: pulumi.Input<string>;
  /** Tier of the policy. Enhanced also supports several backups a day, Trusted Launch VMs, Ultra and Premium SSD v2 disks; its snapshots cost more. A policy cannot change back to Standard. Omitted: Enhanced. */
  tier?: pulumi.Input<PolicyTier>;
  /** Time zone of the policy's times: a Windows id ("Romance Standard Time") or an IANA name ("Europe/Paris"). Omitted: UTC. */
  timeZone?: pulumi.Input<string>;
  /** When backups run: daily, weekly or hourly. */
  schedule: pulumi.Input<BackupSchedule>;
  /** How long recovery points are kept in the vault. */
  retention: pulumi.Input<Retention>;
  /** Days for which Azure keeps a snapshot with the VM, for a fast restore: Standard 1 to 5 (weekly: 5), Enhanced 1 to 30 (weekly: 5 to 20; hourly: fewer, depending on the interval). Omitted: Standard 2 (weekly: 5), Enhanced 7. */
  instantRestoreDays?: pulumi.Input<number>;
  /** Name of the resource group that Azure Backup creates for snapshots. Omitted: Azure's own name, AzureBackupRG. */
  instantRestoreResourceGroup?: pulumi.Input<InstantRestoreResourceGroup>;
  /** When old points move to the archive tier. Omitted: never. */
  archive?: pulumi.Input<ArchiveTier>;
  /** Whether backups are crash-consistent only, without the VM agent, instead of application-consistent. Enhanced tier only. Omitted: false. */
  crashConsistentOnly?: pulumi.Input<boolean>;
  /** What happens to the policy when the stack is destroyed or the policy leaves the program. Set Delete only if ProtectedVms deletes its items too: Azure refuses to delete a policy that an item uses. Omitted: Retain, as for the items of ProtectedVms. */
  onDestroy?: PolicyOnDestroy;
  /** Ids of resource guard operation requests, which allow a change that multi-user authorization protects. Omitted: none. */
  resourceGuardOperationRequests?: pulumi.Input<string[]>;
}
