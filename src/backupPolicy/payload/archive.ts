import { cite } from "../../core/limits";
import { nonEmptyBlock } from "../../core/nulls";
import { pages } from "../../core/pages";
import { invalidValue, noFindings, type Rule, unknownName, type Verdict } from "../../core/rule";
import { keysWithValue, nearestNames, numberOf, unknownNameFix } from "../../core/values";
import { longestRetentionMonths } from "../archive";
import { archiveAfterMonths, archiveKeepMonths, archiveRecommendedMonths, tieringUnitMonths } from "../facts";
import { TieringMode } from "./facts";
import { type ProtectionPolicy, policyFromArm } from "./fromArm";

type PolicyRule = Rule<ProtectionPolicy>;

const tiers = ["ArchivedRP"];
const path = `properties.tieringPolicy.${tiers[0]}`;
const modes: readonly string[] = Object.values(TieringMode);
const unitMonths: Readonly<Record<string, number>> = tieringUnitMonths.value;

/** Points move to the archive tier only, in one of its modes. */
export const tieringModeIsKnown: PolicyRule = ({ properties }) => {
  const tiering = nonEmptyBlock(properties?.tieringPolicy);
  if (tiering === undefined) return noFindings;
  const misspelt = keysWithValue(tiering).find((key) => !tiers.includes(key));
  if (tiering.ArchivedRP === undefined && misspelt !== undefined)
    return unknownName({
      path: `properties.tieringPolicy.${misspelt}`,
      message: `Unknown tier ${misspelt} in properties.tieringPolicy`,
      fix: unknownNameFix(nearestNames(misspelt, tiers)[0], tiers),
      ...pages.archive,
    });
  const mode = tiering.ArchivedRP?.tieringMode;
  if (modes.includes(mode as string)) return noFindings;
  return invalidValue({
    path: `${path}.tieringMode`,
    actual: mode,
    accepted: modes.join(", "),
    fix: 'write "DoNotTier" for no tiering',
    ...pages.archive,
  });
};

/** The duration before the move is in range in its own unit, and a monthly or yearly point stays long enough after the move. */
export const tieringDurationFits: PolicyRule = (policy) => {
  const tier = policy.properties?.tieringPolicy?.ArchivedRP;
  if (tier?.tieringMode !== TieringMode.TierAfter) return noFindings;
  const { duration, durationType: unit } = tier;
  const monthsPerUnit = unitMonths[String(unit)];
  if (monthsPerUnit === undefined)
    return invalidValue({
      path: `${path}.durationType`,
      actual: unit,
      accepted: Object.keys(unitMonths).join(", "),
      fix: "write the unit of duration",
      ...cite(tieringUnitMonths),
    });
  const min = Math.ceil(archiveAfterMonths.min / monthsPerUnit - 1e-9);
  const max = Math.floor(archiveAfterMonths.max / monthsPerUnit + 1e-9);
  if (!Number.isInteger(duration) || numberOf(duration) < min || numberOf(duration) > max) {
    const nearest = numberOf(duration) > max ? max : min;
    return invalidValue({
      path: `${path}.duration`,
      actual: duration,
      accepted: `${min} to ${max} with durationType ${unit}`,
      fix: { text: `set it to ${nearest}`, value: nearest },
      ...cite(archiveAfterMonths),
    });
  }
  const needed = Math.ceil(numberOf(duration) * monthsPerUnit - 1e-9) + archiveKeepMonths.value;
  return isRetained(policy, needed, `${path}.duration`, duration);
};

/** Azure recommends the archive tier only for points that are kept long enough. */
export const tieringRecommendedFits: PolicyRule = (policy) => {
  const mode = policy.properties?.tieringPolicy?.ArchivedRP?.tieringMode;
  if (mode !== TieringMode.TierRecommended) return noFindings;
  return isRetained(policy, archiveRecommendedMonths.value, `${path}.tieringMode`, mode);
};

/** Some monthly or yearly points are kept for a number of months. */
function isRetained(policy: ProtectionPolicy, months: number, at: string, actual: unknown): Verdict {
  if (longestRetentionMonths(policyFromArm(policy)) >= months) return noFindings;
  return invalidValue({
    path: at,
    actual,
    requires: `monthly or yearly retention of at least ${months} months`,
    fix: `set retentionPolicy.monthlySchedule.retentionDuration.count to ${months} or more, or tieringMode to "DoNotTier"`,
    ...cite(archiveKeepMonths),
  });
}

/** When old points move to the archive tier, as a payload has it. */
export const tieringRules: readonly PolicyRule[] = [
  tieringModeIsKnown,
  tieringDurationFits,
  tieringRecommendedFits,
];
