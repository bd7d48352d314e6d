/** @jest-environment ./test/support/engineEnvironment.js */
// Every folder of examples/, from a copy, under the policy pack.
import { provideYamlHost } from "../package/languageTools";
import { expectExampleRuns, expectedExamples, stackInProcess } from "../support/examples";

jest.setTimeout(20 * 60_000);

/** These run as a user runs them: one in YAML, and one that calls Azure's REST API. */
const asWritten = ["yaml", "discovery"];
/** examplesDeployed.long.test.ts runs `quickstart`. */
const inProcess = Object.keys(expectedExamples).filter(
  (name) => ![...asWritten, "quickstart"].includes(name),
);

beforeAll(provideYamlHost);

it.each(asWritten)("examples/%s runs as it is written", (name) => expectExampleRuns(name));

it.each(inProcess)("examples/%s runs", (name) => expectExampleRuns(name, stackInProcess));
