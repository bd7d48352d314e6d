/** @jest-environment ./test/support/engineEnvironment.js */
// Every folder of examples/, from a copy, under the policy pack; examples.long.test.ts runs each by Pulumi's own TypeScript loader.
import { exampleNames, runExample } from "../../simulator/demo/runExample";
import type { Stack, StackOptions } from "../../simulator/engine";
import { provideYamlHost } from "../package/languageTools";
import { findingsOf, stackOfProject } from "../support/engine";
import { expectExampleRuns, expectedExamples } from "../support/examples";

jest.setTimeout(20 * 60_000);

/** These run as a user runs them: one in TypeScript, one in YAML, and one that calls Azure's REST API. */
const asWritten = ["quickstart", "yaml", "discovery"];
const inProcess = Object.keys(expectedExamples).filter((name) => !asWritten.includes(name));

/** A stack that runs the example in this process, which it can without the certificate of simulated Azure's REST API. */
async function stackInProcess({ projectDir = "", ...options }: StackOptions): Promise<Stack> {
  const stack = await stackOfProject(projectDir, options);
  return {
    ...stack,
    up: ({ env: { NODE_EXTRA_CA_CERTS: _, ...env } = {}, ...given } = {}) => stack.up({ ...given, env }),
  };
}

beforeAll(provideYamlHost);

it("every example is tested here", () => {
  expect([...Object.keys(expectedExamples), "refused"].sort()).toEqual(exampleNames().sort());
});

it.each(asWritten)("examples/%s runs as it is written", (name) => expectExampleRuns(name));

it.each(inProcess)("examples/%s runs", (name) => expectExampleRuns(name, stackInProcess));

it("examples/refused is refused before anything is created", async () => {
  const up = await runExample("refused", ["--skip-preview=false"]);
  expect(up.ok).toBe(false);
  expect(findingsOf(up).filter((finding) => finding.endsWith("[mandatory]"))).toEqual([
    "vm-data-disk-limit [mandatory]",
    "vm-os-supported [mandatory]",
  ]);
});
