/** A page for each policy, generated from its requirement and from the examples that the tests evaluate. */
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

/** A line for each policy, with a link to its page. */
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
    `**Requirement:** ${description}`,
    `**Why:** ${why}`,
    [
      "| | |",
      "|---|---|",
      `| policy | \`${name}\` |`,
      `| default level | ${requirement.level} |`,
      `| checked | ${whenChecked(requirement)} |`,
      `| automatic fix | ${requirement.remediate ? "yes, at the level `remediate`" : "no"} |`,
      `| source | ${source}, ${asOf} |`,
    ].join("\n"),
    "## An example that fails",
    ...(settings ? [`With the settings \`${formatLiteral(settings)}\`:`] : []),
    resourceCode(fails),
    `\`\`\`text\n${messages.join("\n")}\n\`\`\``,
    "## How to fix it",
    remediation,
    "## An example that passes",
    resourceCode(passes),
    "## Settings",
    settingsOf(requirement),
    "## What the policy cannot see",
    notSeen,
    "## Exempt a resource",
    "An exemption needs a reason and an end date:",
    `\`\`\`ts\nexemptions: [{ policy: "${name}", match: { name: "legacy-*" }, reason: "OPS-1412: until the migration", expires: "2027-12-31" }]\n\`\`\``,
    ...(seed ? ["## Microsoft's page of December 2018", `"${seed}"`] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

const whenChecked = (requirement: Requirement): string =>
  "rules" in requirement && !requirement.dependsOnBackupKind
    ? "for each resource, before it is created"
    : "for the whole stack; preview checks it before anything is created";

function settingsOf({ name, settings = {} }: Requirement): string {
  const rows = Object.entries(settings).map(
    ([setting, { schema, value }]) =>
      `- \`${setting}\`: ${schema.description} Default: \`${JSON.stringify(value)}\`.`,
  );
  const level = `- \`enforcementLevel\`: advisory, mandatory, remediate or disabled, e.g. \`"${name}": "advisory"\`.`;
  return [level, ...rows].join("\n");
}

const resourceCode = (resources: PolicyExample["fails"]): string => {
  const lines = resources.map(
    ({ type, name, shown }) => `// ${shortType(type)} "${name}"\n${asSource(shown)}`,
  );
  return ["```ts", ...lines, "```"].join("\n");
};

/** Properties as a program writes them; a long list shows its first two elements. */
const asSource = (value: object): string =>
  inspect(shortened(value), { depth: null, breakLength: 100, compact: 3 }).replaceAll("'", '"');

function shortened(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value) && value.length > 6)
    return [...value.slice(0, 2).map(shortened), `... and ${value.length - 2} more`];
  return Array.isArray(value)
    ? value.map(shortened)
    : Object.fromEntries(Object.entries(value).map(([key, field]) => [key, shortened(field)]));
}

/** `compute.VirtualMachine` of the token `azure-native:compute:VirtualMachine`. */
const shortType = (token: string): string => token.split(":").slice(1).join(".");
