/** What the pages of the policies show and the tests evaluate: an example that fails, with its message, and one that passes. */
import type { Finding } from "../../src/core/finding";
import { formatParagraph } from "../../src/core/format";
import { type InventoryResource, inventoryOf } from "../../src/core/inventory";
import { nullsAsUndefined } from "../../src/core/nulls";
import { judge, type Rule } from "../../src/core/rule";
import { valuesOf } from "../../src/core/settings";
import { requirements } from "../../src/requirements";
import { kindOf } from "../../src/stack/tokens";
import { compliant } from "./compliant";
import type { TestResource } from "./server";
import { stackExamples } from "./stackExamples";
import { settingsOf, violatingProps, violations } from "./violations";

interface Shown extends TestResource {
  readonly name: string;
  /** The part of its properties that matters. */
  readonly shown: object;
}

export interface PolicyExample {
  readonly fails: readonly Shown[];
  readonly passes: readonly Shown[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** As the engine prints them. */
  readonly messages: readonly string[];
}

export function examplesOf(policy: string): PolicyExample {
  const requirement = requirements.find(({ name }) => name === policy);
  if (requirement === undefined) throw new Error(`there is no policy ${policy}`);
  const found = (name: string, finding: Finding) => {
    const { source = requirement.page.source, asOf = requirement.page.asOf } = finding;
    return `${requirement.description}\n${formatParagraph(name, { ...finding, source, asOf })}`;
  };
  if ("rules" in requirement) {
    const violation = violations.find((one) => one.policy === policy);
    if (violation === undefined) throw new Error(`${policy} has no violation`);
    const { type, changes } = violation;
    const props = violatingProps(violation);
    const settings = settingsOf(policy);
    const rules = requirement.rules(valuesOf(requirement.settings ?? {}, settings));
    const { findings } = judge(rules[kindOf(type).type] as readonly Rule<object>[], nullsAsUndefined(props));
    const paths = Object.keys(changes);
    return {
      fails: [{ type, name: "web", props, shown: partOf(props, paths) }],
      passes: [
        {
          type,
          name: "web",
          props: compliant[type] as object,
          shown: partOf(compliant[type] as object, paths),
        },
      ],
      ...(Object.keys(settings).length > 0 && { settings }),
      messages: findings.map((finding) => found("web", finding)),
    };
  }
  const { fails, passes, settings = {} } = stackExamples[policy] ?? { fails: [], passes: [] };
  const nodes = fails.map(nodeOf);
  const { findings } = requirement.judge(inventoryOf(nodes), valuesOf(requirement.settings ?? {}, settings));
  return {
    fails: fails.map(shownWhole),
    passes: passes.map(shownWhole),
    ...(Object.keys(settings).length > 0 && { settings }),
    messages: findings.map((finding) =>
      found(nodes.find(({ urn }) => urn === finding.urn)?.name ?? "", finding),
    ),
  };
}

const nodeOf = ({ type, name = "it", props }: TestResource): InventoryResource => ({
  urn: name,
  name,
  type: kindOf(type).inventoryType,
  inputs: props,
  outputs: props,
  dependencies: () => [],
});

const shownWhole = (resource: TestResource): Shown => ({ name: "it", ...resource, shown: resource.props });

/** The values at some paths of a structure, in their places. */
function partOf(props: object, paths: readonly string[]): object {
  const part: Record<string, unknown> = {};
  for (const path of paths) {
    const value = path
      .split(".")
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], props);
    if (value !== undefined) setAt(part, path.split("."), value);
  }
  return part;
}

function setAt(part: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) part[key] = value;
  else {
    part[key] ??= {};
    setAt(part[key] as Record<string, unknown>, rest, value);
  }
}
