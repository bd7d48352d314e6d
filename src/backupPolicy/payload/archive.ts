import { cite } from "../../core/limits";
import { nonEmptyBlock } from "../../core/nulls";
import { pages } from "../../core/pages";
import { invalidValue, noFindings, type Rule, type Verdict } from "../../core/rule";
import { numberOf } from "../../core/values";
import { longestMonths } from "../archive";
import { archiveAfterMonths, archiveKeepMonths, archiveRecommendedMonths, tieringUnitMonths } from "../facts";
import { type ProtectionPolicy, policyFromArm } from "./fromArm";

type PolicyRule = Rule<ProtectionPolicy>;

const path = "properties.tieringPolicy.ArchivedRP";
const modes = ["TierAfter", "TierRecommended", "DoNotTier"];
const units: Readonly<Record<string, number>> = tieringUnitMonths.value;

/** Tiering is to the archive alone, in one of its modes. */
export const tieringModeIsKnown: PolicyRule = ({ properties }) => {
  const tiering = nonEmptyBlock(properties?.tieringPolicy);
  if (tiering === undefined) return noFindings;
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

/** After a duration in its own unit: three months at least, and a monthly or yearly point that lives long enough after. */
export const tieringDurationFits: PolicyRule = (policy) => {
  const tier = policy.properties?.tieringPolicy?.ArchivedRP;
  if (tier?.tieringMode !== "TierAfter") return noFindings;
  const { duration, durationType: unit } = tier;
  const monthsEach = units[String(unit)];
  if (monthsEach === undefined) {
    const allowed = Object.keys(units).join(", ");
    return invalidValue({
      path: `${path}.durationType`,
      actual: unit,
      accepted: allowed,
      fix: "name the unit",
      ...cite(tieringUnitMonths),
    });
  }
  const [least, most] = [archiveAfterMonths.min, archiveAfterMonths.max].map(
    (months) => months / monthsEach,
  ) as [number, number];
  const min = Math.ceil(least - 1e-9);
  const max = Math.floor(most + 1e-9);
  if (!Number.isInteger(duration) || numberOf(duration) < min || numberOf(duration) > max) {
    const nearest = numberOf(duration) > max ? max : min;
    return invalidValue({
      path: `${path}.duration`,
      actual: duration,
      accepted: `${min} to ${max}, counted in ${unit}`,
      fix: { text: `set it to ${nearest}`, value: nearest },
      ...cite(archiveAfterMonths),
    });
  }
  const needed = Math.ceil(numberOf(duration) * monthsEach - 1e-9) + archiveKeepMonths.value;
  return keptFor(policy, needed, `${path}.duration`, duration);
};

/** Azure recommends for the archive tier only what is kept long enough. */
export const tieringRecommendedFits: PolicyRule = (policy) => {
  const mode = policy.properties?.tieringPolicy?.ArchivedRP?.tieringMode;
  if (mode !== "TierRecommended") return noFindings;
  return keptFor(policy, archiveRecommendedMonths.value, `${path}.tieringMode`, mode);
};

function keptFor(policy: ProtectionPolicy, months: number, at: string, got: unknown): Verdict {
  if (longestMonths(policyFromArm(policy)) >= months) return noFindings;
  return invalidValue({
    path: at,
    actual: got,
    accepted: `only with monthly or yearly retention of at least ${months} months`,
    fix: `set retentionPolicy.monthlySchedule.retentionDuration.count to ${months} or more, or tieringMode to "DoNotTier"`,
    ...cite(archiveKeepMonths),
  });
}

export const payloadArchiveRules: readonly PolicyRule[] = [
  tieringModeIsKnown,
  tieringDurationFits,
  tieringRecommendedFits,
];
