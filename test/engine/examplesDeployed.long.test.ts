/** @jest-environment ./test/support/engineEnvironment.js */
// One example as a user runs it, and the one that the policy pack refuses; examples.long.test.ts has the others.
import { exampleNames, runExample } from "../../simulator/demo/runExample";
import { findingsOf } from "../support/engine";
import { expectExampleRuns, expectedExamples, stackInProcess } from "../support/examples";

jest.setTimeout(20 * 60_000);

it("every example is in the table", () => {
  expect([...Object.keys(expectedExamples), "refused"].sort()).toEqual(exampleNames().sort());
});

it("examples/quickstart runs as it is written", () => expectExampleRuns("quickstart"));

it("examples/refused is refused before anything is created", async () => {
  const up = await runExample("refused", ["--skip-preview=false"], stackInProcess);
  expect(up.ok).toBe(false);
  expect(findingsOf(up).filter((finding) => finding.endsWith("[mandatory]"))).toEqual([
    "vm-data-disk-limit [mandatory]",
    "vm-os-supported [mandatory]",
  ]);
});
