/** A page for each policy, all of it from the requirement and from the examples that the tests judge. */

import { inspect } from "node:util";
import { formatLiteral } from "../src/core/format";
import type { Requirement } from "../src/core/requirement";
import { requirements } from "../src/requirements";
import { examplesOf, type PolicyExample } from "../test/policies/examples";

/** The pages' texts, by path. */
export function policyPages(): Record<string, string> {
  const pages = requirements.map((requirement) => [
    `docs/policies/${requirement.name}.md`,
    pageOf(requirement),
  ]);
  return Object.fromEntries(pages);
}

/** One line for each policy, with a link to its page. */
export const policyIndex = (): string =>
  requirements
    .map(({ name, description, level }) => `- [\`${name}\`](policies/${name}.md), ${level}: ${description}\n`)
    .join("");

function pageOf(requirement: Requirement): string {
  const { name, displayName, description, why, notSeen, remediation, seed } = requirement;
  const { fails, passes, settings, messages } = examplesOf(name);
  const { source, asOf } = requirement.page;
  const parts = [
    "<!-- Written by `npm run docs`. -->",
    `# ${displayName}`,
    `\`${name}\`, ${kindOfPolicy(requirement)}. ${description} ${why}`,
    `## Fails${settings ? `, with ${formatLiteral(settings)}` : ""}`,
    code(fails),
    `\`\`\`text\n${messages.join("\n")}\n\`\`\``,
    `**What to do.** ${remediation}`,
    "## Passes",
    code(passes),
    "## Settings",
    settingsOf(requirement),
    `**Not seen.** ${notSeen}`,
    "**Exempt** one resource, until a day and with a reason:",
    `\`\`\`ts\nexemptions: [{ policy: "${name}", match: { name: "legacy-*" }, reason: "OPS-1412: until the migration", expires: "2027-12-31" }]\n\`\`\``,
    `**Source.** ${source}, ${asOf}.${seed ? ` Microsoft's page of December 2018: "${seed}"` : ""}`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function kindOfPolicy(requirement: Requirement): string {
  const isOfOne = "rules" in requirement && !requirement.dependsOnBackupKind;
  const when = isOfOne
    ? "judged for each resource before it is created"
    : "judged for the whole stack: preview does so before anything is created";
  return [requirement.level, when, requirement.remediate && "can mend it"].filter(Boolean).join(", ");
}

function settingsOf({ name, settings = {} }: Requirement): string {
  const rows = Object.entries(settings).map(
    ([setting, { schema, value }]) => `- \`${setting}\`, \`${JSON.stringify(value)}\`: ${schema.description}`,
  );
  const level = `- \`enforcementLevel\`: advisory, mandatory, remediate, disabled, e.g. \`"${name}": "advisory"\`.`;
  return [level, ...rows].join("\n");
}

const code = (resources: PolicyExample["fails"]): string => {
  const lines = resources.map(
    ({ type, name, shown }) => `// ${shortType(type)} "${name}"\n${asProgram(shown)}`,
  );
  return ["```ts", ...lines, "```"].join("\n");
};

/** As a program has it; of a long list the first two elements. */
const asProgram = (value: object): string =>
  inspect(shortened(value), { depth: null, breakLength: 100, compact: 3 }).replaceAll("'", '"');

function shortened(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value) && value.length > 6)
    return [...value.slice(0, 2).map(shortened), `... and ${value.length - 2} more`];
  return Array.isArray(value)
    ? value.map(shortened)
    : Object.fromEntries(Object.entries(value).map(([key, field]) => [key, shortened(field)]));
}

/** `compute.VirtualMachine` of azure-native's token. */
const shortType = (token: string): string => token.split(":").slice(1).join(".");
