import { lazy } from "../../core/lazy";
import { nonEmptyBlock } from "../../core/nulls";
import type { BackupPolicy } from "../arm";
import { clockTimeOf } from "../clock";
import type { DayOfWeek, MonthOfYear, WeekOfMonth } from "../facts";
import { PolicyTier } from "../facts";
import { PolicyType, ScheduleType, TieringMode, vmWorkload } from "./facts";
import { policyReading } from "./reading";

/** Azure's type of a backup policy. */
export const backupPolicyType = "Microsoft.RecoveryServices/vaults/backupPolicies";

/** A retention schedule of a protection policy's payload. */
export interface RetentionSchedule {
  readonly retentionTimes?: readonly string[];
  readonly retentionDuration?: { readonly count?: number; readonly durationType?: string };
  readonly daysOfTheWeek?: readonly DayOfWeek[];
  readonly monthsOfYear?: readonly MonthOfYear[];
  readonly retentionScheduleFormatType?: string;
  readonly retentionScheduleWeekly?: {
    readonly daysOfTheWeek?: readonly DayOfWeek[];
    readonly weeksOfTheMonth?: readonly WeekOfMonth[];
  };
  readonly retentionScheduleDaily?: {
    readonly daysOfTheMonth?: readonly { readonly date?: number; readonly isLast?: boolean }[];
  };
}

interface Runs {
  readonly scheduleRunTimes?: readonly string[];
  readonly scheduleRunDays?: readonly DayOfWeek[];
}

/** The part of a protection policy's payload that the rules read. It is the same in a program and in Azure's answers. */
export interface ProtectionPolicy {
  readonly policyName?: string;
  readonly properties?: {
    readonly backupManagementType?: string;
    readonly policyType?: string;
    readonly timeZone?: string;
    readonly instantRpRetentionRangeInDays?: number;
    readonly instantRPDetails?: {
      readonly azureBackupRGNamePrefix?: string;
      readonly azureBackupRGNameSuffix?: string;
    };
    readonly snapshotConsistencyType?: string;
    readonly schedulePolicy?: Runs & {
      readonly schedulePolicyType?: string;
      readonly scheduleRunFrequency?: string;
      readonly dailySchedule?: Runs;
      readonly weeklySchedule?: Runs;
      readonly hourlySchedule?: {
        readonly interval?: number;
        readonly scheduleWindowStartTime?: string;
        readonly scheduleWindowDuration?: number;
      };
    };
    readonly retentionPolicy?: {
      readonly retentionPolicyType?: string;
      readonly dailySchedule?: RetentionSchedule;
      readonly weeklySchedule?: RetentionSchedule;
      readonly monthlySchedule?: RetentionSchedule;
      readonly yearlySchedule?: RetentionSchedule;
    };
    readonly tieringPolicy?: {
      readonly ArchivedRP?: {
        readonly tieringMode?: string;
        readonly duration?: number;
        readonly durationType?: string;
      };
    };
  };
}

/** The workload of a policy as Azure spells it, e.g. AzureIaasVM; undefined if the payload does not say. */
export const workloadOf = (policy: ProtectionPolicy): string | undefined =>
  policyReading(policy).properties?.backupManagementType;

/** Whether a payload is a policy for Azure virtual machines. */
export const isVmPolicy = (policy: ProtectionPolicy): boolean => workloadOf(policy) === vmWorkload;

/** The policy type, or the one of the schedule if the payload has none: Azure returns Standard policies without it. */
export function policyTypeIn(policy: ProtectionPolicy): string | undefined {
  const { properties } = policyReading(policy);
  return properties?.policyType ?? policyTypeOf(properties?.schedulePolicy?.schedulePolicyType);
}

/** Whether a payload is of the Enhanced tier. */
export const isV2 = (policy: ProtectionPolicy): boolean => policyTypeIn(policy) === PolicyType.V2;

/** The policy type that matches a schedule's type; undefined for a schedule that is not for VMs. */
export const policyTypeOf = (schedulePolicyType: unknown): PolicyType | undefined =>
  schedulePolicyType === ScheduleType.Standard
    ? PolicyType.V1
    : schedulePolicyType === ScheduleType.Enhanced
      ? PolicyType.V2
      : undefined;

/**
 * A protection policy's payload in this library's terms, the inverse of `policyProperties` in arm.ts. Each field is read only when a
 * rule reads it, because any field may be unknown in preview or have a wrong type.
 */
export function policyFromArm(payload: ProtectionPolicy): BackupPolicy {
  const policy = policyReading(payload);
  const view = lazy({
    policyName: () => scalar(policy.policyName),
    tier: () => scalar(tierOf(policy)),
    timeZone: () => scalar(policy.properties?.timeZone),
    schedule: () => scheduleOf(policy),
    retention: () => retentionOf(policy.properties?.retentionPolicy),
    instantRestoreDays: () => scalar(policy.properties?.instantRpRetentionRangeInDays),
    instantRestoreResourceGroup: () => {
      const names = nonEmptyBlock(policy.properties?.instantRPDetails);
      return (
        names &&
        lazy({
          prefix: () => scalar(names.azureBackupRGNamePrefix),
          suffix: () => scalar(names.azureBackupRGNameSuffix),
        })
      );
    },
    crashConsistentOnly: () => policy.properties?.snapshotConsistencyType === "OnlyCrashConsistent",
  });
  return view as unknown as BackupPolicy;
}

/** A payload's archive tier in this library's terms; undefined if no points move to it. The rules on the archive tier read the payload itself. */
export function archiveFromArm(policy: ProtectionPolicy): BackupPolicy["archive"] {
  const { tieringMode, duration } = policyReading(policy).properties?.tieringPolicy?.ArchivedRP ?? {};
  if (tieringMode === TieringMode.TierRecommended) return { recommended: true };
  return tieringMode === TieringMode.TierAfter && duration !== undefined
    ? { afterMonths: duration }
    : undefined;
}

/** A text or number as it is. A structure in its place becomes a text, so that rules need not read into it to reject it. */
const scalar = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? "a structure" : value;
const scalars = (value: unknown): unknown => (Array.isArray(value) ? value.map(scalar) : scalar(value));

function tierOf(policy: ProtectionPolicy): unknown {
  const type = policy.properties?.policyType;
  if (type === undefined) return isV2(policy) ? PolicyTier.Enhanced : PolicyTier.Standard;
  return type === PolicyType.V1 ? PolicyTier.Standard : type === PolicyType.V2 ? PolicyTier.Enhanced : type;
}

function scheduleOf(policy: ProtectionPolicy): object {
  const schedule = policy.properties?.schedulePolicy;
  const runs = (kind: "dailySchedule" | "weeklySchedule") => (isV2(policy) ? schedule?.[kind] : schedule);
  switch (schedule?.scheduleRunFrequency) {
    case "Daily":
      return { daily: lazy({ time: () => clockTimeOf(runs("dailySchedule")?.scheduleRunTimes?.[0]) }) };
    case "Weekly":
      return {
        weekly: lazy({
          time: () => clockTimeOf(runs("weeklySchedule")?.scheduleRunTimes?.[0]),
          days: () => scalars(runs("weeklySchedule")?.scheduleRunDays),
        }),
      };
    case "Hourly":
      return {
        hourly: lazy({
          startTime: () => clockTimeOf(schedule.hourlySchedule?.scheduleWindowStartTime),
          intervalHours: () => scalar(schedule.hourlySchedule?.interval),
          windowHours: () => scalar(schedule.hourlySchedule?.scheduleWindowDuration),
        }),
      };
    default:
      return {};
  }
}

type RetentionPolicy = NonNullable<ProtectionPolicy["properties"]>["retentionPolicy"];

function retentionOf(retention: RetentionPolicy): object {
  const count = (schedule: RetentionSchedule) => () => scalar(schedule.retentionDuration?.count);
  const ofKind = (
    schedule: RetentionSchedule | undefined,
    fields: (schedule: RetentionSchedule) => Record<string, () => unknown>,
  ) => nonEmptyBlock(schedule) && lazy(fields(schedule as RetentionSchedule));
  return lazy({
    daily: () => ofKind(retention?.dailySchedule, (daily) => ({ days: count(daily) })),
    weekly: () =>
      ofKind(retention?.weeklySchedule, (weekly) => ({
        weeks: count(weekly),
        days: () => scalars(weekly.daysOfTheWeek),
      })),
    monthly: () =>
      ofKind(retention?.monthlySchedule, (monthly) => ({ months: count(monthly), ...pointForm(monthly) })),
    yearly: () =>
      ofKind(retention?.yearlySchedule, (yearly) => ({
        years: count(yearly),
        months: () => scalars(yearly.monthsOfYear),
        ...pointForm(yearly),
      })),
  });
}

function pointForm(schedule: RetentionSchedule) {
  const formIs = (form: string) => (schedule.retentionScheduleFormatType ?? form) === form;
  return {
    byWeekday: () => {
      const weekly = formIs("Weekly") ? schedule.retentionScheduleWeekly : undefined;
      return (
        weekly &&
        lazy({ days: () => scalars(weekly.daysOfTheWeek), weeks: () => scalars(weekly.weeksOfTheMonth) })
      );
    },
    byDate: () => {
      const dates = formIs("Daily") ? schedule.retentionScheduleDaily : undefined;
      if (dates === undefined || dates === null) return undefined;
      const days = () => (Array.isArray(dates.daysOfTheMonth) ? dates.daysOfTheMonth : []);
      return lazy({
        days: () =>
          days()
            .filter((day) => day?.isLast !== true)
            .map((day) => scalar(day?.date)),
        lastDay: () => days().some((day) => day?.isLast === true),
      });
    },
  };
}
