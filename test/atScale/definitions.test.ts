import * as fc from "fast-check";
import { alias } from "../../src/atScale/aliases";
import { azurePolicyConditions } from "../../src/atScale/conditions/all";
import { packOnlyRequirements } from "../../src/atScale/conditions/packOnly";
import { expandPattern, patternCondition } from "../../src/atScale/conditions/patterns";
import {
  azurePolicyRequirements,
  type SupportLimitDefinition,
  supportLimitDefinitions,
  supportLimitInitiative,
  usesChosenEffect,
} from "../../src/atScale/definitions";
import { LimitEffect, policyLimits } from "../../src/atScale/facts";
import { nullsAsUndefined } from "../../src/core/nulls";
import { judge, type Rule } from "../../src/core/rule";
import { valuesOf } from "../../src/core/settings";
import { requirementNames, requirements } from "../../src/requirements";
import { kindOf } from "../../src/stack/tokens";
import { type ImageSupport, images } from "../../src/vm/images";
import { broken, compliant, set } from "../policies/compliant";
import { existing } from "../policies/existing";
import { stackExamples } from "../policies/stackExamples";
import { settingsOf, violatingProps, violations } from "../policies/violations";
import { evaluate, holds } from "../support/azurePolicy";
import { pathOf } from "../support/policyAliases";
import { types } from "../support/tokens";
import { armResource } from "./armResource";

interface Case {
  readonly what: string;
  readonly type: string;
  readonly props: object;
}

const brokenProps = ({ props, fault: [path, value] }: (typeof existing)[number]): object => {
  const copy = structuredClone(props);
  set(copy, path.split("."), value);
  return copy;
};

/** Every resource of the pack's tests. */
const cases: readonly Case[] = [
  ...Object.entries(compliant).map(([type, props]) => ({ what: `compliant ${type}`, type, props })),
  ...violations.map((one) => ({
    what: `${one.policy} at ${one.path}`,
    type: one.type,
    props: violatingProps(one),
  })),
  ...existing.flatMap((one) => [
    { what: one.what, type: one.type, props: one.props },
    { what: `${one.what}, broken`, type: one.type, props: brokenProps(one) },
  ]),
  ...[true, false].map((provisionVMAgent) => ({
    what: `Windows with provisionVMAgent: ${provisionVMAgent}`,
    type: types.vm,
    props: broken(types.vm, { "osProfile.windowsConfiguration": { provisionVMAgent } }),
  })),
  ...[1, 2].map((maxShares) => ({
    what: `a disk of ${maxShares} VMs`,
    type: types.disk,
    props: broken(types.disk, { maxShares }),
  })),
  {
    what: "a key's identity that the vault's list lacks",
    type: types.vault,
    props: broken(types.vault, {
      identity: { type: "UserAssigned", userAssignedIdentities: ["other"] },
      "properties.encryption.kekIdentity": { userAssignedIdentity: "key" },
    }),
  },
  {
    what: "a vault without enhanced security",
    type: types.vault,
    props: broken(types.vault, {
      "properties.securitySettings.softDeleteSettings.enhancedSecurityState": "Disabled",
    }),
  },
  ...Object.entries(stackExamples).flatMap(([policy, { fails, passes }]) =>
    [...fails, ...passes].map(({ type, props }) => ({ what: `example of ${policy}`, type, props })),
  ),
];

/** Paths of findings that only the pack reports. `notChecked` of the requirement describes them. */
const packOnlyPaths: Readonly<Record<string, readonly RegExp[]>> = {
  "vm-disk-size-limit": [/^storageProfile$/],
  "vm-support-conditions": [/^extendedLocation$/, /^hardwareProfile\.vmSize$/, /customData$/, /^userData$/],
  "vault-soft-delete": [/enhancedSecurityState$/],
  "vault-immutability": [/durationInDays$/],
  "vault-encryption-needs-identity": [/^identity\.userAssignedIdentities$/],
};

const definitions = new Map(supportLimitDefinitions().map((definition) => [definition.name, definition]));
const definitionOf = (name: string) => definitions.get(name) as SupportLimitDefinition;

/** Paths of the pack's findings about a resource, for one requirement. */
function found(name: string, { type, props }: Case, settings: object = {}): string[] {
  const requirement = requirements.find((one) => one.name === name);
  if (requirement === undefined || !("rules" in requirement)) throw new Error(`${name} has no rules`);
  const rules = requirement.rules(valuesOf(requirement.settings ?? {}, settings));
  return judge(
    (rules[kindOf(type).type] ?? []) as readonly Rule<object>[],
    nullsAsUndefined(props),
  ).findings.map(({ path }) => path);
}

/** The effect of a requirement's definition on a resource, with the settings of the pack's tests. */
const effectOn = (name: string, { type, props }: Case) =>
  evaluate(definitionOf(name), armResource(type, props), settingsOf(name));

it("every requirement has a condition of Azure Policy, or a reason why it has none", () => {
  expect([...Object.keys(azurePolicyConditions), ...Object.keys(packOnlyRequirements)].sort()).toEqual(
    [...requirementNames].sort(),
  );
});

const eachDefinition = it.each(azurePolicyRequirements.map(({ name }) => name));

eachDefinition("%s judges every resource of the pack's tests as the pack does", (name) => {
  const isPackOnly = (path: string) => packOnlyPaths[name]?.some((one) => one.test(path)) ?? false;
  const different = cases.flatMap((one) => {
    const paths = found(name, one, settingsOf(name));
    const expectedToFire = paths.some((path) => !isPackOnly(path));
    const fires = effectOn(name, one) !== undefined;
    return fires === expectedToFire ? [] : [{ what: one.what, paths, fires }];
  });
  expect(different).toEqual([]);
});

eachDefinition("%s fires for at least one of them", (name) => {
  const fired = cases.filter((one) => effectOn(name, one) !== undefined);
  expect(fired.length).toBeGreaterThan(0);
});

eachDefinition("%s: notChecked says what only the pack checks", (name) => {
  const hasPackOnly = cases.some((one) =>
    found(name, one).some((path) => packOnlyPaths[name]?.some((pattern) => pattern.test(path))),
  );
  expect(hasPackOnly && azurePolicyConditions[name]?.notChecked === undefined).toBe(false);
  expect(hasPackOnly).toBe(packOnlyPaths[name] !== undefined);
});

it.each<[string, object, string, Readonly<Record<string, unknown>>, string]>([
  ["vm-data-disk-limit", { maxDataDisks: 1 }, types.vm, {}, "storageProfile.dataDisks"],
  ["vm-disk-size-limit", { maxDiskGB: 100 }, types.vm, {}, "storageProfile.dataDisks[0].diskSizeGB"],
  ["vault-geo-redundant", { allowed: ["ZoneRedundant"] }, types.vault, {}, "standardTierStorageRedundancy"],
  [
    "vault-geo-redundant",
    { allowed: ["ZoneRedundant"] },
    types.vault,
    { "properties.redundancySettings": undefined },
    "standardTierStorageRedundancy",
  ],
  ["vault-immutability", { states: ["Locked"] }, types.vault, {}, "state"],
  [
    "backup-policy-minimum-retention",
    { minDays: 31 },
    types.policy,
    {},
    "dailySchedule.retentionDuration.count",
  ],
  ["vault-soft-delete", { minRetentionDays: 30 }, types.vault, {}, "softDeleteRetentionPeriodInDays"],
])("%s with the settings %o agrees with the pack", (name, settings, type, changes, path) => {
  const one = { what: name, type, props: broken(type, changes) };
  expect(found(name, one, settings)).toEqual([expect.stringMatching(new RegExp(`${escaped(path)}$`))]);
  const [definition] = supportLimitDefinitions({ settings: { [name]: settings as never } }).filter(
    (each) => each.name === name,
  );
  expect(evaluate(definition as SupportLimitDefinition, armResource(type, one.props))).toBe("Audit");
  expect(evaluate(definitionOf(name), armResource(type, broken(type, {})))).toBeUndefined();
});

const escaped = (path: string) => path.replace(/[.[\]]/g, "\\$&");

it("judges a weekly policy by its weeks", () => {
  const weekly = existing.find(({ what }) => what === "policy: Standard weekly, as Azure answers");
  const name = "backup-policy-minimum-retention";
  for (const [minDays, effect] of [
    [84, undefined],
    [85, "Audit"],
  ] as const) {
    const one = { what: "weekly", type: types.policy, props: weekly?.props as object };
    expect(found(name, one, { minDays }).length > 0).toBe(effect !== undefined);
    expect(evaluate(definitionOf(name), armResource(one.type, one.props), { minDays })).toBe(effect);
  }
});

it("an acknowledged vault may be locked", () => {
  const locked = armResource(
    types.vault,
    broken(types.vault, { "properties.securitySettings.immutabilitySettings.state": "Locked" }),
  );
  const definition = definitionOf("vault-immutability-lock-acknowledged");
  expect(evaluate(definition, locked)).toBe("Audit");
  expect(evaluate(definition, locked, { acknowledged: ["other-*"] })).toBe("Audit");
  expect(evaluate(definition, locked, { acknowledged: ["other", "SAFE-*"] })).toBeUndefined();
});

describe("images", () => {
  /** Names in the table, and names that are not. */
  const publishers = [
    ...images.flatMap(({ publisher }) => expandPattern(publisher.source).map(visible)),
    "contoso",
    "paloaltonetworks",
    "cisco-systems",
    "RedHatInc",
    "microsoftwindowsserver",
  ];
  const offersAndSkus = [
    ...images.flatMap(({ offer, sku }) =>
      [offer, sku].flatMap((one) => (one ? expandPattern(one.source).map(visible) : [])),
    ),
    ..."WindowsServer sql2019-ws2022 win7 vs-2015-comm-ws2012r2 ubuntu-24_04-lts 2008-R2-SP1 9-gen2".split(
      " ",
    ),
    ..."x-i386 x_32-bit_y windows-10 win10-21h2 win-7-pro notwin7 ws20122 my-ws2012".split(" "),
    "",
  ];
  const names = fc.record({
    publisher: fc.constantFrom(...publishers),
    offer: fc.constantFrom(...offersAndSkus),
    sku: fc.constantFrom(...offersAndSkus),
  });
  const vmOf = (image: object) => ({
    what: "",
    type: types.vm,
    props: broken(types.vm, { "storageProfile.imageReference": image }),
  });

  it.each(["vm-os-supported", "vm-os-uncertain", "vm-within-2018-limits"])(
    "%s agrees with the pack about any image",
    (name) => {
      fc.assert(
        fc.property(names, (image) => {
          const one = vmOf(image);
          const fires = evaluate(definitionOf(name), armResource(one.type, one.props)) !== undefined;
          expect(fires).toBe(found(name, one).length > 0);
        }),
        { numRuns: 500 },
      );
    },
  );

  it("the table has images of every support status", () => {
    const supports = new Set<ImageSupport>(images.map(({ support }) => support["2026-03"]));
    expect(supports).toEqual(new Set(["supported", "unsupported", "uncertain"]));
  });

  it.each<[RegExp, object]>([
    [/^(ab|cd)$/i, { field: "name", in: ["ab", "cd"] }],
    [/^ab/i, { field: "name", like: "ab*" }],
    [/ab$/i, { field: "name", like: "*ab" }],
    [
      /ab?/i,
      {
        anyOf: [
          { field: "name", contains: "ab" },
          { field: "name", contains: "a" },
        ],
      },
    ],
    [/^a[-\w]*$/i, { field: "name", like: "a*" }],
    [/a[-\w]*$/i, { field: "name", contains: "a" }],
    [
      /^(a|b\w*)$/i,
      {
        anyOf: [
          { field: "name", in: ["a"] },
          { field: "name", like: "b*" },
        ],
      },
    ],
    [/^a[-.]b\.c/i, { anyOf: ["a-b.c*", "a.b.c*"].map((like) => ({ field: "name", like })) }],
    [/.+/i, { field: "name", exists: true }],
  ])("%s becomes a condition", (pattern, condition) => {
    expect(patternCondition("name", pattern)).toEqual(condition);
  });

  it.each([/^a{2}/i, /a+/i, /(?:a)/i, /\d/i, /a/])("%s cannot become a condition, and throws", (pattern) => {
    expect(() => patternCondition("name", pattern)).toThrow(/Azure Policy/);
  });
});

/** A text without the marks of pattern expansion. */
function visible(text: string): string {
  return text.replaceAll(/[\uE000-\uE002]/g, "");
}

describe("effects", () => {
  const effects = (options: Parameters<typeof supportLimitDefinitions>[0]) =>
    Object.fromEntries(
      supportLimitDefinitions(options).map(({ name, parameters }) => [name, parameters.effect?.defaultValue]),
    );

  it("are Audit by default", () => {
    expect(new Set(Object.values(effects({})))).toEqual(new Set(["Audit"]));
  });

  it("apply Deny to mandatory requirements that no kind of backup lifts; overrides win", () => {
    const given = effects({
      effect: LimitEffect.Deny,
      effectOverrides: { "vm-os-supported": LimitEffect.Deny, "vm-data-disk-limit": LimitEffect.Disabled },
    });
    for (const requirement of azurePolicyRequirements) {
      const own = { "vm-os-supported": "Deny", "vm-data-disk-limit": "Disabled" }[requirement.name];
      expect([requirement.name, given[requirement.name]]).toEqual([
        requirement.name,
        own ?? (usesChosenEffect(requirement) ? "Deny" : "Audit"),
      ]);
    }
    expect(given["vm-no-ephemeral-os-disk"]).toBe("Audit");
    expect(given["disk-not-shared"]).toBe("Audit");
    expect(given["disk-data-access-auth"]).toBe("Deny");
  });
});

describe("Azure Policy's own limits", () => {
  const conditions = (node: unknown): Record<string, unknown>[] => {
    if (Array.isArray(node)) return node.flatMap(conditions);
    if (typeof node !== "object" || node === null) return [];
    return [node as Record<string, unknown>, ...Object.values(node).flatMap(conditions)];
  };
  const within = (what: string[], limit: { readonly value: number }) =>
    expect(what.length).toBeLessThanOrEqual(limit.value);

  it.each(supportLimitDefinitions().map((one) => [one.name, one] as const))("%s is within them", (_, one) => {
    const all = conditions(one.policyRule.if);
    const counts = all.flatMap(({ count }) => (count ? [count as Record<string, unknown>] : []));
    within(Object.keys(one.parameters), policyLimits.definitionParameters);
    within(
      all.map(() => ""),
      policyLimits.nestedConditionals,
    );
    const lists = counts.filter((count) => "value" in count);
    within(
      lists.map(() => ""),
      policyLimits.valueCounts,
    );
    within(
      counts.filter((count) => "field" in count).map(() => ""),
      policyLimits.fieldCounts,
    );
    for (const { value } of lists) if (Array.isArray(value)) within(value, policyLimits.iterations);
    expect(JSON.stringify(one).length).toBeLessThan(policyLimits.bytes.value);
    expect(one.displayName.length).toBeLessThanOrEqual(128);
    expect(one.description.length).toBeLessThanOrEqual(512);
    expect(JSON.stringify(one)).not.toMatch(/[\uE000-\uE002]/);
  });

  it("the initiative passes every parameter to its definition", () => {
    const initiative = supportLimitInitiative((name) => `/definitions/${name}`);
    within(Object.keys(initiative.parameters), policyLimits.initiativeParameters);
    for (const {
      policyDefinitionReferenceId: name,
      policyDefinitionId,
      parameters,
    } of initiative.policyDefinitions) {
      expect(policyDefinitionId).toBe(`/definitions/${name}`);
      const own = definitionOf(name).parameters;
      expect(Object.keys(parameters)).toEqual(Object.keys(own));
      for (const [key, { value }] of Object.entries(parameters)) {
        const passed = initiative.parameters[/^\[parameters\('(.*)'\)\]$/.exec(value)?.[1] ?? ""];
        expect(passed).toMatchObject({
          type: own[key]?.type,
          defaultValue: own[key]?.defaultValue,
          ...(own[key]?.allowedValues && { allowedValues: own[key]?.allowedValues }),
        });
      }
    }
  });

  it("every alias is one that a public list has", () => {
    const names = Object.values(alias).flatMap((group) => Object.values(group));
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(() => pathOf(name)).not.toThrow();
    const used = JSON.stringify(supportLimitDefinitions());
    for (const name of names) expect(used).toContain(name);
  });
});

it("a missing number is no violation, and a text in place of a number is an error", () => {
  const scope = { resource: {}, parameters: {}, members: {}, texts: {} };
  expect(holds({ field: "Microsoft.Compute/disks/maxShares", greater: 1 }, scope)).toBe(false);
  const text = { ...scope, resource: { properties: { maxShares: "2" } } };
  expect(() => holds({ field: "Microsoft.Compute/disks/maxShares", greater: 1 }, text)).toThrow("compared");
});
