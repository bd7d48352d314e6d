// One table over all requirements: an assessment reports the same findings as the policy pack, in each form of the resources.
import { stackOf } from "../../cli/sources/stack";
import { backupPolicies, requirementNames } from "../../policies/pack";
import { fillPath } from "../../simulator/azure/ids";
import { resourceTypes } from "../../simulator/azure/types";
import { type JudgingOptions, judgeOf } from "../../src/assess/judging";
import type { Inventory } from "../../src/core/inventory";
import { type Row, rowsInventory } from "../../src/core/rowsInventory";
import { requirements } from "../../src/requirements";
import { rowForms } from "../../src/rowForms";
import { kindOf } from "../../src/stack/tokens";
import { compliant } from "../policies/compliant";
import { analyze, analyzeStack, type TestResource, urnOf } from "../policies/server";
import { stackExamples } from "../policies/stackExamples";
import { settingsOf, violatingProps, violations } from "../policies/violations";

interface Case {
  readonly name: string;
  readonly policy: string;
  readonly resources: readonly TestResource[];
  readonly fails: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
}

const cases: Case[] = [
  ...violations.flatMap((violation, i) => {
    const { policy, type, path } = violation;
    const of = (fails: boolean): Case => ({
      name: `${policy} ${i} ${path} ${fails ? "fails" : "passes"}`,
      policy,
      resources: [
        { type, name: "it", props: fails ? violatingProps(violation) : (compliant[type] as object) },
      ],
      fails,
      settings: settingsOf(policy),
    });
    return [of(true), of(false)];
  }),
  ...Object.entries(stackExamples).flatMap(([policy, { fails, passes, settings = {} }]) => [
    { name: `${policy} fails`, policy, resources: fails, fails: true, settings },
    { name: `${policy} passes`, policy, resources: passes, fails: false, settings },
  ]),
];

/** Findings as `policy [level] resource`. */
const asLines = (found: readonly { policy: string; level: string; resource: string }[]) =>
  [...new Set(found.map(({ policy, level, resource }) => `${policy} [${level}] ${resource}`))].sort();

async function byPack({ resources, policy, settings }: Case): Promise<string[]> {
  // The pack does not report what it remediates, so nothing is remediated here.
  const options = {
    "vm-agent-enabled": "mandatory",
    "storage-account-trusted-services": "advisory",
    "vault-soft-delete": "mandatory",
    [policy]: settings,
  };
  const policies = backupPolicies({
    ...options,
    ...(Object.keys(settings).length === 0 && { [policy]: levelOf(policy) }),
  } as never);
  const single = await Promise.all(
    resources.map(async (resource) =>
      (await analyze(policies, resource)).map((one) => ({ ...one, resource: resource.name ?? "it" })),
    ),
  );
  const names = new Map(resources.map((resource) => [urnOf(resource), resource.name ?? "it"]));
  const together = (await analyzeStack(policies, resources)).map((one) => ({
    ...one,
    resource: names.get(one.urn) ?? one.urn,
  }));
  return asLines([...single.flat(), ...together].filter(({ policy: of }) => requirementNames.includes(of)));
}

const levelOf = (policy: string): string => {
  const level = requirements.find(({ name }) => name === policy)?.level ?? "advisory";
  return level === "remediate" ? "mandatory" : level;
};

function byAssessment(inventory: Inventory, { policy, settings }: Case): string[] {
  const options = {
    "storage-account-trusted-services": "advisory",
    ...(Object.keys(settings).length > 0 && { [policy]: settings }),
  };
  return asLines(
    judgeOf(requirements, options as JudgingOptions)
      .judge(inventory)
      .findings.map(({ requirement, level, resource }) => ({
        policy: requirement,
        level,
        resource: resource.name,
      })),
  );
}

/** The resources as in an export of a stack. */
const exported = (resources: readonly TestResource[]): Inventory => {
  const urns = new Map(resources.map((resource) => [resource.name ?? "it", urnOf(resource)]));
  const states = resources.map((resource) => ({
    urn: urnOf(resource),
    type: resource.type,
    custom: true,
    inputs: resource.props,
    outputs: resource.props,
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.dependsOn ?? {}).map(([property, names]) => [
        property,
        names.map((name) => urns.get(name) ?? name),
      ]),
    ),
  }));
  const [source] = stackOf({ version: 3, deployment: { resources: states } }) ?? [];
  if (source === undefined) throw new Error("no source");
  return source.inventory;
};

it.each(cases)("$name: the same findings in a stack export as by the pack", async (one) => {
  const ofPack = await byPack(one);
  expect(byAssessment(exported(one.resources), one)).toEqual(ofPack);
  expect(ofPack.some((line) => line.startsWith(`${one.policy} `))).toBe(one.fails);
});

/** The resources as Azure's rows. */
const rowsOf = (resources: readonly TestResource[]): Row[] =>
  resources.map(({ type, name = "it", props }) => {
    const token = type
      .replace(/^azure-native:/, "")
      .replace("ManagementLockAtResourceGroupLevel", "ManagementLockByScope");
    const row = resourceTypes[token];
    if (row === undefined) throw new Error(`no type ${token}`);
    const given = props as Record<string, unknown>;
    const names = Object.fromEntries(
      [...row.path.matchAll(/\{(\w+)\}/g)].map(([, key = ""]) => [
        key,
        key === "scope" || key === "resourceUri"
          ? (given.scope ?? `/subscriptions/s/resourceGroups/${given.resourceGroupName}`)
          : (given[key] ?? (key === "resourceGroupName" ? "bank" : name)),
      ]),
    );
    const { location, tags, sku, identity, properties, networkRuleSet, ...open } = given;
    return {
      ...{ id: fillPath(row.path, names, "s"), type: kindOf(type).type, name },
      ...Object.fromEntries(
        Object.entries({ location, tags, sku, identity }).filter(([, value]) => value !== undefined),
      ),
      // Azure's own name of what azure-native calls networkRuleSet.
      properties: {
        ...open,
        ...(networkRuleSet !== undefined && { networkAcls: networkRuleSet }),
        ...(properties as object),
      },
    } as Row;
  });

/** Requirements that Azure's rows cannot show, with the reason. */
const notInRows: Readonly<Record<string, string>> = {
  "names-and-ids": "what a row shows has a name that Azure accepted",
  "suspended-backup-needs-immutability": "a row that is suspended is of a backup that Azure has suspended",
  "vault-immutability-lock-acknowledged": "a row that is Locked is of a vault that is locked already",
  "vm-at-scale-image": "an assessment does not read policy assignments",
};

it.each(cases.filter(({ policy }) => notInRows[policy] === undefined))(
  "$name: the same in Azure's rows",
  (one) => {
    const found = byAssessment(rowsInventory(rowsOf(one.resources), rowForms), one);
    expect(found.some((line) => line.startsWith(`${one.policy} `))).toBe(one.fails);
  },
);

it("the cases cover every requirement", () => {
  expect([...new Set(cases.map(({ policy }) => policy))].sort()).toEqual([...requirementNames].sort());
});
