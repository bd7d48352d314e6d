import type { Judged } from "../../../src/assess/judging";
import { requirements } from "../../../src/requirements";
import { packageVersion } from "../../version";
import type { Format } from "../report";

/** GitHub's words for a severity, and its score: https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning, 2026-11. */
const severities = {
  critical: ["error", "9.0"],
  high: ["error", "7.0"],
  medium: ["warning", "5.0"],
  low: ["recommendation", "3.0"],
} as const;

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Format = function* ({ subscriptions }) {
  const rules = requirements.map(({ name, displayName, description, remediation, page, severity }) => ({
    id: name,
    name: displayName,
    shortDescription: { text: description },
    help: { text: remediation },
    helpUri: page.source,
    properties: {
      tags: ["azure-backup"],
      "problem.severity": severities[severity][0],
      "security-severity": severities[severity][1],
    },
  }));
  const ruleIndexes = new Map(rules.map(({ id }, i) => [id, i]));
  const driver = {
    name: "azure-vm-backup",
    version: packageVersion,
    informationUri: "https://www.npmjs.com/package/azure-vm-backup",
    rules,
  };
  yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":${JSON.stringify({ driver })},"columnKind":"utf16CodeUnits","results":[`;
  let separator = "\n";
  for (const { vms, findings } of subscriptions)
    for (const judged of [...vms.flatMap((vm) => vm.findings), ...findings]) {
      yield `${separator}${JSON.stringify(result(judged, ruleIndexes.get(judged.requirement) ?? -1))}`;
      separator = ",\n";
    }
  yield "\n]}]}\n";
};

function result({ requirement, level, message, resource, path, exempt }: Judged, ruleIndex: number) {
  return {
    ruleId: requirement,
    ruleIndex,
    level: level === "mandatory" ? "error" : "warning",
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(resource.id) },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: resource.id, name: resource.name, kind: "resource" }],
      },
    ],
    partialFingerprints: {
      "resourceAndRequirement/v1": `${resource.id.toLowerCase()}#${requirement}#${path}`,
    },
    ...(exempt && {
      suppressions: [
        { kind: "external", status: "accepted", justification: `${exempt.reason} (until ${exempt.expires})` },
      ],
    }),
  };
}

/** An id as a relative reference: GitHub refuses a file with another scheme. */
const relativeUri = (id: string): string =>
  id.replace(/^\/+/, "").split("/").map(encodeURIComponent).join("/");
