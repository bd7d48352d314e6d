import { cite, inRange } from "../core/limits";
import { pages } from "../core/pages";
import { invalidValue, noFindings, type Rule, type Verdict } from "../core/rule";
import { keysWithValue, numberOf } from "../core/values";
import type { Words } from "../core/words";
import type { BackupPolicy } from "./arm";
import { archiveAfterMonths, archiveKeepMonths, archiveRecommendedMonths } from "./facts";

type PolicyRule = Rule<BackupPolicy>;

/** Points move to the archive tier after a number of months, or when Azure recommends it, not both. */
export const archiveHasOneForm: PolicyRule = ({ archive }, words) => {
  if (archive === undefined) return noFindings;
  const chosen = keysWithValue(archive).filter(
    (key) => key !== "recommended" || archive?.recommended === true,
  );
  if (chosen.length === 1) return noFindings;
  const forms = [words.phrase("archive.afterMonths"), words.phrase("archive.recommended", true)];
  return invalidValue({
    path: "archive",
    actual: archive,
    accepted: `exactly one of ${forms.join(", ")}`,
    by: "this argument",
    fix: `keep one, or ${words.without("archive")} for no tiering`,
    ...pages.archive,
  });
};

/** The months before the move to the archive tier are in range, and monthly or yearly points stay long enough after it. */
export const archiveAfterIsValid: PolicyRule = (policy, words) => {
  const after = policy.archive?.afterMonths;
  const outOfRange = inRange("archive.afterMonths", after, archiveAfterMonths);
  if (after === undefined || outOfRange.findings.length > 0) return outOfRange;
  const needed = after + archiveKeepMonths.value;
  return longestRetentionMonths(policy) >= needed
    ? noFindings
    : needsLongerRetention("archive.afterMonths", after, needed, words);
};

/** Azure recommends the archive tier only for points that are kept long enough. */
export const archiveRecommendedIsValid: PolicyRule = (policy, words) =>
  policy.archive?.recommended !== true || longestRetentionMonths(policy) >= archiveRecommendedMonths.value
    ? noFindings
    : needsLongerRetention("archive.recommended", true, archiveRecommendedMonths.value, words);

const needsLongerRetention = (path: string, actual: unknown, months: number, words: Words): Verdict =>
  invalidValue({
    path,
    actual,
    requires: `monthly or yearly retention of at least ${months} months`,
    fix: `set ${words.name("retention.monthly.months")} to ${months} or more, or ${words.without("archive")}`,
    ...cite(archiveKeepMonths),
  });

/** Months for which the policy keeps its oldest monthly or yearly point; 0 without such points. */
export function longestRetentionMonths({ retention }: BackupPolicy): number {
  const months = [numberOf(retention?.monthly?.months), numberOf(retention?.yearly?.years) * 12];
  return Math.max(0, ...months.filter((count) => count > 0));
}

/** When old points move to the archive tier. */
export const archiveRules: readonly PolicyRule[] = [
  archiveHasOneForm,
  archiveAfterIsValid,
  archiveRecommendedIsValid,
];
