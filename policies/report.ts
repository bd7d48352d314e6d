import type { ReportViolation } from "@pulumi/policy";
import type { Exemptable } from "../src/core/exemptions";
import { type Finding, say } from "../src/core/finding";
import type { StackFinding } from "../src/core/inventory";
import type { Ledger } from "../src/core/ledger";
import { pageDates } from "../src/core/pageDates";
import type { PolicyText } from "../src/core/requirement";
import { isUnknownValue, type Verdict } from "../src/core/rule";

type AnyFinding = Finding & Partial<StackFinding>;

/**
 * Reports what is known and not exempt, then hands an unknown value's error to the SDK, which says that the policy
 * could not finish in preview. Any other error would take every policy's findings with it, so it becomes a finding.
 */
export function settle(
  policy: PolicyText,
  ledger: Ledger,
  found: () => Verdict,
  resourceOf: (finding: AnyFinding) => Exemptable,
  report: ReportViolation,
): void {
  try {
    const verdict = found();
    let { unknown } = verdict;
    for (const finding of verdict.findings) {
      try {
        hand(policy, ledger, finding, resourceOf(finding), report);
      } catch (error) {
        if (!isUnknownValue(error)) throw error;
        unknown ??= error;
      }
    }
    if (unknown !== undefined) throw unknown;
  } catch (error) {
    if (isUnknownValue(error)) {
      ledger.noteUnknown(policy.name);
      throw error;
    }
    report(`${policy.name} failed: ${String(error)}. This is a fault of the policy pack: please report it.`);
  }
}

/** Reports a finding, or notes it where an exemption covers it. Each says on which page the limit stands, and since when. */
function hand(
  { name, url }: PolicyText,
  ledger: Ledger,
  found: AnyFinding,
  resource: Exemptable,
  report: ReportViolation,
): void {
  const source = found.source ?? url;
  const asOf = found.asOf ?? pageDates[source];
  const finding = { ...found, source, ...(asOf && { asOf }) };
  const exemption = ledger.cover(name, resource);
  if (exemption !== undefined) ledger.note(exemption, resource, finding);
  else report(`${resource.name}: ${say(finding)}`, found.urn);
}

/** A finding in the words of another provider for the same things. */
export function inWords(
  finding: Finding,
  words: readonly (readonly [arm: string, other: string])[],
): Finding {
  const translate = (text: string) => words.reduce((said, [arm, other]) => said.split(arm).join(other), text);
  const { path, allowed, fix } = finding;
  return { ...finding, path: translate(path), allowed: translate(allowed), fix: translate(fix) };
}
