import { UnknownValueError, unknownCheckingProxy } from "@pulumi/policy";
import fc from "fast-check";
import { backupPolicies } from "../../policies/pack";
import { nullsAsUndefined } from "../../src/core/nulls";
import { isUnknownValue, judge, type Rule } from "../../src/core/rule";
import { requirements } from "../../src/requirements";
import { kindIn } from "../../src/stack/tokens";
import { runs } from "../support/runs";
import { types } from "../support/tokens";
import { compliant, pathsIn, set } from "./compliant";
import { asAzapi, asAzapiText, asGeneric, asVersion, azapiToken, genericToken, named } from "./otherForms";
import { analyze, analyzeStack, secret, type TestResource, unknown } from "./server";

const kinds = Object.keys(compliant);
/** The key by which the SDK tells a secret from an object. */
const [signature = ""] = Object.keys(secret(0));
const isInSecret = (props: object, path: readonly string[]) =>
  path.some((_, i) => {
    const owner = path
      .slice(0, i)
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], props);
    return typeof owner === "object" && owner !== null && signature in owner;
  });
const openPaths = (props: object) => pathsIn(props).filter((path) => !isInSecret(props, path));
const wrong: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    unknown,
    undefined,
    "",
    0,
    -1,
    1e9,
    true,
    false,
    [],
    {},
    [null],
    [unknown],
    "Standard",
    "constructor",
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constant({ toString: 1, valueOf: 2, length: -1, slice: "no" }),
);
const change = fc.record({ at: fc.nat(), to: wrong, asSecret: fc.boolean() });

/** A compliant resource of each kind, also in the forms of providers whose resources can be of any type. */
const sound: readonly TestResource[] = kinds.flatMap((type) => {
  const own = { type, props: compliant[type] ?? {} };
  return [own, own, ...[asAzapi, asAzapiText, asGeneric].map((translate) => translate(named(own)))];
});

/** A compliant resource with some fields replaced by anything. */
const anyResource: fc.Arbitrary<TestResource> = fc
  .record({
    one: fc.constantFrom(...sound),
    changes: fc.array(change, { maxLength: 6 }),
    version: fc.boolean(),
    name: fc.constantFrom("a", "b", "c"),
  })
  .map(({ one, changes, version, name }) => {
    const props = structuredClone(one.props);
    for (const { at, to, asSecret } of changes) {
      const paths = openPaths(props);
      const path = paths[at % paths.length];
      if (path !== undefined)
        set(props, path, asSecret && to !== undefined ? secret(structuredClone(to)) : structuredClone(to));
    }
    return { type: version ? asVersion(one).type : one.type, name, props };
  });

/** Any structure at all under the type of a resource that the pack knows. */
const nonsense: fc.Arbitrary<TestResource> = fc.record({
  type: fc.constantFrom(
    ...kinds,
    types.intent,
    azapiToken,
    genericToken,
    "azure:compute/linuxVirtualMachine:LinuxVirtualMachine",
    "azure:compute/virtualMachine:VirtualMachine",
  ),
  props: fc.dictionary(
    fc.constantFrom(...new Set(kinds.flatMap((kind) => pathsIn(compliant[kind]).flat()))),
    wrong,
  ),
});

const policies = backupPolicies();

it("random resources through the SDK's server: nothing fails", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyResource, nonsense), async (resource) => {
      const props = JSON.parse(JSON.stringify(resource.props));
      for (const { message } of await analyze(policies, { ...resource, props }))
        expect(message).not.toContain("failed:");
    }),
    { numRuns: runs(1000) },
  );
});

it("more of them through the rules, with unknowns as the SDK has them: nothing but unknown values is thrown", () => {
  const values = {
    maxDataDisks: 32,
    maxDiskGB: 1,
    maxTotalGB: 1,
    minRetentionDays: 30,
    allowed: ["GeoRedundant"],
    states: ["Locked"],
    acknowledged: ["x"],
    images: { "a:*:?": "unsupported" },
    minDays: 7,
  };
  const rules = new Map<string, Rule<unknown>[]>();
  for (const spec of requirements)
    if ("rules" in spec)
      // What it costs to count a policy's recovery points is no matter here.
      for (const [type, found] of Object.entries(
        (spec.rules as (values: object) => Record<string, Rule<unknown>[]>)(values),
      ))
        rules.set(type, [...(rules.get(type) ?? []), ...found]);
  fc.assert(
    fc.property(fc.oneof(anyResource, nonsense), ({ type, props }) => {
      const plain = JSON.parse(JSON.stringify(props));
      const given = nullsAsUndefined(unknownCheckingProxy(plain));
      const { type: armType, form } = kindIn(type, given);
      const { unknown: error } = judge(rules.get(armType) ?? [], form?.view(given) ?? given);
      // What an azapi resource leaves out to its provider is unknown too, and the SDK has no error for that.
      if (form?.property === undefined && error !== undefined)
        expect(error).toBeInstanceOf(UnknownValueError);
      else expect(error === undefined || isUnknownValue(error)).toBe(true);
    }),
    { numRuns: runs(9000) },
  );
});

it("a compliant resource stays so, whichever of its fields are secret or unknown", async () => {
  const hidden = fc.record({
    kind: fc.constantFrom(...kinds),
    hide: fc.array(fc.record({ at: fc.nat(), asSecret: fc.boolean() }), { maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(hidden, async ({ kind, hide }) => {
      const props = structuredClone(compliant[kind] ?? {});
      for (const { at, asSecret } of hide) {
        const paths = openPaths(props);
        const path = paths[at % paths.length] ?? [];
        const value = path.reduce<unknown>((owner, key) => (owner as Record<string, unknown>)?.[key], props);
        if (path.length > 0) set(props, path, asSecret ? secret(value) : unknown);
      }
      const found = await analyze(policies, { type: kind, props: JSON.parse(JSON.stringify(props)) });
      expect(found.filter(({ message }) => !/can't run policy/.test(message))).toEqual([]);
    }),
    { numRuns: runs(300) },
  );
});

it("stacks of random resources with random dependencies: nothing fails", async () => {
  const stackPolicies = policies.filter((policy) => "validateStack" in policy);
  const stack = fc.array(
    fc.record({
      resource: fc.oneof(anyResource, nonsense),
      on: fc.array(fc.constantFrom("a", "b", "c", "it"), { maxLength: 3 }),
    }),
    { maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(stack, async (given) => {
      const resources = given.map(({ resource, on }) => ({
        ...resource,
        props: JSON.parse(JSON.stringify(resource.props)),
        dependsOn: { properties: on, vaultName: on, storageProfile: on },
      }));
      for (const { message } of await analyzeStack(stackPolicies, resources))
        expect(message).not.toContain("failed:");
    }),
    { numRuns: runs(300) },
  );
});

it.each([7, true, {}, [], null, ""])(
  "stacks with names that are no texts (%j): nothing fails",
  async (name) => {
    const stackPolicies = policies.filter((policy) => "validateStack" in policy);
    const names = ["diskName", "vaultName", "vmName", "policyName", "networkInterfaceName", "name", "id"];
    const props = Object.fromEntries(names.map((key) => [key, name]));
    const resources = kinds.map((type, i) => ({ type, name: `it${i}`, props }));
    for (const { message } of await analyzeStack(stackPolicies, [...resources, ...resources.slice(0, 2)]))
      expect(message).not.toContain("failed:");
  },
);
