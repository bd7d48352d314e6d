/** @jest-environment ./test/support/engineEnvironment.js */
// Every folder of examples/, from a copy; in the random suite all of them under the policy pack.
import { provideYamlHost } from "../package/languageTools";
import { expectExampleRuns, expectedExamples, stackInProcess } from "../support/examples";
import { runs } from "../support/runs";

jest.setTimeout(20 * 60_000);

/** These run as a user runs them: one in YAML, and one that calls Azure's REST API. */
const asWritten = ["yaml", "discovery"];
/** examplesDeployed.long.test.ts runs `quickstart`. */
const inProcess = Object.keys(expectedExamples).filter(
  (name) => ![...asWritten, "quickstart"].includes(name),
);

beforeAll(provideYamlHost);

it.each(asWritten)("examples/%s runs as it is written", (name) => expectExampleRuns(name));

/** A policy pack needs a process for each command: of these, only the example that is a pack has one, and in the random suite all. */
const withPack = inProcess.filter((name) => name === "policy-pack" || runs(1, 0) > 0);

it.each(inProcess)("examples/%s runs", (name) =>
  expectExampleRuns(name, stackInProcess, withPack.includes(name)),
);
