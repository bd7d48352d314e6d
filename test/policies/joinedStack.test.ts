/** The SDK copies every resource for each policy that it hands a stack to; who has nothing to say is not handed it. */
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { backupPolicies } from "../../policies/pack";
import { analyze, analyzeStack, analyzeStacks, type TestResource } from "./server";
import { stackExamples } from "./stackExamples";

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
