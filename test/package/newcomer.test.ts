// A newcomer who follows README.md to the letter, in an empty folder; newcomer.long.test.ts has YAML and every Node.js that we support.
import type { Outcome } from "../../simulator/engine";
import { type Consumers, consumersOf } from "./consumer";
import { countOf, expectToLoad, loaders, previewOf } from "./newcomer";
import { firstProgram } from "./readme";

/** The first run installs the library's dependencies. */
jest.setTimeout(20 * 60_000);

let consumers: Consumers;
beforeAll(async () => {
  consumers = await consumersOf();
});
afterAll(() => consumers?.remove());

const warningsOf = ({ diagnostics }: Outcome) =>
  diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message);

it("README's program is green in its first preview, under the policy pack", async () => {
  const folder = consumers.folder("newcomer", {
    "package.json": { dependencies: { "azure-vm-backup": "file:" } },
    "Pulumi.yaml": "name: newcomer\nruntime: nodejs\n",
    "index.ts": firstProgram(),
  });
  const outcome = await previewOf(folder);
  expect([countOf(outcome, "BackupVault"), countOf(outcome, "ProtectedVms")]).toEqual([1, 1]);
  // The one warning allowed is about a time zone that changes its clocks.
  expect(warningsOf(outcome).filter((message) => !message.includes("daylight saving"))).toEqual([]);
});

it("on this Node.js CommonJS and ESM load each entry, and the command runs", () =>
  expectToLoad(process.execPath, consumers.folder("loaders", loaders), consumers.library));
