import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../component/argumentTypes";
import { beforeChange } from "../component/beforeChange";
import { check } from "../component/check";
import { childOptions } from "../component/children";
import { retryOnError } from "../component/retry";
import { type BackupPolicy, policyProperties } from "./arm";
import {
  type DayOfWeek,
  type MonthOfYear,
  PolicyOnDestroy,
  type PolicyTier,
  type WeekOfMonth,
} from "./facts";
import { policyMeaning, secretClocksNotice } from "./meaning";
import { vmBackupPolicyRules } from "./rules";
import { tierChange } from "./tierChange";

/** One backup a day, at the same time. */
export interface DailySchedule {
  /** When the backup starts: time of day in the policy's time zone, on the hour or half hour, e.g. "22:30". */
  time: pulumi.Input<string>;
}

/** One backup on each of some days of the week. */
export interface WeeklySchedule {
  /** When the backup starts: time of day in the policy's time zone, on the hour or half hour, e.g. "22:30". */
  time: pulumi.Input<string>;
  /** On which days of the week, each once. */
  days: pulumi.Input<DayOfWeek[]>;
}

/** Several backups a day; Enhanced tier only. The last one of a day goes to the vault. */
export interface HourlySchedule {
  /** When the first backup of a day starts: time of day in the policy's time zone, on the hour or half hour, e.g. "08:00". */
  startTime: pulumi.Input<string>;
  /** Hours between two backups: 4, 6, 8 or 12. */
  intervalHours: pulumi.Input<number>;
  /** For how long after startTime backups run: hours, 4 to 24, a multiple of intervalHours. */
  windowHours: pulumi.Input<number>;
}

/** When backups run: exactly one of the three. */
export interface BackupSchedule {
  /** Once a day. Omitted: see weekly and hourly. */
  daily?: pulumi.Input<DailySchedule>;
  /** On days of the week. Omitted: see daily and hourly. */
  weekly?: pulumi.Input<WeeklySchedule>;
  /** Several times a day; Enhanced tier only. Omitted: see daily and weekly. */
  hourly?: pulumi.Input<HourlySchedule>;
}

/** Points chosen by weekday: days [Sunday] and weeks [First] are each month's first Sunday. */
export interface PointsByWeekday {
  /** Days of the week, each once; on a weekly schedule, days of it. */
  days: pulumi.Input<DayOfWeek[]>;
  /** Weeks of the month, each once. */
  weeks: pulumi.Input<WeekOfMonth[]>;
}

/** Points chosen by date; not on a weekly schedule. */
export interface PointsByDate {
  /** Days of the month, 1 to 28, each once. Omitted: none. */
  days?: pulumi.Input<number[]>;
  /** The last day of the month, whichever it is. Omitted: no. */
  lastDay?: pulumi.Input<boolean>;
}

/** How long daily points are kept. */
export interface DailyRetention {
  /** Days, 7 to 9999. */
  days: pulumi.Input<number>;
}

/** How long weekly points are kept. */
export interface WeeklyRetention {
  /** Weeks, 1 to 5163. */
  weeks: pulumi.Input<number>;
  /** Days of the week whose points are weekly ones. Omitted: the weekly schedule's days; required with another schedule. */
  days?: pulumi.Input<DayOfWeek[]>;
}

/** How long monthly points are kept, and which points they are: exactly one of byWeekday, byDate. */
export interface MonthlyRetention {
  /** Months of 31 days, 1 to 1188. */
  months: pulumi.Input<number>;
  /** Points chosen by weekday. Omitted: see byDate. */
  byWeekday?: pulumi.Input<PointsByWeekday>;
  /** Points chosen by date; not on a weekly schedule. Omitted: see byWeekday. */
  byDate?: pulumi.Input<PointsByDate>;
}

/** How long yearly points are kept, and which points they are: exactly one of byWeekday, byDate. */
export interface YearlyRetention {
  /** Years, 1 to 99. */
  years: pulumi.Input<number>;
  /** Months that have a yearly point, each once. */
  months: pulumi.Input<MonthOfYear[]>;
  /** Points chosen by weekday. Omitted: see byDate. */
  byWeekday?: pulumi.Input<PointsByWeekday>;
  /** Points chosen by date; not on a weekly schedule. Omitted: see byWeekday. */
  byDate?: pulumi.Input<PointsByDate>;
}

/** How long recovery points are kept in the vault. */
export interface Retention {
  /** Daily points: required with a daily or hourly schedule, refused with a weekly one. Omitted: none. */
  daily?: pulumi.Input<DailyRetention>;
  /** Weekly points: required with a weekly schedule. Omitted: none. */
  weekly?: pulumi.Input<WeeklyRetention>;
  /** Monthly points. Omitted: none. */
  monthly?: pulumi.Input<MonthlyRetention>;
  /** Yearly points. Omitted: none. */
  yearly?: pulumi.Input<YearlyRetention>;
}

/** Name of the resource group in which Azure Backup keeps the snapshots. */
export interface InstantRestoreResourceGroup {
  /** What stands before the number Azure appends: 1 to 50 letters, digits, underscores and hyphens. */
  prefix: pulumi.Input<string>;
  /** What stands after it. Omitted: nothing. */
  suffix?: pulumi.Input<string>;
}

/** When monthly and yearly points move to the archive tier: exactly one of the two. */
export interface ArchiveTier {
  /** After this many months, 3 to 1182; they must live 6 months longer. Omitted: see recommended. */
  afterMonths?: pulumi.Input<number>;
  /** When Azure recommends it: true. Of points that are kept for 9 months or longer. Omitted: see afterMonths. */
  recommended?: pulumi.Input<boolean>;
}

/** Arguments of a VmBackupPolicy. */
export interface VmBackupPolicyArgs {
  /** Name of the resource group that holds the vault. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the Recovery Services vault. */
  vaultName: pulumi.Input<string>;
  /** Name of the policy in Azure: 3 to 150 letters, digits and hyphens, a letter first. Omitted: the component's own name. */
  policyName?: pulumi.Input<string>;
  /** What the policy can do: Enhanced also backs up several times a day, Trusted Launch VMs, Ultra and Premium SSD v2 disks, and costs more for its snapshots. It cannot go back to Standard. Omitted: Enhanced. */
  tier?: pulumi.Input<PolicyTier>;
  /** Zone of the policy's times: Windows id ("Romance Standard Time") or IANA name ("Europe/Paris"). Omitted: UTC. */
  timeZone?: pulumi.Input<string>;
  /** When backups run. */
  schedule: pulumi.Input<BackupSchedule>;
  /** How long recovery points are kept. */
  retention: pulumi.Input<Retention>;
  /** For how many days a snapshot stays beside the VM, from which a restore is quick: Standard 1 to 5 (weekly: 5), Enhanced 1 to 30 (weekly: 5 to 20; hourly: fewer, by the interval). Omitted: Standard 2 (weekly: 5), Enhanced 7. */
  instantRestoreDays?: pulumi.Input<number>;
  /** Resource group of the snapshots. Omitted: Azure's own name, AzureBackupRG. */
  instantRestoreResourceGroup?: pulumi.Input<InstantRestoreResourceGroup>;
  /** Move of old points to the archive tier. Omitted: none. */
  archive?: pulumi.Input<ArchiveTier>;
  /** Whether backups do without the VM agent: they are crash-consistent then, not application-consistent. Enhanced tier only. Omitted: no. */
  crashConsistentOnly?: pulumi.Input<boolean>;
  /** What happens when the stack is destroyed or the policy leaves the program. Give Retain where ProtectedVms retains items of it. Omitted: Delete, which Azure refuses while an item uses the policy. */
  onDestroy?: PolicyOnDestroy;
  /** Ids of resource guard operations, which let a change through that multi-user authorization guards. Omitted: none. */
  resourceGuardOperationRequests?: pulumi.Input<string[]>;
}

/**
 * A backup policy for Azure virtual machines: when backups run and how long their recovery points are kept.
 * https://learn.microsoft.com/azure/backup/backup-azure-vms-enhanced-policy
 *
 * @example
 * ```ts
 * new VmBackupPolicy("nightly", {
 *   resourceGroupName: vault.resourceGroupName,
 *   vaultName: vault.vaultName,
 *   schedule: { daily: { time: "22:30" } },
 *   retention: { daily: { days: 30 } },
 * });
 * ```
 */
export class VmBackupPolicy extends pulumi.ComponentResource {
  /** Azure id of the policy. */
  readonly policyId: pulumi.Output<string>;
  /** Name of the policy; known in preview. */
  readonly policyName: pulumi.Output<string>;
  /** Recovery points that a VM has in the vault at steady state. */
  readonly recoveryPoints: pulumi.Output<number>;
  /** Age of the oldest recovery point at steady state, in days. */
  readonly oldestPointDays: pulumi.Output<number>;
  /** Worst-case age of the newest recovery point, in hours (RPO). */
  readonly worstCaseAgeHours: pulumi.Output<number>;
  /** Whether the policy's time zone changes its clocks: Azure does not follow, so a backup may run an hour earlier or later for a part of the year. */
  readonly changesClocks: pulumi.Output<boolean>;

  /**
   * Creates a backup policy in a vault. Pass its policyId to ProtectedVms; `presets` has ready-made arguments.
   * See docs/components/vm-backup-policy.md in this package.
   *
   * @param name Pulumi name; also the policy's name in Azure, unless args.policyName is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: VmBackupPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `VmBackupPolicy "${name}"`,
      args,
      { policyName: name },
      { fields: argumentsOf("VmBackupPolicy"), rules: vmBackupPolicyRules },
    );
    super("azure-vm-backup:index:VmBackupPolicy", name, args, opts);

    const { policyName, resourceGroupName, vaultName, onDestroy, ...settings } = checked;
    const subject = pulumi.output(settings).apply((given) => given as BackupPolicy);
    const policy = new recoveryservices.ProtectionPolicy(
      name,
      { resourceGroupName, vaultName, policyName, properties: subject.apply(policyProperties) },
      // A refresh reads the count back as if the program had set it.
      childOptions(this, {
        ignoreChanges: ["properties.protectedItemsCount"],
        ...(onDestroy === PolicyOnDestroy.Retain && { retainOnDelete: true }),
        // azure-native deletes first, which Azure refuses while items use the policy: the new one must be there to move to.
        deleteBeforeReplace: false,
        hooks: {
          beforeUpdate: beforeChange(`policy-tier:${name}`, tierChange),
          onError: retryOnError(`VmBackupPolicy:${name}`),
        },
      }),
    );

    const meaning = subject.apply(policyMeaning);
    meaning.apply(async ({ daylightSavingNotice: notice }) => {
      if (notice !== undefined)
        await pulumi.log.warn((await pulumi.isSecret(meaning)) ? secretClocksNotice : notice, this);
    });
    this.policyId = policy.id;
    this.policyName = pulumi.all([policyName, policy.urn]).apply(([known]) => known);
    this.recoveryPoints = meaning.recoveryPoints;
    this.oldestPointDays = meaning.oldestPointDays;
    this.worstCaseAgeHours = meaning.worstCaseAgeHours;
    this.changesClocks = meaning.changesClocks;
    this.registerOutputs({
      policyId: this.policyId,
      policyName: this.policyName,
      recoveryPoints: this.recoveryPoints,
      oldestPointDays: this.oldestPointDays,
      worstCaseAgeHours: this.worstCaseAgeHours,
      changesClocks: this.changesClocks,
    });
  }
}
