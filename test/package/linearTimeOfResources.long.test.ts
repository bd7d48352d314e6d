// Each text of each resource, one at a time, in every requirement: see linearTimeOfTexts.long.test.ts.
import type { Requirement } from "../../src/core/requirement";
import { judge, type Rule } from "../../src/core/rule";
import { valuesOf } from "../../src/core/settings";
import { requirements } from "../../src/requirements";
import { kindOf } from "../../src/stack/tokens";
import { compliant } from "../policies/compliant";
import { slowTexts } from "../support/linear";

/** The paths of a resource's texts. */
const textPaths = (value: unknown, path: readonly string[] = []): string[][] =>
  typeof value === "string"
    ? [[...path]]
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => textPaths(inner, [...path, key]))
      : [];

/** A copy with another text at a path. */
function withText(resource: unknown, path: readonly string[], text: string): unknown {
  const copy = structuredClone(resource) as Record<string, unknown>;
  const owner = path.slice(0, -1).reduce<Record<string, unknown>>((node, key) => node[key] as never, copy);
  owner[path.at(-1) as string] = text;
  return copy;
}

/** Fields that a compliant resource does not have. */
const more: Readonly<Record<string, object>> = {
  "Microsoft.Compute/virtualMachines": { userData: "x", tags: { luks: "x", encryption: "x" } },
  "Microsoft.Compute/virtualMachines/extensions": { settings: { commandToExecute: "x", script: "x" } },
  "Microsoft.Compute/virtualMachines/runCommands": { source: { script: "x" } },
};

const cases = Object.entries(compliant).map(([token, resource]) => {
  const { type } = kindOf(token);
  return [type, { ...resource, ...more[type] }] as const;
});

it.each(cases)("the texts of %s take linear time in every requirement", (type, resource) => {
  const rules = requirements.flatMap((requirement: Requirement) =>
    "rules" in requirement
      ? (requirement.rules(valuesOf(requirement.settings ?? {}, {}) as never)[type] ?? [])
      : [],
  ) as readonly Rule<never>[];
  const found = textPaths(resource).flatMap((path) =>
    slowTexts((text) => judge(rules, withText(resource, path, text) as never)).map(
      (what) => `${path.join(".")} ${what}`,
    ),
  );
  expect(found).toEqual([]);
});
