/** The options of `backupPolicies` as a plain interface, from the requirements: an editor shows what each is for. */

import { controls, type KeyedControl } from "../src/compliance/controls";
import type { Requirement } from "../src/core/requirement";
import type { SettingSchema } from "../src/core/settings";
import { assessedRequirements, requirements } from "../src/requirements";

/** The file imports nothing: the TypeScript compiler that Pulumi bundles for policy packs is from 2020 and cannot read the other types. */
const head = `// Written by \`npm run schema\` from the requirements.

/** How strictly a policy is enforced. */
export type PolicyLevel = "advisory" | "mandatory" | "remediate" | "disabled";

/** The resources that an exemption covers: set exactly one of the three. */
export interface ExemptionMatch {
  /** The resource's URN. */
  readonly urn?: string;
  /** A glob of the resource's Pulumi name: \`*\` matches any text, \`?\` one character. */
  readonly name?: string;
  /** A tag of the resource: \`key\`, or \`key=value\`. */
  readonly tag?: string;
}

/** Accepts the findings of one policy about some resources until a date. */
export interface Exemption {
  /** Name of the policy. */
  readonly policy: PolicyName;
  /** The resources. */
  readonly match: ExemptionMatch;
  /** Why, in ten characters or more. The pack prints it with each finding that the exemption covers. */
  readonly reason: string;
  /** Last day on which the exemption applies, YYYY-MM-DD (UTC). */
  readonly expires: string;
}
`;

/** `policies/options.ts`. */
export function policyOptions(): string {
  const names = requirements.map(({ name }) => JSON.stringify(name)).join(" | ");
  return [
    head,
    `/** Names of the pack's policies. */\nexport type PolicyName = ${names};\n`,
    "/** Options of each policy: its level, or an object with its level and settings. */",
    "export interface BackupPoliciesOptions {",
    "  /** Level of every policy without a level of its own here. Omitted: each policy's default level. */\n  readonly all?: PolicyLevel;",
    "  /** Findings that are accepted until a date. Omitted: none. */\n  readonly exemptions?: readonly Exemption[];",
    '  /** Level of the report on used, unused and expired exemptions. Omitted: advisory. */\n  readonly "exemptions-in-use"?: PolicyLevel;',
    ...assessedRequirements.map(optionOf),
    ...controls.map(controlOption),
    "}\n",
  ].join("\n");
}

function optionOf({ name, description, level, settings = {} }: Requirement): string {
  const where = requirements.some((one) => one.name === name)
    ? ""
    : " Only the command line judges it: the pack ignores it.";
  const fields = Object.entries(settings).map(
    ([setting, { schema, value }]) =>
      `/** ${schema.description} Omitted: ${JSON.stringify(value)}. */\nreadonly ${setting}?: ${typeOf(schema)};\n`,
  );
  // Each comment on a line of its own: on the line of the property before it, editors would show it for that one.
  const enforcementLevel = `/** Omitted: ${level}. */\nreadonly enforcementLevel?: PolicyLevel;\n`;
  const type = `PolicyLevel | {\n${enforcementLevel}${fields.join("")}}`;
  return `  /** ${description}${where} Omitted: ${level}. */\n  readonly ${JSON.stringify(name)}?: ${type};`;
}

function controlOption({ key, control, framework }: KeyedControl): string {
  const policies = control.requirements.join(", ");
  return `  /** ${framework.name} ${control.id}, ${control.title}: level of ${policies}. A level of one of them prevails. Omitted: none. */\n  readonly ${JSON.stringify(key)}?: PolicyLevel;`;
}

function typeOf({ type, enum: choices, items, additionalProperties }: SettingSchema): string {
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  if (type === "array") return `readonly (${typeOf(items ?? { type: "string" })})[]`;
  if (type === "object")
    return `Readonly<Record<string, ${typeOf(additionalProperties ?? { type: "string" })}>>`;
  return type === "integer" ? "number" : "string";
}
