/** Every policy with every property of the resources that it judges left out, unknown, null or secret, as the engine sends them in preview. */
import { backupPolicies, type Exemption } from "../../policies/pack";
import { check } from "../../simulator/azure/check";
import { resourceTypeOf } from "../../simulator/azure/ids";
import { previewOutputs } from "../../simulator/azure/previewAndRefresh";
import { pathsIn, set } from "./compliant";
import { asAzapi, asGeneric, azapiToken, genericToken, named } from "./otherForms";
import {
  analyze,
  analyzeStack,
  type Diagnostic,
  remediate,
  secret,
  type TestResource,
  unknown,
} from "./server";
import { stackExamples } from "./stackExamples";
import { settingsOf, violatingProps, violations } from "./violations";

/** Resources of which a policy finds something. */
export interface Case {
  readonly title: string;
  readonly policy: string;
  readonly resources: readonly TestResource[];
  readonly settings: Readonly<Record<string, unknown>>;
}

export const cases: readonly Case[] = [
  ...violations.map((violation) => ({
    title: `${violation.policy}, ${violation.path}`,
    policy: violation.policy,
    resources: [{ type: violation.type, name: "web", props: violatingProps(violation) }],
    settings: settingsOf(violation.policy),
  })),
  ...Object.entries(stackExamples).map(([policy, { fails, settings = {} }]) => ({
    title: policy,
    policy,
    resources: fails.map((resource) => ({ ...resource, dependsOn: linksOf(resource, fails) })),
    settings,
  })),
];

/** The cases in the forms of providers whose resources can be of any type. */
export const otherFormCases: readonly Case[] = cases.flatMap((one) =>
  (
    [
      // In azapi a group is a part of parentId, which cannot be wrong in this way.
      ...(one.policy === "names-and-ids" ? [] : [["azapi", asAzapi] as const]),
      ["generic", asGeneric] as const,
    ] as const
  ).map(([form, translate]) => ({
    ...one,
    title: `${one.title}, ${form}`,
    resources: one.resources
      .map(({ dependsOn, ...resource }) => translate(named(resource)))
      .map((resource, _, all) => ({ ...resource, dependsOn: linksOf(resource, all, "/") })),
  })),
);

export const states = ["left out", "unknown", "null", "secret"] as const;
export type State = (typeof states)[number];

/** A property of one of a case's resources in a state. */
export interface Cell {
  readonly resource: number;
  readonly path: readonly string[];
  readonly state: State;
}

export const cellsOf = ({ resources }: Case): Cell[] =>
  resources.flatMap(({ props }, resource) =>
    pathsIn(props).flatMap((path) => states.map((state) => ({ resource, path, state }))),
  );

export const titleOf = ({ resources }: Case, { resource, path, state }: Cell): string =>
  `${resources[resource]?.name}.${path.join(".")} ${state}`;

/** The case's resources with one property in a state. */
export function resourcesWith({ resources }: Case, { resource, path, state }: Cell): TestResource[] {
  const given = JSON.parse(JSON.stringify(resources)) as TestResource[];
  const { props } = given[resource] as TestResource;
  const of = { unknown, null: null, "left out": undefined, secret: secret(valueAt(props, path)) };
  set(props, path, of[state]);
  return JSON.parse(JSON.stringify(given));
}

export const valueAt = (props: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((owner, key) => (owner as Record<string, unknown> | undefined)?.[key], props);

/** The pack with only the policy of a case. */
export const policiesOf = ({ policy, settings }: Case, exemptions: readonly Exemption[] = []) =>
  backupPolicies({ [policy]: settings, exemptions: exemptions as never }).filter(
    ({ name }) => name === policy || name === "secret-values",
  );

type Policies = ReturnType<typeof backupPolicies>;

/** The region of a resource group that exists already. */
const groupLocation = () => "westeurope";

/**
 * What a preview reports. azure-native fills in the inputs, then the engine sends them, resource by resource; at the end it sends all
 * resources as azure-native previews them, with unknown for all that the program left out.
 */
export async function preview(policies: Policies, resources: readonly TestResource[]): Promise<Diagnostic[]> {
  const checked = resources.map(withInputs);
  const found: Diagnostic[] = [];
  for (const resource of checked) {
    const props = (await remediate(policies, resource)) ?? resource.props;
    found.push(...(await analyze(policies, { ...resource, props })));
  }
  const onStack = policies.filter((policy) => "validateStack" in policy);
  if (onStack.length > 0) found.push(...(await analyzeStack(onStack, checked.map(withOutputs))));
  return found;
}

/** What the provider of a resource of any type shows in preview in place of what the inputs leave out. */
const outputsOf: Readonly<Record<string, object>> = {
  [azapiToken]: { id: unknown, output: unknown },
  [genericToken]: { id: unknown, name: unknown, type: unknown, azureApiVersion: unknown, location: unknown },
};

function withInputs(resource: TestResource): TestResource {
  if (Object.hasOwn(outputsOf, resource.type)) return resource;
  const newInputs = resource.props as Record<string, unknown>;
  const { type, name = "it" } = resource;
  const options = { type: resourceTypeOf(type, newInputs), name, newInputs, oldInputs: {}, groupLocation };
  return { ...resource, props: check(options).inputs };
}

const withOutputs = (resource: TestResource): TestResource => {
  const more = outputsOf[resource.type];
  if (more !== undefined) {
    const set = Object.entries(resource.props).filter(([, value]) => value !== null);
    return { ...resource, props: { ...more, ...Object.fromEntries(set) } };
  }
  const inputs = resource.props as Record<string, unknown>;
  return { ...resource, props: previewOutputs(resourceTypeOf(resource.type, inputs), inputs) };
};

/**
 * The resources that each property of a resource names, as a program that takes their ids and names makes it depend on them. `more`:
 * what else ends a name, for a property that has the names of several.
 */
function linksOf({ props, name }: TestResource, all: readonly TestResource[], more = "") {
  const namedIn = (value: unknown) =>
    all.filter(
      (one) => one.name !== name && new RegExp(`[/"]${one.name}["${more}]`).test(JSON.stringify(value)),
    );
  return Object.fromEntries(
    Object.entries(props).map(([property, value]) => [property, namedIn(value).map((one) => one.name ?? "")]),
  );
}

const cannotRun = ({ message }: Diagnostic): boolean => /can't run policy/.test(message);
const unknownAt = (path: string) => `value at .${path} can't be known during preview`;

/**
 * What is wrong with a preview of a case in which some properties are in a state. Right are: the same finding, perhaps in other words;
 * none; and for an unknown property also that Pulumi names it as what cannot be known.
 */
export async function problemsOf(one: Case, cells: readonly Cell[]): Promise<string[]> {
  const policies = policiesOf(one);
  const before = await preview(policies, one.resources);
  const known = new Set(before.map(({ policy, urn }) => `${policy} ${urn}`));
  const problems: string[] =
    before.length > 0 && !before.some(cannotRun) ? [] : ["nothing is found at first"];
  for (const cell of cells) {
    const { path, state } = cell;
    const report = (problem: string) => problems.push(`${titleOf(one, cell)}: ${problem}`);
    const found = await preview(policies, resourcesWith(one, cell)).catch((error) => report(String(error)));
    if (typeof found === "number") continue;
    for (const diagnostic of found) {
      const { policy, urn, message } = diagnostic;
      if (message.includes(unknown) || message.includes(secretSignature) || message.includes("failed:"))
        report(message);
      if (!cannotRun(diagnostic)) {
        if (!known.has(`${policy} ${urn}`)) report(`another finding: ${message}`);
      } else if (!mayBeUnknown(cell, one) || !message.endsWith(unknownAt(path.join(".")))) report(message);
    }
    if (state === "null") {
      const without = resourcesWith(one, { ...cell, state: "left out" });
      // azure-native makes up a name that is left out, and not one that is null.
      const isFilledIn = valueAt(without.map(withInputs)[cell.resource]?.props, path) !== undefined;
      const leftOut = isFilledIn ? found : await preview(policies, without);
      if (texts(leftOut).join() !== texts(found).join()) report("other findings than left out");
    }
    if (state === "secret") {
      if (found.length !== before.length) report(`${found.length} findings instead of ${before.length}`);
      const value = valueAt(one.resources[cell.resource]?.props, path);
      for (const text of found.map(said))
        if (["string", "number"].includes(typeof value) && value !== "" && text.includes(String(value)))
          report(`shows ${value}: ${text}`);
    }
  }
  return problems;
}

/** Nothing in the inputs shows whether azure-native fills in the location of a generic resource. */
const mayBeUnknown = ({ resource, path, state }: Cell, { resources }: Case): boolean =>
  state === "unknown" ||
  (state !== "secret" && path.join() === "location" && resources[resource]?.type === genericToken);

const [secretSignature = ""] = Object.keys(secret(0));
const texts = (found: readonly Diagnostic[]) => found.map(({ message }) => message);

/** What a message says of the values: without the policy's description, the resource's name, the path, the general fix and the source. */
const said = ({ message }: Diagnostic): string =>
  message
    .replace(/^.*\n/, "")
    .replaceAll(/\s+/g, " ")
    .replace(/ See \S+, \S+$/, "")
    .replace(/^\S+: /, "")
    .replace(/^[\w.[\]"]+(: | is )/, "")
    .replace("Azure accepts", "")
    .replace("give an accepted value. The value is secret, so it is not shown", "");
