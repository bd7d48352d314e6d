import type { Range } from "../core/fact";
import { pages } from "../core/fact";
import { inRange } from "../core/limits";
import type { Rule } from "../core/rule";
import { numberOf, presentKeys } from "../core/values";
import { type BackupPolicy, frequencyOf, instantRestoreDaysOf, isEnhanced } from "./arm";
import {
  archiveAfterMonths,
  archiveKeepMonths,
  archiveOnEnhancedWeekly,
  archiveRecommendedMonths,
  calendarDays,
  hourlyInstantRestoreDays,
  instantRestoreDays,
  PolicyTier,
  resourceGroupAffix,
} from "./facts";

type PolicyRule = Rule<BackupPolicy>;

/** The range of instant restore days for a policy's tier and schedule. */
export function instantRestoreRange(policy: BackupPolicy): Range | undefined {
  const frequency = frequencyOf(policy);
  if (frequency === undefined) return undefined;
  if (frequency === "hourly")
    return hourlyInstantRestoreDays[policy.schedule.hourly?.intervalHours as number];
  return instantRestoreDays[isEnhanced(policy) ? "Enhanced" : "Standard"][frequency];
}

/** Instant restore days are within the range of the tier and schedule. */
export const instantRestoreInRange: PolicyRule = (policy) => {
  const range = instantRestoreRange(policy);
  return range === undefined ? [] : inRange("instantRestoreDays", policy.instantRestoreDays, range);
};

/** A snapshot is not kept longer than the recovery point in the vault. */
export const instantRestoreWithinRetention: PolicyRule = (policy) => {
  const { daily, weekly } = policy.retention ?? {};
  const weeklySchedule = frequencyOf(policy) === "weekly";
  const keptDays = weeklySchedule ? numberOf(weekly?.weeks) * calendarDays.week : numberOf(daily?.days);
  const days = numberOf(instantRestoreDaysOf(policy));
  if (!(days > keptDays)) return [];
  const path = weeklySchedule ? "retention.weekly.weeks" : "retention.daily.days";
  return [
    {
      path: "instantRestoreDays",
      got: days,
      allowed: `at most the ${keptDays} days of ${path}`,
      fix: `set it to ${keptDays} or less, or keep the points longer`,
      source: pages.instantRestore,
    },
  ];
};

/** Prefix and suffix of the resource group that holds the snapshots. */
export const resourceGroupAffixesAreValid: PolicyRule = ({ instantRestoreResourceGroup: group }) => {
  if (group === undefined) return [];
  const { pattern, text, source } = resourceGroupAffix;
  const bad = (value: unknown) => typeof value !== "string" || !pattern.test(value);
  const path = "instantRestoreResourceGroup";
  return [
    ...(bad(group?.prefix)
      ? [{ path: `${path}.prefix`, got: group?.prefix, allowed: text, fix: "give a prefix", source }]
      : []),
    ...(group?.suffix !== undefined && bad(group.suffix)
      ? [
          {
            path: `${path}.suffix`,
            got: group.suffix,
            allowed: text,
            fix: "change it or leave it out",
            source,
          },
        ]
      : []),
  ];
};

/** Crash-consistent-only backups need the Enhanced tier. */
export const crashConsistentNeedsEnhanced: PolicyRule = (policy) =>
  policy.crashConsistentOnly !== true || isEnhanced(policy)
    ? []
    : [
        {
          path: "crashConsistentOnly",
          got: true,
          allowed: `true on tier ${PolicyTier.Enhanced} only`,
          fix: `set tier to ${PolicyTier.Enhanced}, or leave crashConsistentOnly out`,
          source: pages.vmMatrix,
        },
      ];

/** Archive: after some months, or as Azure recommends, not both. */
export const archiveHasOneForm: PolicyRule = ({ archive }) => {
  if (archive === undefined) return [];
  const given = presentKeys(archive).filter((key) => key !== "recommended" || archive?.recommended === true);
  if (given.length === 1) return [];
  return [
    {
      path: "archive",
      got: archive,
      allowed: "exactly one of afterMonths, recommended: true",
      fix: "keep one, or leave archive out for no tiering",
      source: pages.archive,
    },
  ];
};

/** Archive after N months: N in range, and a monthly or yearly point that lives long enough after the move. */
export const archiveAfterIsValid: PolicyRule = (policy) => {
  const after = policy.archive?.afterMonths;
  const outside = inRange("archive.afterMonths", after, archiveAfterMonths);
  if (after === undefined || outside.length > 0) return outside;
  const needed = after + archiveKeepMonths.value;
  return longestMonths(policy) >= needed ? [] : [tooShort("archive.afterMonths", after, needed)];
};

/** Azure recommends for the archive tier only what is kept long enough. */
export const archiveRecommendedIsValid: PolicyRule = (policy) =>
  policy.archive?.recommended !== true || longestMonths(policy) >= archiveRecommendedMonths.value
    ? []
    : [tooShort("archive.recommended", true, archiveRecommendedMonths.value)];

const tooShort = (path: string, got: unknown, months: number) => ({
  path,
  got,
  allowed: `only with monthly or yearly retention of at least ${months} months`,
  fix: `set retention.monthly.months to ${months} or more, or leave archive out`,
  source: archiveKeepMonths.source,
});

function longestMonths({ retention }: BackupPolicy): number {
  const months = [numberOf(retention?.monthly?.months), numberOf(retention?.yearly?.years) * 12];
  return Math.max(0, ...months.filter((count) => count > 0));
}

/** The service refuses to tier an Enhanced weekly policy after a number of months. */
export const archiveAfterNeedsDailySchedule: PolicyRule = (policy) =>
  policy.archive?.afterMonths === undefined || !isEnhanced(policy) || frequencyOf(policy) !== "weekly"
    ? []
    : [
        {
          path: "archive.afterMonths",
          got: policy.archive.afterMonths,
          allowed: `no archive.afterMonths on tier ${PolicyTier.Enhanced} with schedule.weekly (Azure answers ${archiveOnEnhancedWeekly.errorCode})`,
          fix: "use schedule.daily or archive: { recommended: true }",
          source: archiveOnEnhancedWeekly.source,
        },
      ];

export const instantRestoreRules: readonly PolicyRule[] = [
  instantRestoreInRange,
  instantRestoreWithinRetention,
  resourceGroupAffixesAreValid,
];
export const archiveRules: readonly PolicyRule[] = [
  crashConsistentNeedsEnhanced,
  archiveHasOneForm,
  archiveAfterIsValid,
  archiveRecommendedIsValid,
  archiveAfterNeedsDailySchedule,
];
