// Each violation that the tests of the pack have, declared in other forms: the same findings, in the words of the form.
import { backupPolicies } from "../../policies/pack";
import { compliant } from "./compliant";
import { asAzapi, asAzapiText, asGeneric, asPackage, asVersion, inWordsOfNative, named } from "./otherForms";
import { type Case, cases } from "./propertyStates";
import { analyze, analyzeStack, type Diagnostic, findingOf, type TestResource } from "./server";
import { stackExamples } from "./stackExamples";

type Translate = (resource: TestResource) => TestResource;

const forms: readonly (readonly [form: string, translate: Translate])[] = [
  ["azapi", asAzapi],
  ["azapi with a body of text", asAzapiText],
  ["azure-native's generic resource", asGeneric],
  ["a package of one API version", asPackage],
  ["azure-native's version of a type", asVersion],
];

/** Findings that a form cannot have, by the form and the case, with the reason. */
const exceptions = (form: string, { title }: Case): RegExp | undefined =>
  form.startsWith("azapi") && title === "names-and-ids, resourceGroupName"
    ? // The group is a part of parentId. azapi itself refuses a parentId that is no id.
      /^(names-and-ids|protected-item-valid) /
    : undefined;

/** Only azure-native's own types are remediated, so here nothing is. */
const noRemediation = {
  "vm-agent-enabled": "mandatory",
  "storage-account-trusted-services": "mandatory",
  "vault-soft-delete": "mandatory",
};

const packs = new Map<string, ReturnType<typeof backupPolicies>>();
/** A pack for each form: one that has seen azure-native's own token of a type looks for that token in a stack. */
function packOf({ policy, settings }: Case, form: string) {
  const options = { ...noRemediation, ...(Object.keys(settings).length > 0 && { [policy]: settings }) };
  const key = `${form} ${JSON.stringify(options)}`;
  const pack = packs.get(key) ?? backupPolicies(options as never);
  packs.set(key, pack);
  return pack;
}

async function linesOf(one: Case, form: string, resources: readonly TestResource[]): Promise<string[]> {
  const policies = packOf(one, form);
  const found: Diagnostic[] = [];
  for (const resource of resources) found.push(...(await analyze(policies, resource)));
  const onStack = policies.filter((policy) => "validateStack" in policy);
  found.push(...(await analyzeStack(onStack, resources)));
  return found
    .map(({ policy, level, message, urn }) =>
      [policy, level, urn.split("::").at(-1), findingOf(message) || message].join(" "),
    )
    .sort();
}

const passing: readonly Case[] = [
  ...Object.entries(compliant).map(([type, props]) => ({
    ...{ title: `nothing is wrong, ${type}`, policy: "vault-name", settings: {} },
    resources: [{ type, name: "web", props }],
  })),
  ...Object.entries(stackExamples).map(([policy, { passes, settings = {} }]) => ({
    ...{ title: `${policy} passes`, policy, resources: passes, settings },
  })),
];

it.each([...cases, ...passing].map((one, i) => [one.title, one, i] as const))(
  "%s: the same findings in every form, in its words",
  async (_, given, i) => {
    const one = { ...given, resources: given.resources.map(named) };
    const expected = await linesOf(one, "azure-native", one.resources);
    for (const [form, translate] of forms.filter((__, j) => j === 0 || j === 2 || (i + j) % 4 === 0)) {
      const excepted = exceptions(form, one);
      const isCompared = (line: string) => excepted?.test(line) !== true;
      const found = (await linesOf(one, form, one.resources.map(translate))).map(inWordsOfNative);
      expect({ form, found: found.filter(isCompared).sort() }).toEqual({
        form,
        found: expected.map(inWordsOfNative).filter(isCompared).sort(),
      });
    }
  },
);
