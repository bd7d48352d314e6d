// Azure ignores the letter case of ids, names and choices: the pack finds the same whatever their case.
import * as fc from "fast-check";
import { backupPolicies } from "../../policies/pack";
import { recased } from "../support/letterCase";
import { runs } from "../support/runs";
import { compliant } from "./compliant";
import { type Case, cases } from "./propertyStates";
import { analyze, analyzeStack, type TestResource } from "./server";
import { stackExamples } from "./stackExamples";

const passing: readonly Case[] = [
  ...Object.entries(compliant).map(([type, props]) => ({
    ...{ title: `nothing is wrong, ${type}`, policy: "vault-name", settings: {} },
    resources: [{ type, name: "web", props }],
  })),
  ...Object.entries(stackExamples).map(([policy, { passes, settings = {} }]) => ({
    ...{ title: `${policy} passes`, policy, resources: passes, settings },
  })),
];

async function findings({ policy, settings }: Case, resources: readonly TestResource[]): Promise<string[]> {
  const policies = backupPolicies((Object.keys(settings).length > 0 ? { [policy]: settings } : {}) as never);
  const found = [];
  for (const resource of resources) found.push(...(await analyze(policies, resource)));
  found.push(
    ...(await analyzeStack(
      policies.filter((one) => "validateStack" in one),
      resources,
    )),
  );
  return found.map(({ policy, level, urn }) => `${policy} ${level} ${urn.split("::").at(-1)}`).sort();
}

const all = [...cases, ...passing];
const change: fc.Arbitrary<(text: string) => string> = fc.constantFrom(
  (text: string) => text.toUpperCase(),
  (text: string) => text.toLowerCase(),
  (text: string) =>
    text.replaceAll(/[a-z]/gi, (letter, at: number) => (at % 2 ? letter.toUpperCase() : letter)),
);

it.each(all.map((one) => [one.title, one] as const))("%s, whatever the letter case", async (_, one) => {
  const expected = await findings(one, one.resources);
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(change), async (choices) => {
      // Each text has a case of its own, so that two resources write the same id in different ways.
      const next = (text: string) => choices.next().value(text);
      const resources = one.resources.map(({ props, ...rest }) => ({
        ...rest,
        props: recased(props, next) as object,
      }));
      expect(await findings(one, resources)).toEqual(expected);
    }),
    { numRuns: runs(5) },
  );
});
