/** How the SDK's server calls policies, on which policies/sdkProtocol.ts relies, and that the pack reports the same as its policies alone. */
import { readFileSync } from "node:fs";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { backupPolicies } from "../../policies/pack";
import { types } from "../support/tokens";
import { broken, compliant } from "./compliant";
import { analyze, analyzeEach, analyzeStack, analyzeStacks, skipped, type TestResource } from "./server";
import { stackExamples } from "./stackExamples";
import { violationOptions, violations } from "./violations";

type Options = Parameters<typeof backupPolicies>[0];

/** What a run reports about a stack, and how many policies got a copy of it. */
async function run(policies: ReturnType<typeof backupPolicies>, stack: readonly TestResource[]) {
  for (const resource of stack) await analyze(policies, resource);
  const copies = jest.spyOn(proto.AnalyzerResource.prototype, "getProperties");
  const found = await analyzeStack(policies, stack);
  const copyCount = copies.mock.calls.length / stack.length;
  copies.mockRestore();
  return { found, copyCount };
}

const examples = Object.entries(stackExamples).flatMap(([name, { fails, passes, settings = {} }]) => {
  const options: Options = { [name]: settings };
  return [
    [`${name}, failing`, options, fails],
    [`${name}, passing`, options, passes],
  ] as [string, Options, readonly TestResource[]][];
});

/** Each policy from a pack of its own, so that no other policy shares a resource with it. */
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
  "the pack reports about a resource what its policies report alone: %s",
  async (_, resource) => {
    const alone = [];
    for (const policy of each) alone.push(...(await analyze([policy], resource)));
    const policies = backupPolicies(violationOptions);
    // In the first run each policy learns its configuration.
    expect(await analyze(policies, resource)).toEqual(alone);
    const copies = jest.spyOn(proto.AnalyzeRequest.prototype, "getProperties");
    expect(await analyze(policies, resource)).toEqual(alone);
    const copyCount = copies.mock.calls.length;
    copies.mockRestore();
    const reporting = new Set(alone.map(({ policy }) => policy));
    const remediating = policies.filter((policy) => "remediateResource" in policy).length;
    // The policy that is asked first gets a copy in any case, and so do those that remediate.
    expect(copyCount).toBeLessThanOrEqual(1 + reporting.size + remediating);
  },
);

it("no finding of one resource appears for the next, whichever policy is asked first", async () => {
  const { changes } = violations.find(({ policy }) => policy === "vm-no-luks") as (typeof violations)[number];
  const good = { type: types.vm, name: "good", props: compliant[types.vm] as object };
  const bad = { type: types.vm, name: "bad", props: broken(types.vm, changes) };
  const itself = backupPolicies().filter(({ name }) => name === "vm-no-luks");
  for (const policies of [backupPolicies(), itself, [...backupPolicies()].reverse()]) {
    const found = await analyzeEach(policies, [good, bad, good, bad, good]);
    const reported = found.map((one) => one.map(({ policy, urn }) => [policy, urn]));
    expect(reported[1]?.length).toBeGreaterThan(0);
    expect(reported).toEqual([[], reported[1], [], reported[1], []]);
  }
});

it.each(examples)(
  "the pack reports about a stack what its policies report alone: %s",
  async (_, options, stack) => {
    const each = [];
    for (const { name } of backupPolicies(options)) {
      const alone = backupPolicies(options).filter((policy) => policy.name === name);
      each.push(...(await run(alone, stack)).found);
    }
    const policies = backupPolicies(options);
    const { found, copyCount } = await run(policies, stack);
    expect(found).toEqual(each);
    const reporting = new Set(found.map(({ policy }) => policy));
    // The policy that is asked first gets a copy in any case.
    expect(copyCount).toBeLessThanOrEqual(reporting.size + 1);
    expect((await run(policies, stack)).found).toEqual(each);
  },
);

it("no finding of one stack appears for the next, also in one asynchronous context", async () => {
  const { fails, passes } = stackExamples["vm-and-vault-same-region"] as (typeof stackExamples)[string];
  const policies = backupPolicies();
  const reported = async (stack: readonly TestResource[]) =>
    (await run(policies, stack)).found.map(({ policy }) => policy);
  const [failed, passed, again] = [await reported(fails), await reported(passes), await reported(fails)];
  expect(failed).toContain("vm-and-vault-same-region");
  expect(passed).toEqual([]);
  expect(again).toEqual(failed);

  // The resources have the same names, so that the inputs recorded for them are the same.
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

describe("the SDK's server", () => {
  const resource = {
    type: "azure-native:compute:VirtualMachine",
    name: "web",
    props: { location: "westeurope" },
  };

  /** Policies that record each property of theirs that the server reads, and each call. */
  function recordingPolicies(
    key: "validateResource" | "validateStack",
    types: readonly (string | undefined)[],
  ) {
    const log: string[] = [];
    const policies = types.map((type, i) => {
      const name = `policy-${i}`;
      const validate = Object.defineProperty(() => void log.push(`${name} called`), "__pulumiType", {
        get: () => {
          log.push(`${name} type`);
          return type;
        },
      });
      return Object.defineProperty({ name, description: name, enforcementLevel: "mandatory" }, key, {
        enumerable: true,
        get: () => {
          log.push(`${name} function`);
          return type === "none" ? undefined : validate;
        },
      });
    });
    // Reading a function several times is one step of the protocol.
    const steps = () => log.filter((step, i) => step !== log[i - 1]);
    return { policies: policies as never, steps };
  }

  const expected = [
    "policy-0 function",
    "policy-0 type",
    "policy-0 function",
    "policy-0 called",
    "policy-1 function",
    "policy-2 function",
    "policy-2 type",
    "policy-3 function",
    "policy-3 type",
    "policy-3 function",
    "policy-3 called",
  ];
  const types4 = [undefined, "none", "azure-native:compute:Disk", resource.type];

  it("reads a policy's function, then its type, then calls it, policy by policy, for a resource", async () => {
    const { policies, steps } = recordingPolicies("validateResource", types4);
    const copies = jest.spyOn(proto.AnalyzeRequest.prototype, "getProperties");
    expect(await analyze(policies, resource)).toEqual([]);
    expect(steps()).toEqual(expected);
    expect(copies).toHaveBeenCalledTimes(2);
    copies.mockRestore();
  });

  it("does the same for a stack", async () => {
    const { policies, steps } = recordingPolicies("validateStack", types4);
    const copies = jest.spyOn(proto.AnalyzerResource.prototype, "getProperties");
    expect(await analyzeStack(policies, [resource, resource])).toEqual([]);
    expect(steps()).toEqual(expected);
    expect(copies).toHaveBeenCalledTimes(4);
    copies.mockRestore();
  });

  it("counts a policy without a function as passed, and one of another type as not applicable", async () => {
    const { policies } = recordingPolicies("validateResource", types4);
    expect(await skipped(policies, resource)).toEqual(["policy-2"]);
  });

  it("is of a version that the package accepts", () => {
    const { peerDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
    const { version } = JSON.parse(readFileSync("node_modules/@pulumi/policy/package.json", "utf8"));
    expect(peerDependencies["@pulumi/policy"]).toBe(`~${version.replace(/^v/, "").replace(/\d+$/, "0")}`);
  });
});
