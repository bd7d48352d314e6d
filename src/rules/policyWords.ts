import { isV2, type ProtectionPolicy } from "../arm/policyFromArm";
import type { Finding } from "./finding";

/** Where a payload keeps what this library calls by other names. Longer paths first. */
const schedulePaths = (v2: boolean): readonly [ours: string, arm: string][] => {
  const daily = v2 ? "schedulePolicy.dailySchedule" : "schedulePolicy";
  const weekly = v2 ? "schedulePolicy.weeklySchedule" : "schedulePolicy";
  return [
    ["schedule.daily.time", `${daily}.scheduleRunTimes`],
    ["schedule.weekly.time", `${weekly}.scheduleRunTimes`],
    ["schedule.weekly.days", `${weekly}.scheduleRunDays`],
    ["schedule.hourly.startTime", "schedulePolicy.hourlySchedule.scheduleWindowStartTime"],
    ["schedule.hourly.intervalHours", "schedulePolicy.hourlySchedule.interval"],
    ["schedule.hourly.windowHours", "schedulePolicy.hourlySchedule.scheduleWindowDuration"],
    ["schedule.hourly", "schedulePolicy.scheduleRunFrequency"],
  ];
};

const paths: readonly [ours: string, arm: string][] = [
  ["retention.daily.days", "retentionPolicy.dailySchedule.retentionDuration.count"],
  ["retention.weekly.weeks", "retentionPolicy.weeklySchedule.retentionDuration.count"],
  ["retention.weekly.days", "retentionPolicy.weeklySchedule.daysOfTheWeek"],
  ["retention.monthly.months", "retentionPolicy.monthlySchedule.retentionDuration.count"],
  ["retention.yearly.months", "retentionPolicy.yearlySchedule.monthsOfYear"],
  ["retention.yearly.years", "retentionPolicy.yearlySchedule.retentionDuration.count"],
  ["byWeekday.days", "retentionScheduleWeekly.daysOfTheWeek"],
  ["byWeekday.weeks", "retentionScheduleWeekly.weeksOfTheMonth"],
  ["byDate.days", "retentionScheduleDaily.daysOfTheMonth"],
  ["byWeekday", "retentionScheduleWeekly"],
  ["byDate", "retentionScheduleDaily"],
  ["retention.daily", "retentionPolicy.dailySchedule"],
  ["retention.weekly", "retentionPolicy.weeklySchedule"],
  ["retention.monthly", "retentionPolicy.monthlySchedule"],
  ["retention.yearly", "retentionPolicy.yearlySchedule"],
  ["instantRestoreDays", "instantRpRetentionRangeInDays"],
  ["instantRestoreResourceGroup.prefix", "instantRPDetails.azureBackupRGNamePrefix"],
  ["instantRestoreResourceGroup.suffix", "instantRPDetails.azureBackupRGNameSuffix"],
  ["archive.afterMonths", "tieringPolicy.ArchivedRP.duration"],
  ["archive.recommended", "tieringPolicy.ArchivedRP.tieringMode"],
  ["crashConsistentOnly", "snapshotConsistencyType"],
];

/** Paths that are words of every sentence, and so are no words to replace in one. */
const wholePaths = new Map([
  ["tier", "policyType"],
  ["retention", "retentionPolicy"],
  ["archive", "tieringPolicy.ArchivedRP"],
]);

/** Words and examples of this library's terms, as a payload has them. */
const words: readonly [ours: RegExp, arm: string][] = [
  [/\{ days: (\d+) \}/g, '{ retentionDuration: { count: $1, durationType: "Days" } }'],
  [/\{ weeks: (\d+) \}/g, '{ retentionDuration: { count: $1, durationType: "Weeks" } }'],
  [/archive: \{ recommended: true \}/g, 'tieringMode "TierRecommended"'],
  [/leave archive out/g, 'set tieringMode to "DoNotTier"'],
  [/byWeekday: \{ days, weeks \}/g, "retentionScheduleWeekly: { daysOfTheWeek, weeksOfTheMonth }"],
  [/byDate: \{ days, lastDay \}/g, "retentionScheduleDaily: { daysOfTheMonth }"],
  [/lastDay: true/g, "{ date: 0, isLast: true }"],
  [/\btier (to )?(Standard|Enhanced)\b/g, "policyType $1$2"],
  [/\bEnhanced\b/g, "V2"],
  [/\bStandard\b(?! Time)/g, "V1"],
  [/\bschedule\.(daily|weekly|hourly)\b/g, "scheduleRunFrequency $1"],
  [/\bintervalHours\b/g, "interval"],
];

/** A finding about a policy in this library's terms, said of the payload that the policy was read from. */
export function inPayloadWords(finding: Finding, policy: ProtectionPolicy): Finding {
  const table = [...schedulePaths(isV2(policy)), ...paths];
  const translate = (text: string) =>
    words.reduce(
      (said, [ours, arm]) => said.replace(ours, arm),
      table.reduce((said, [ours, arm]) => said.split(ours).join(arm), text),
    );
  const path = wholePaths.get(finding.path) ?? translate(finding.path);
  return {
    ...finding,
    path: path === "policyName" ? path : `properties.${path}`,
    got: typeof finding.got === "string" ? translate(finding.got) : finding.got,
    allowed: translate(finding.allowed),
    fix: translate(finding.fix),
  };
}
