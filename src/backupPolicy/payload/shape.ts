import type { Shape } from "../../core/rule";
import { type Fields, valueAt, type Words, wordsOf } from "../../core/words";
import type { BackupPolicy } from "../arm";
import { PolicyTier } from "../facts";
import { isV2, type ProtectionPolicy, policyFromArm } from "./fromArm";

const schedule = "properties.schedulePolicy";
const retention = "properties.retentionPolicy";

/** How a payload writes a count that is one field in this library: `{ days: 7 }`. */
const counted = (unit: string, durationType: string) => (value: unknown) => {
  const count = (value as Readonly<Record<string, unknown>> | null | undefined)?.[unit];
  return count === undefined ? value : { retentionDuration: { count, durationType } };
};

const frequency = (name: string) => ({
  at: `${schedule}.scheduleRunFrequency`,
  name: `scheduleRunFrequency ${name}`,
});

/** The fields of monthly or yearly points in a payload. */
const points = (kind: "monthly" | "yearly"): Fields => {
  const [here, there] = [`retention.${kind}`, `${retention}.${kind}Schedule`];
  return {
    [here]: there,
    [`${here}.byWeekday`]: `${there}.retentionScheduleWeekly`,
    [`${here}.byWeekday.days`]: `${there}.retentionScheduleWeekly.daysOfTheWeek`,
    [`${here}.byWeekday.weeks`]: `${there}.retentionScheduleWeekly.weeksOfTheMonth`,
    [`${here}.byDate`]: `${there}.retentionScheduleDaily`,
    [`${here}.byDate.days`]: `${there}.retentionScheduleDaily.daysOfTheMonth`,
    [`${here}.byDate.lastDay`]: {
      at: `${there}.retentionScheduleDaily.daysOfTheMonth`,
      phrase: "{ date: 0, isLast: true }",
    },
  };
};

const policyTypes = new Map<unknown, string>([
  [PolicyTier.Standard, "V1"],
  [PolicyTier.Enhanced, "V2"],
]);

/** This library's fields, and the fields of a payload that hold the same. */
const fields = (isEnhanced: boolean): Fields => ({
  policyName: "policyName",
  tier: { at: "properties.policyType", write: (tier) => policyTypes.get(tier) ?? tier },
  timeZone: "properties.timeZone",
  schedule,
  "schedule.daily": frequency("Daily"),
  "schedule.weekly": frequency("Weekly"),
  "schedule.hourly": frequency("Hourly"),
  "schedule.weekly.days": `${schedule}.${isEnhanced ? "weeklySchedule." : ""}scheduleRunDays`,
  "schedule.hourly.intervalHours": `${schedule}.hourlySchedule.interval`,
  "schedule.hourly.windowHours": `${schedule}.hourlySchedule.scheduleWindowDuration`,
  retention,
  "retention.daily": { at: `${retention}.dailySchedule`, write: counted("days", "Days") },
  "retention.daily.days": `${retention}.dailySchedule.retentionDuration.count`,
  "retention.weekly": { at: `${retention}.weeklySchedule`, write: counted("weeks", "Weeks") },
  "retention.weekly.weeks": `${retention}.weeklySchedule.retentionDuration.count`,
  "retention.weekly.days": `${retention}.weeklySchedule.daysOfTheWeek`,
  "retention.monthly.months": `${retention}.monthlySchedule.retentionDuration.count`,
  "retention.yearly.years": `${retention}.yearlySchedule.retentionDuration.count`,
  "retention.yearly.months": `${retention}.yearlySchedule.monthsOfYear`,
  ...points("monthly"),
  ...points("yearly"),
  instantRestoreDays: "properties.instantRpRetentionRangeInDays",
  "instantRestoreResourceGroup.prefix": "properties.instantRPDetails.azureBackupRGNamePrefix",
  "instantRestoreResourceGroup.suffix": "properties.instantRPDetails.azureBackupRGNameSuffix",
  crashConsistentOnly: {
    at: "properties.snapshotConsistencyType",
    write: (only) => (only === true ? "OnlyCrashConsistent" : only),
  },
});

const lead = "properties.";
const wordsOfV1 = wordsOf(fields(false), lead);
const wordsOfV2 = wordsOf(fields(true), lead);

/** A payload as a policy in this library's terms. */
export const backupPolicyShape: Shape<ProtectionPolicy, BackupPolicy> = {
  view: policyFromArm,
  words: (payload): Words => {
    const words = isV2(payload) ? wordsOfV2 : wordsOfV1;
    // A structure is quoted as the payload has it, because readers of a payload do not know this library's fields.
    const actual = (path: string, value: unknown) =>
      isStructure(value) ? valueAt(payload, words.path(path)) : words.actual(path, value);
    return { ...words, actual };
  },
};

const isStructure = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
