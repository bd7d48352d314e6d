import type { Range } from "../core/fact";
import { cite, inRange } from "../core/limits";
import { pages } from "../core/pages";
import { all, invalidValue, noFindings, type Rule, type Verdict } from "../core/rule";
import { numberOf, textOf } from "../core/values";
import type { Words } from "../core/words";
import { type BackupPolicy, frequencyOf, instantRestoreDaysOf, isEnhanced } from "./arm";
import {
  calendarDays,
  hourlyInstantRestoreDays,
  instantRestoreDays,
  PolicyTier,
  resourceGroupAffix,
  retention,
} from "./facts";
import { enhanced } from "./schedule";

type PolicyRule = Rule<BackupPolicy>;

const tiers: readonly unknown[] = [...Object.values(PolicyTier), undefined];

/** The range of instant restore days for a policy's tier and schedule. */
export function instantRestoreRange(policy: BackupPolicy): Range | undefined {
  const frequency = frequencyOf(policy);
  if (frequency === undefined || !tiers.includes(policy.tier)) return undefined;
  if (frequency === "hourly")
    return hourlyInstantRestoreDays[policy.schedule.hourly?.intervalHours as number];
  return instantRestoreDays[isEnhanced(policy) ? "Enhanced" : "Standard"][frequency];
}

/** Instant restore days are within the range of the tier and schedule. */
export const instantRestoreInRange: PolicyRule = (policy) => {
  const range = instantRestoreRange(policy);
  return range === undefined ? noFindings : inRange("instantRestoreDays", policy.instantRestoreDays, range);
};

/** A snapshot is not kept longer than the recovery point in the vault. */
export const instantRestoreWithinRetention: PolicyRule = (policy, words) => {
  const { daily, weekly } = policy.retention ?? {};
  const weeklySchedule = frequencyOf(policy) === "weekly";
  const keptDays = weeklySchedule ? numberOf(weekly?.weeks) * calendarDays.week : numberOf(daily?.days);
  const days = numberOf(instantRestoreDaysOf(policy));
  // A retention that is too short for itself is another rule's finding.
  const least = weeklySchedule ? retention.weekly.min * calendarDays.week : retention.daily.min;
  if (!(days > keptDays) || keptDays < least) return noFindings;
  const path = weeklySchedule ? "retention.weekly.weeks" : "retention.daily.days";
  return invalidValue({
    path: "instantRestoreDays",
    actual: days,
    accepted: `at most the ${keptDays} days of ${words.name(path)}`,
    fix: { text: `set it to ${keptDays} or less, or keep the points longer`, value: keptDays },
    ...pages.instantRestore,
  });
};

/** Prefix and suffix of the resource group that holds the snapshots. */
export const resourceGroupAffixesAreValid: PolicyRule = ({ instantRestoreResourceGroup: group }) => {
  if (group === undefined) return noFindings;
  const { prefix, suffix } = group ?? {};
  return all([
    affixIsValid(
      "instantRestoreResourceGroup.prefix",
      prefix,
      textOf(prefix) === "" ? "give a prefix" : undefined,
    ),
    suffix === undefined ? noFindings : affixIsValid("instantRestoreResourceGroup.suffix", suffix),
  ]);
};

function affixIsValid(path: string, value: unknown, fix = "change it or leave it out"): Verdict {
  const { pattern, text } = resourceGroupAffix;
  if (typeof value === "string" && pattern.test(value)) return noFindings;
  const clean = textOf(value)
    .replaceAll(/[^\w-]/g, "-")
    .slice(0, 50);
  const change = clean === "" ? { text: fix } : { text: `use "${clean}"`, value: clean };
  return invalidValue({ path, actual: value, accepted: text, fix: change, ...cite(resourceGroupAffix) });
}

/** Crash-consistent-only backups need the Enhanced tier. */
export const crashConsistentNeedsEnhanced: PolicyRule = (policy, words) => {
  const path = "crashConsistentOnly";
  if (policy.crashConsistentOnly !== true || isEnhanced(policy)) return noFindings;
  return invalidValue({
    path,
    actual: true,
    accepted: `${words.value(path, true)} on ${enhanced(words)} only`,
    fix: `set ${words.name("tier")} to ${enhancedValue(words)}, or ${words.without(path)}`,
    ...pages.vmMatrix,
  });
};

const enhancedValue = (words: Words): unknown => words.value("tier", PolicyTier.Enhanced);

/** Snapshots, and what kind of backups they are. */
export const instantRestoreRules: readonly PolicyRule[] = [
  instantRestoreInRange,
  instantRestoreWithinRetention,
  resourceGroupAffixesAreValid,
  crashConsistentNeedsEnhanced,
];
