/** The SDK copies a resource, or all of a stack, for each policy that it hands them to; who has nothing to say is not handed them. */
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { backupPolicies } from "../../policies/pack";
import { types } from "../support/tokens";
import { broken, compliant } from "./compliant";
import { analyze, analyzeEach, analyzeStack, analyzeStacks, type TestResource } from "./server";
import { stackExamples } from "./stackExamples";
import { violationOptions, violations } from "./violations";

type Options = Parameters<typeof backupPolicies>[0];

/** What a run says of a stack, and to how many policies it was handed. */
async function run(policies: ReturnType<typeof backupPolicies>, stack: readonly TestResource[]) {
  for (const resource of stack) await analyze(policies, resource);
  const copies = jest.spyOn(proto.AnalyzerResource.prototype, "getProperties");
  const found = await analyzeStack(policies, stack);
  const handed = copies.mock.calls.length / stack.length;
  copies.mockRestore();
  return { found, handed };
}

const examples = Object.entries(stackExamples).flatMap(([name, { fails, passes, settings = {} }]) => {
  const options: Options = { [name]: settings };
  return [
    [`${name}, of what fails`, options, fails],
    [`${name}, of what passes`, options, passes],
  ] as [string, Options, readonly TestResource[]][];
});

/** Each policy of a pack of its own, where none tells it of what is in hand. */
const each = backupPolicies(violationOptions).flatMap((_, i) =>
  backupPolicies(violationOptions).slice(i, i + 1),
);

const resources = [
  ...Object.entries(compliant).map(([type, props]) => [`${type}, compliant`, { type, props }] as const),
  ...violations.map(
    ({ policy, type, changes }, i) => [`${policy} ${i}`, { type, props: broken(type, changes) }] as const,
  ),
];

it.each(resources)(
  "of a resource the pack says together what its policies say one by one: %s",
  async (_, resource) => {
    const alone = [];
    for (const policy of each) alone.push(...(await analyze([policy], resource)));
    const policies = backupPolicies(violationOptions);
    // The first time each policy learns its configuration.
    expect(await analyze(policies, resource)).toEqual(alone);
    const copies = jest.spyOn(proto.AnalyzeRequest.prototype, "getProperties");
    expect(await analyze(policies, resource)).toEqual(alone);
    const handed = copies.mock.calls.length;
    copies.mockRestore();
    const loud = new Set(alone.map(({ policy }) => policy));
    const mending = policies.filter((policy) => "remediateResource" in policy).length;
    // The first that is asked has the resource whatever it says of it, and those that mend.
    expect(handed).toBeLessThanOrEqual(1 + loud.size + mending);
  },
);

it("resources one after the other have nothing of each other, whichever policy is asked first", async () => {
  const { changes } = violations.find(({ policy }) => policy === "vm-no-luks") as (typeof violations)[number];
  const good = { type: types.vm, name: "good", props: compliant[types.vm] as object };
  const bad = { type: types.vm, name: "bad", props: broken(types.vm, changes) };
  const itself = backupPolicies().filter(({ name }) => name === "vm-no-luks");
  for (const policies of [backupPolicies(), itself, [...backupPolicies()].reverse()]) {
    const found = await analyzeEach(policies, [good, bad, good, bad, good]);
    const said = found.map((one) => one.map(({ policy, urn }) => [policy, urn]));
    expect(said[1]?.length).toBeGreaterThan(0);
    expect(said).toEqual([[], said[1], [], said[1], []]);
  }
});

it.each(examples)(
  "the pack says together what its policies say one by one: %s",
  async (_, options, stack) => {
    const each = [];
    for (const { name } of backupPolicies(options)) {
      const alone = backupPolicies(options).filter((policy) => policy.name === name);
      each.push(...(await run(alone, stack)).found);
    }
    const policies = backupPolicies(options);
    const { found, handed } = await run(policies, stack);
    expect(found).toEqual(each);
    const loud = new Set(found.map(({ policy }) => policy));
    // The first that is asked has the stack whatever it says of it.
    expect(handed).toBeLessThanOrEqual(loud.size + 1);
    expect((await run(policies, stack)).found).toEqual(each);
  },
);

it("stacks one after the other have nothing of each other, also in one asynchronous context", async () => {
  const { fails, passes } = stackExamples["vm-and-vault-same-region"] as (typeof stackExamples)[string];
  const policies = backupPolicies();
  const said = async (stack: readonly TestResource[]) =>
    (await run(policies, stack)).found.map(({ policy }) => policy);
  const [failed, passed, again] = [await said(fails), await said(passes), await said(fails)];
  expect(failed).toContain("vm-and-vault-same-region");
  expect(passed).toEqual([]);
  expect(again).toEqual(failed);

  // Of the same names, so that what the policies have met of single resources is the same for all.
  const stacks = [fails, [], fails, fails.slice(0, 1), fails];
  const found = await analyzeStacks(policies, stacks);
  expect(found.map((one) => one.map(({ policy }) => policy))).toEqual([
    failed,
    [],
    failed,
    ["vm-is-protected"],
    failed,
  ]);
});
