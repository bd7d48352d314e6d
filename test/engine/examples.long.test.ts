/** @jest-environment ./test/support/engineEnvironment.js */
// Every example as a user runs it who copied its folder: Pulumi's own loader compiles the TypeScript.

import { provideYamlHost } from "../package/languageTools";
import { expectExampleRuns, expectedExamples } from "../support/examples";

jest.setTimeout(20 * 60_000);
beforeAll(provideYamlHost);

it.each(Object.keys(expectedExamples))("examples/%s runs as it is written", (name) =>
  expectExampleRuns(name),
);
