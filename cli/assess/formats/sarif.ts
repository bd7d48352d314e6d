import { createRequire } from "node:module";
import type { Judged } from "../../../src/assess/judging";
import { requirements } from "../../../src/requirements";
import type { Format } from "../report";

const { version } = createRequire(__filename)("azure-vm-backup/package.json") as { version: string };

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Format = function* ({ subscriptions }) {
  const rules = requirements.map(({ name, displayName, description, remediation, page, severity }) => ({
    id: name,
    name: displayName,
    shortDescription: { text: description },
    help: { text: remediation },
    helpUri: page.source,
    properties: { tags: ["azure-backup"], "problem.severity": severity },
  }));
  const ruleIndexes = new Map(rules.map(({ id }, i) => [id, i]));
  const driver = {
    name: "azure-vm-backup",
    version,
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
          artifactLocation: { uri: encodeURI(`azure:${resource.id}`) },
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
