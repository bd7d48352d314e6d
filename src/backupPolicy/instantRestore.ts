import type { Range } from "../core/fact";
import { cite, inRange } from "../core/limits";
import { pages } from "../core/pages";
import { all, invalidValue, missing, noFindings, type Rule, type Verdict } from "../core/rule";
import { numberOf, textOf } from "../core/values";
import { type BackupPolicy, frequencyOf, instantRestoreDaysOf, isEnhanced } from "./arm";
import {
  calendarDays,
  hourlyInstantRestoreDays,
  instantRestoreDays,
  PolicyTier,
  resourceGroupAffix,
  retention,
} from "./facts";

type PolicyRule = Rule<BackupPolicy>;

const tiers: readonly unknown[] = [...Object.values(PolicyTier), undefined];

/** The range of instant restore days for a policy's tier and schedule; undefined if one of the two is invalid. */
export function instantRestoreRange(policy: BackupPolicy): Range | undefined {
  const frequency = frequencyOf(policy);
  if (frequency === undefined || !tiers.includes(policy.tier)) return undefined;
  if (frequency === "hourly")
    return hourlyInstantRestoreDays[policy.schedule.hourly?.intervalHours as number];
  return instantRestoreDays[isEnhanced(policy) ? "Enhanced" : "Standard"][frequency];
}

/** Instant restore days are within the range of the tier and schedule. */
export const instantRestoreInRange: PolicyRule = (policy, words) => {
  const range = instantRestoreRange(policy);
  if (range === undefined) return noFindings;
  const frequency = frequencyOf(policy);
  const interval = policy.schedule.hourly?.intervalHours;
  const schedule = frequency === "hourly" ? `backups every ${interval} hours` : `a ${frequency} schedule`;
  const tier = words.phrase("tier", isEnhanced(policy) ? PolicyTier.Enhanced : PolicyTier.Standard);
  const unit = `${range.unit} with ${tier} and ${schedule}`;
  return inRange("instantRestoreDays", policy.instantRestoreDays, { ...range, unit });
};

/** A snapshot is not kept longer than the recovery point in the vault. */
export const instantRestoreWithinRetention: PolicyRule = (policy, words) => {
  const { daily, weekly } = policy.retention ?? {};
  const isWeekly = frequencyOf(policy) === "weekly";
  const retentionDays = isWeekly ? numberOf(weekly?.weeks) * calendarDays.week : numberOf(daily?.days);
  const days = numberOf(instantRestoreDaysOf(policy));
  // Another rule reports a retention that is shorter than Azure accepts.
  const shortest = isWeekly ? retention.weekly.min * calendarDays.week : retention.daily.min;
  if (!(days > retentionDays) || retentionDays < shortest) return noFindings;
  const path = isWeekly ? "retention.weekly.weeks" : "retention.daily.days";
  return invalidValue({
    path: "instantRestoreDays",
    actual: days,
    accepted: `at most the ${retentionDays} days of ${words.name(path)}`,
    fix: { text: `set it to ${retentionDays} or less, or keep the points longer`, value: retentionDays },
    ...pages.instantRestore,
  });
};

/** The prefix and suffix of the snapshots' resource group have valid characters. */
export const resourceGroupAffixesAreValid: PolicyRule = ({ instantRestoreResourceGroup: group }) => {
  if (group === undefined) return noFindings;
  const path = "instantRestoreResourceGroup";
  const { prefix, suffix } = group ?? {};
  return all([
    prefix === undefined || prefix === ""
      ? missing({
          path: `${path}.prefix`,
          message: "a prefix is required",
          fix: `give a prefix of ${resourceGroupAffix.text}`,
          ...cite(resourceGroupAffix),
        })
      : affixIsValid(`${path}.prefix`, prefix),
    suffix === undefined ? noFindings : affixIsValid(`${path}.suffix`, suffix),
  ]);
};

function affixIsValid(path: string, value: unknown): Verdict {
  const { pattern, text } = resourceGroupAffix;
  if (typeof value === "string" && pattern.test(value)) return noFindings;
  const nearest = textOf(value)
    .replaceAll(/[^\w-]/g, "-")
    .slice(0, 50);
  const fix = nearest === "" ? "change it or leave it out" : { text: `use "${nearest}"`, value: nearest };
  return invalidValue({ path, actual: value, accepted: text, fix, ...cite(resourceGroupAffix) });
}

/** Crash-consistent-only backups need the Enhanced tier. */
export const crashConsistentNeedsEnhanced: PolicyRule = (policy, words) => {
  const path = "crashConsistentOnly";
  if (policy.crashConsistentOnly !== true || isEnhanced(policy)) return noFindings;
  return invalidValue({
    path,
    actual: true,
    requires: words.phrase("tier", PolicyTier.Enhanced),
    fix: `set ${words.name("tier")} to ${words.value("tier", PolicyTier.Enhanced)}, or ${words.without(path)}`,
    ...pages.vmMatrix,
  });
};

/** Snapshots: how long they are kept, where, and how consistent they are. */
export const instantRestoreRules: readonly PolicyRule[] = [
  instantRestoreInRange,
  instantRestoreWithinRetention,
  resourceGroupAffixesAreValid,
  crashConsistentNeedsEnhanced,
];
