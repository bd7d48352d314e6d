import type { ReportViolation } from "@pulumi/policy";
import type { Exemptable } from "../src/core/exemptions";
import { type Finding, isError } from "../src/core/finding";
import { formatFinding, formatParagraph } from "../src/core/format";
import type { InventoryFinding } from "../src/core/inventory";
import type { Level, Requirement, RequirementText } from "../src/core/requirement";
import { attempt, isUnknownValue, UnknownValue, type Verdict } from "../src/core/rule";
import { withoutSecretValues } from "../src/core/secrets";
import { settingErrors } from "../src/core/settings";
import type { Run } from "./run";

type AnyFinding = Finding & Partial<InventoryFinding>;

/**
 * Reports the findings that are not exempt.
 *
 * A value that is unknown in preview is judged again in `up`, before the resource is created. For a single resource nothing is reported
 * about it, because every VM of a stack has such values. A stack is judged after its resources are created, so there the SDK gets the
 * unknown value's error and reports that the policy could not finish. The same happens if an exemption depends on an unknown tag: the
 * finding is then held back. Any other error would discard the findings of every policy, so it becomes a finding.
 */
export function reportVerdict(
  requirement: RequirementText,
  run: Run,
  judge: () => Verdict,
  resourceOf: (finding: AnyFinding) => Exemptable,
  report: ReportViolation,
  judged: "resource" | "stack",
): void {
  const { exemptions, secrets } = run;
  // A finding about a stack may quote any resource.
  const elsewhere = judged === "stack" ? secrets.elsewhere() : [];
  let heldBack: unknown;
  try {
    const { findings, unknown }: Verdict = attempt(judge);
    for (const finding of findings) {
      try {
        const resource = resourceOf(finding);
        const [shown] = withoutSecretValues([finding], secrets.of(resource.urn), elsewhere);
        reportFinding(requirement, run, shown as AnyFinding, resource, report);
      } catch (error) {
        if (!isUnknownValue(error)) throw error;
        heldBack ??= error;
      }
    }
    if (unknown !== undefined || heldBack !== undefined) exemptions.recordUnknown(requirement.name);
    // The SDK knows only its own errors. One of ours says that names do not tell resources apart, which up does not change.
    const isOfSdk = unknown !== undefined && !(unknown instanceof UnknownValue);
    heldBack ??= judged === "stack" && isOfSdk ? unknown : undefined;
  } catch (error) {
    report(
      `${requirement.name} failed: ${String(error)}. This is a bug of the policy pack: please report it.`,
    );
  }
  if (heldBack !== undefined) throw heldBack;
}

/** Whether `reportVerdict` would report anything or hold it back. */
export function mayReport(judge: () => Verdict): boolean {
  try {
    const { findings, unknown } = attempt(judge);
    return findings.length > 0 || unknown !== undefined;
  } catch {
    return true;
  }
}

/** Reports a finding with its source and date, or records that an exemption covers it. */
function reportFinding(
  { name, description, page }: RequirementText,
  { exemptions }: Run,
  found: AnyFinding,
  resource: Exemptable,
  report: ReportViolation,
): void {
  const finding = found.source === undefined ? { ...found, source: page.source, asOf: page.asOf } : found;
  const exemption = exemptions.exemptionFor(name, resource);
  const text = formatParagraph(resource.name, finding);
  if (exemption !== undefined) exemptions.recordUse(exemption, resource, finding);
  else if (finding.conflict === undefined && isError(finding)) report(text, found.urn);
  // Where sources disagree, and for a note, the finding is advice, whatever the policy's level.
  else {
    const message = `${description}\n${text}`;
    atLevel({ message, ...(found.urn && { urn: found.urn }), enforcementLevel: "advisory" }, report);
  }
}

/** Reports misspelt settings in Pulumi's configuration. The engine accepts them, and their author believes that they work. */
export function reportUnknownSettings(
  { name, settings = {} }: Requirement,
  run: Run,
  given: object,
  report: ReportViolation,
): void {
  const unknown = Object.entries(given).filter(([setting]) => !Object.hasOwn(settings, setting));
  const errors = settingErrors(settings, Object.fromEntries(unknown), name, ["enforcementLevel"]);
  for (const message of errors.map(formatFinding).filter(run.isFirstReport))
    atLevel({ message, enforcementLevel: "mandatory" }, report);
}

/** The SDK accepts a level with a finding, which its types leave out. */
const atLevel = (
  finding: { readonly message: string; readonly urn?: string; readonly enforcementLevel: Level },
  report: ReportViolation,
): void => (report as unknown as (finding: object) => void)(finding);
