import { createHash } from "node:crypto";
import type { Judged } from "../../../src/assess/judging";
import { assessedRequirements } from "../../../src/requirements";
import { jsonOf } from "../../json";
import { packageVersion } from "../../version";
import type { Format, Report } from "../report";
import { deletedVaultLists } from "./deletedVaults";

/** GitHub's words for a severity, and its score: https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning, 2026-11. */
const severities = {
  // Critical is over 9.0.
  critical: ["error", "9.5"],
  high: ["error", "7.0"],
  medium: ["warning", "5.0"],
  low: ["recommendation", "3.0"],
} as const;

/**
 * SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, with all that GitHub requires. Exempt findings are left out,
 * because GitHub reads no suppressions and would open alerts for them.
 */
export const sarif: Format = function* (report) {
  const rules = assessedRequirements.map(
    ({ name, displayName, description, remediation, page, severity }) => ({
      id: name,
      name: displayName,
      shortDescription: { text: displayName },
      fullDescription: { text: description },
      help: { text: remediation || description },
      helpUri: page.source,
      properties: {
        tags: ["security", "azure-backup"],
        "problem.severity": severities[severity][0],
        "security-severity": severities[severity][1],
      },
    }),
  );
  const ruleIndexes = new Map(rules.map(({ id }, i) => [id, i]));
  const driver = {
    name: "azure-vm-backup",
    version: packageVersion,
    informationUri: "https://www.npmjs.com/package/azure-vm-backup",
    rules,
  };
  yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":${jsonOf({ driver })},"columnKind":"utf16CodeUnits","results":[`;
  let separator = "\n";
  for (const { vms, findings } of report.subscriptions)
    for (const judged of [...vms.flatMap((vm) => vm.findings), ...findings]) {
      if (judged.exempt !== undefined) continue;
      yield `${separator}${jsonOf(result(judged, ruleIndexes.get(judged.requirement) ?? -1))}`;
      separator = ",\n";
    }
  yield `\n]${notifications(report)}}]}\n`;
};

/** Deleted vaults are no findings: they are notes of the run. */
function notifications(report: Report): string {
  const toolExecutionNotifications = deletedVaultLists(report).map(([title, lines]) => ({
    ...{ level: "note", message: { text: `${title}: ${lines.join("; ")}` } },
  }));
  if (toolExecutionNotifications.length === 0) return "";
  return `,"invocations":[${jsonOf({ executionSuccessful: true, toolExecutionNotifications })}]`;
}

function result({ requirement, level, message, resource, path }: Judged, ruleIndex: number) {
  const identity = `${resource.id.toLowerCase()}#${requirement}#${path}`;
  return {
    ruleId: requirement,
    ruleIndex,
    level: level === "mandatory" ? "error" : "warning",
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(resource.id) },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
        },
        logicalLocations: [{ fullyQualifiedName: resource.id, name: resource.name, kind: "resource" }],
      },
    ],
    // The only fingerprint that GitHub reads. A resource has no line, so it is of the finding's identity.
    partialFingerprints: {
      primaryLocationLineHash: `${createHash("sha256").update(identity).digest("hex")}:1`,
    },
  };
}

/** An id as a relative reference: GitHub refuses a file with another scheme. A lone surrogate, which a URI cannot have, is replaced. */
const relativeUri = (id: string): string =>
  id
    .replace(/^\/+/, "")
    .split("/")
    .map((part) => encodeURIComponent(Buffer.from(part).toString()))
    .join("/");
