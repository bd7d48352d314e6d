import type { ReportViolation } from "@pulumi/policy";
import type { Exemptable } from "../src/core/exemptions";
import type { ExemptionTracker } from "../src/core/exemptionTracker";
import { type Finding, isError } from "../src/core/finding";
import { formatFinding, formatParagraph } from "../src/core/format";
import type { InventoryFinding } from "../src/core/inventory";
import type { Level, Requirement, RequirementText } from "../src/core/requirement";
import { attempt, isUnknownValue, type Verdict } from "../src/core/rule";
import { settingErrors } from "../src/core/settings";
import type { Evaluation, Run } from "./run";

type AnyFinding = Finding & Partial<InventoryFinding>;

/**
 * Reports what is known and not exempt. What is not known yet in preview is judged again on `up`, before the resource is
 * created: of a single resource nothing is said, since every VM of a stack has such values. Of resources together `up`
 * knows only afterwards, so the SDK gets the unknown value's error and says that the policy could not finish; and so it
 * does where an exemption is not known yet, since then a finding is held back. Any other error would take every policy's
 * findings with it, so it becomes a finding.
 */
export function settle(
  requirement: RequirementText,
  ledger: ExemptionTracker,
  found: () => Verdict,
  resourceOf: (finding: AnyFinding) => Exemptable,
  report: ReportViolation,
  saysUnknown: boolean,
): void {
  let heldBack: unknown;
  try {
    const { findings, unknown }: Verdict = attempt(found);
    for (const finding of findings) {
      try {
        hand(requirement, ledger, finding, resourceOf(finding), report);
      } catch (error) {
        if (!isUnknownValue(error)) throw error;
        heldBack ??= error;
      }
    }
    if (unknown !== undefined || heldBack !== undefined) ledger.recordUnknown(requirement.name);
    heldBack ??= saysUnknown ? unknown : undefined;
  } catch (error) {
    report(
      `${requirement.name} failed: ${String(error)}. This is a fault of the policy pack: please report it.`,
    );
  }
  if (heldBack !== undefined) throw heldBack;
}

/**
 * Whether a policy has nothing to say of what is in hand, so that it need not be handed it. It is asked once: a policy that is through
 * with it is being asked about the next.
 */
export function isSilent(
  policy: string,
  { withFindings, evaluated }: Evaluation,
  found: () => Verdict,
): boolean {
  if (evaluated.has(policy) || withFindings.has(policy)) return false;
  const is = saysNothing(found);
  (is ? evaluated : withFindings).add(policy);
  return is;
}

/** Whether there is nothing that `settle` would report or hold back. */
function saysNothing(found: () => Verdict): boolean {
  try {
    const { findings, unknown } = attempt(found);
    return findings.length === 0 && unknown === undefined;
  } catch {
    return false;
  }
}

/** Reports a finding, or notes it where an exemption covers it. Each says on which page the limit stands, and since when. */
function hand(
  { name, description, page }: RequirementText,
  ledger: ExemptionTracker,
  found: AnyFinding,
  resource: Exemptable,
  report: ReportViolation,
): void {
  const finding = found.source === undefined ? { ...found, source: page.source, asOf: page.asOf } : found;
  const exemption = ledger.exemptionFor(name, resource);
  const text = formatParagraph(resource.name, finding);
  if (exemption !== undefined) ledger.recordUse(exemption, resource, finding);
  else if (finding.conflict === undefined && isError(finding)) report(text, found.urn);
  // Where sources disagree, and what is only to be known, is no more than advice, whatever the policy's level.
  else {
    const message = `${description}\n${text}`;
    atLevel({ message, ...(found.urn && { urn: found.urn }), enforcementLevel: "advisory" }, report);
  }
}

/** Tells of misspelt settings in Pulumi's configuration, which the engine lets pass: whoever wrote one believes it holds. */
export function reportUnknownSettings(
  { name, settings = {} }: Requirement,
  run: Run,
  given: object,
  report: ReportViolation,
): void {
  const strangers = Object.entries(given).filter(([setting]) => !Object.hasOwn(settings, setting));
  const errors = settingErrors(settings, Object.fromEntries(strangers), `Configuration of ${name}`, [
    "enforcementLevel",
  ]);
  for (const message of errors.map(formatFinding).filter(run.isFirstReport))
    atLevel({ message, enforcementLevel: "mandatory" }, report);
}

/** The SDK takes a level with a finding; its types do not say so. */
const atLevel = (
  finding: { readonly message: string; readonly urn?: string; readonly enforcementLevel: Level },
  report: ReportViolation,
): void => (report as unknown as (finding: object) => void)(finding);
