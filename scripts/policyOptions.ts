/** The options of `backupPolicies` as a plain interface, from the requirements: an editor shows what each is for. */

import type { Requirement } from "../src/core/requirement";
import type { SettingSchema } from "../src/core/settings";
import { requirements } from "../src/requirements";

/** It imports nothing: the compiler that Pulumi brings along for policy packs is of 2020, and reads none of the other types. */
const head = `// Written by \`npm run schema\` from the requirements.

/** How strictly a policy is enforced. */
export type PolicyLevel = "advisory" | "mandatory" | "remediate" | "disabled";

/** The resources an exemption is for: exactly one of the three. */
export interface ExemptionMatch {
  /** The resource's URN. */
  readonly urn?: string;
  /** A glob of the resource's Pulumi name: \`*\` stands for any text, \`?\` for one character. */
  readonly name?: string;
  /** A tag the resource has: \`key\`, or \`key=value\`. */
  readonly tag?: string;
}

/** Findings of one policy about some resources that are accepted until a day. */
export interface Exemption {
  /** Name of the policy. */
  readonly policy: PolicyName;
  readonly match: ExemptionMatch;
  /** Why, in ten characters or more; it is printed with each finding it covers. */
  readonly reason: string;
  /** Last day on which the exemption holds, YYYY-MM-DD (UTC). */
  readonly expires: string;
}
`;

/** `policies/options.ts`. */
export function policyOptions(): string {
  const names = requirements.map(({ name }) => JSON.stringify(name)).join(" | ");
  return [
    head,
    `/** Names of the pack's policies. */\nexport type PolicyName = ${names};\n`,
    "/** What an owner sets of each policy: its level, or an object with its level and settings. */",
    "export interface BackupPoliciesOptions {",
    "  /** Level of every policy that names none. Omitted: each policy's own. */\n  readonly all?: PolicyLevel;",
    "  /** Findings that are accepted until a day. Omitted: none. */\n  readonly exemptions?: readonly Exemption[];",
    '  /** Level at which used, needless and expired exemptions are told. Omitted: advisory. */\n  readonly "exemptions-in-use"?: PolicyLevel;',
    ...requirements.map(optionOf),
    "}\n",
  ].join("\n");
}

function optionOf({ name, description, level, settings = {} }: Requirement): string {
  const fields = Object.entries(settings).map(
    ([setting, { schema, value }]) =>
      `/** ${schema.description} Omitted: ${JSON.stringify(value)}. */ readonly ${setting}?: ${typeOf(schema)};`,
  );
  const type = `PolicyLevel | { /** Omitted: ${level}. */ readonly enforcementLevel?: PolicyLevel; ${fields.join("\n")} }`;
  return `  /** ${description} Omitted: ${level}. */\n  readonly ${JSON.stringify(name)}?: ${type};`;
}

function typeOf({ type, enum: choices, items, additionalProperties }: SettingSchema): string {
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  if (type === "array") return `readonly (${typeOf(items ?? { type: "string" })})[]`;
  if (type === "object")
    return `Readonly<Record<string, ${typeOf(additionalProperties ?? { type: "string" })}>>`;
  return type === "integer" ? "number" : "string";
}
