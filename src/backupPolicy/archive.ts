import { cite, inRange } from "../core/limits";
import { pages } from "../core/pages";
import { invalidValue, noFindings, type Rule, type Verdict } from "../core/rule";
import { keysWithValue, numberOf } from "../core/values";
import type { Words } from "../core/words";
import type { BackupPolicy } from "./arm";
import { archiveAfterMonths, archiveKeepMonths, archiveRecommendedMonths } from "./facts";

type PolicyRule = Rule<BackupPolicy>;

/** Archive: after some months, or as Azure recommends, not both. */
export const archiveHasOneForm: PolicyRule = ({ archive }, words) => {
  if (archive === undefined) return noFindings;
  const given = keysWithValue(archive).filter(
    (key) => key !== "recommended" || archive?.recommended === true,
  );
  if (given.length === 1) return noFindings;
  const forms = [words.phrase("archive.afterMonths"), words.phrase("archive.recommended", true)];
  return invalidValue({
    path: "archive",
    actual: archive,
    accepted: `exactly one of ${forms.join(", ")}`,
    fix: `keep one, or ${words.without("archive")} for no tiering`,
    ...pages.archive,
  });
};

/** Archive after N months: N in range, and a monthly or yearly point that lives long enough after the move. */
export const archiveAfterIsValid: PolicyRule = (policy, words) => {
  const after = policy.archive?.afterMonths;
  const outside = inRange("archive.afterMonths", after, archiveAfterMonths);
  if (after === undefined || outside.findings.length > 0) return outside;
  const needed = after + archiveKeepMonths.value;
  return longestMonths(policy) >= needed ? noFindings : tooShort("archive.afterMonths", after, needed, words);
};

/** Azure recommends for the archive tier only what is kept long enough. */
export const archiveRecommendedIsValid: PolicyRule = (policy, words) =>
  policy.archive?.recommended !== true || longestMonths(policy) >= archiveRecommendedMonths.value
    ? noFindings
    : tooShort("archive.recommended", true, archiveRecommendedMonths.value, words);

const tooShort = (path: string, got: unknown, months: number, words: Words): Verdict =>
  invalidValue({
    path,
    actual: got,
    accepted: `only with monthly or yearly retention of at least ${months} months`,
    fix: `set ${words.name("retention.monthly.months")} to ${months} or more, or ${words.without("archive")}`,
    ...cite(archiveKeepMonths),
  });

export function longestMonths({ retention }: BackupPolicy): number {
  const months = [numberOf(retention?.monthly?.months), numberOf(retention?.yearly?.years) * 12];
  return Math.max(0, ...months.filter((count) => count > 0));
}

/** Move of old points to the archive tier. */
export const archiveRules: readonly PolicyRule[] = [
  archiveHasOneForm,
  archiveAfterIsValid,
  archiveRecommendedIsValid,
];
