import type { Finding } from "../core/finding";
import { isV2, type ProtectionPolicy } from "./fromArm";

/** Where a payload keeps what this library calls by other names. Longer paths first. */
const schedulePaths = (v2: boolean): readonly [ours: string, arm: string][] => [
  ["schedule.weekly.days", `schedulePolicy.${v2 ? "weeklySchedule." : ""}scheduleRunDays`],
  ["schedule.hourly.intervalHours", "schedulePolicy.hourlySchedule.interval"],
  ["schedule.hourly.windowHours", "schedulePolicy.hourlySchedule.scheduleWindowDuration"],
];

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
  ["schedule.hourly", "schedulePolicy.scheduleRunFrequency"],
]);

/** What a payload has where this library has true. */
const truths = new Map([
  ["crashConsistentOnly", "OnlyCrashConsistent"],
  ["archive.recommended", "TierRecommended"],
]);

/** Words and examples of this library's terms, as a payload has them. */
const words: readonly [ours: RegExp, arm: string][] = [
  [/^give (days|weeks|months|years|intervalHours|windowHours)$/, "give a whole number"],
  [/\{ days: (\d+) \}/g, '{ retentionDuration: { count: $1, durationType: "Days" } }'],
  [/\{ weeks: (\d+) \}/g, '{ retentionDuration: { count: $1, durationType: "Weeks" } }'],
  [/archive: \{ recommended: true \}/g, 'tieringMode "TierRecommended"'],
  [
    /exactly one of afterMonths, recommended: true/g,
    'tieringMode "TierAfter" with a duration, or "TierRecommended"',
  ],
  [/leave archive out/g, 'set tieringMode to "DoNotTier"'],
  [
    /retentionScheduleWeekly: \{ days, weeks \}/,
    "retentionScheduleWeekly: { daysOfTheWeek, weeksOfTheMonth }",
  ],
  [/retentionScheduleDaily: \{ days, lastDay \}/g, "retentionScheduleDaily: { daysOfTheMonth }"],
  [/lastDay: true/g, "{ date: 0, isLast: true }"],
  [/days of schedule\.weekly\b/g, "scheduled days"],
  [/a schedule\.(\w+)/g, "scheduleRunFrequency $1"],
  [/\bschedule\.(\w+)/g, "scheduleRunFrequency $1"],
  [/\btier (to )?Enhanced\b/g, "policyType $1V2"],
  [/\bEnhanced\b/g, "V2"],
  [/\bStandard\b(?! Time)/g, "V1"],
  [/\bintervalHours\b/g, "interval"],
];

/** A finding about a policy in this library's terms, said of the payload that the policy was read from. */
export function inPayloadWords(finding: Finding, policy: ProtectionPolicy): Finding {
  const table = [...schedulePaths(isV2(policy)), ...paths];
  const truth = truths.get(finding.path);
  const translate = (text: string) =>
    words
      .reduce(
        (said, [ours, arm]) => said.replace(ours, arm),
        table.reduce((said, [ours, arm]) => said.split(ours).join(arm), text),
      )
      .replace(/(scheduleRunFrequency )([a-z])/g, (_, name, letter) => name + letter.toUpperCase());
  const path = wholePaths.get(finding.path) ?? translate(finding.path);
  const whole = path === "policyName" ? path : `properties.${path}`;
  const allowed = translate(finding.allowed);
  return {
    ...finding,
    path: whole,
    got:
      truth ??
      (finding.path === "schedule.hourly"
        ? translate(String(finding.got))
        : gotIn(policy, whole, finding.got)),
    allowed: truth === undefined ? allowed : allowed.replace(/^true/, truth),
    fix: translate(finding.fix),
  };
}

/** What was found, as the payload has it; a structure of this library's terms would mean nothing to its reader. */
function gotIn(policy: ProtectionPolicy, path: string, got: unknown): unknown {
  if (typeof got !== "object" || got === null || Array.isArray(got)) return got;
  return path
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], policy);
}
