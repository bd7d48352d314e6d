import { existsSync, readdirSync, readFileSync } from "node:fs";
import { backupPolicies } from "../../policies/pack";
import { policyPages } from "../../scripts/policyPages";
import { requirements } from "../../src/requirements";
import { examplesOf } from "../policies/examples";
import { analyze, analyzeAlone, analyzeStack, type TestResource } from "../policies/server";

const pages = policyPages();

it("every policy has a page, and there is no other page", () => {
  expect(readdirSync("docs/policies").sort()).toEqual(requirements.map(({ name }) => `${name}.md`).sort());
});

it.each(Object.keys(pages))("%s is what `npm run docs` writes", (page) => {
  expect(existsSync(page) && readFileSync(page, "utf8")).toBe(pages[page]);
});

/** The findings of one policy of the pack about resources, as the engine prints them. */
async function findingsOf(
  policy: string,
  resources: readonly TestResource[],
  settings: object = {},
): Promise<string[]> {
  const policies = backupPolicies({ [policy]: settings }).filter(({ name }) => name === policy);
  const requirement = requirements.find(({ name }) => name === policy);
  if (requirement && "rules" in requirement)
    return (await analyzeAlone(policies, resources[0] as TestResource)).map(({ message }) => message);
  for (const resource of resources) await analyze(policies, resource);
  return (await analyzeStack(policies, resources)).map(({ message }) => message);
}

it.each(requirements.map(({ name }) => name))(
  "%s: the page's failing example fails with its message, the passing one passes",
  async (policy) => {
    const { fails, passes, settings, messages } = examplesOf(policy);
    expect(messages.length).toBeGreaterThan(0);
    expect(await findingsOf(policy, fails, settings)).toEqual(messages);
    expect(await findingsOf(policy, passes, settings)).toEqual([]);
  },
);
