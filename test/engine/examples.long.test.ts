/** @jest-environment ./test/support/engineEnvironment.js */
// Every folder of examples/, from a copy, under the policy pack.
import type { Stack, StackOptions } from "../../simulator/engine";
import { provideYamlHost } from "../package/languageTools";
import { stackOfProject } from "../support/engine";
import { expectExampleRuns, expectedExamples } from "../support/examples";

jest.setTimeout(20 * 60_000);

/** These run as a user runs them: one in YAML, and one that calls Azure's REST API. */
const asWritten = ["yaml", "discovery"];
/** examplesDeployed.long.test.ts runs `quickstart`. */
const inProcess = Object.keys(expectedExamples).filter(
  (name) => ![...asWritten, "quickstart"].includes(name),
);

/** A stack that runs the example in this process, which it can without the certificate of simulated Azure's REST API. */
async function stackInProcess({ projectDir = "", ...options }: StackOptions): Promise<Stack> {
  const stack = await stackOfProject(projectDir, options);
  return {
    ...stack,
    up: ({ env: { NODE_EXTRA_CA_CERTS: _, ...env } = {}, ...given } = {}) => stack.up({ ...given, env }),
  };
}

beforeAll(provideYamlHost);

it.each(asWritten)("examples/%s runs as it is written", (name) => expectExampleRuns(name));

it.each(inProcess)("examples/%s runs", (name) => expectExampleRuns(name, stackInProcess));
