/** @jest-environment ./test/support/engineEnvironment.js */
// The model of the engine is right: sequences of edits have the same messages, steps and items on the model and on the real engine.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { anyEdit, type Edit } from "../support/changes/edits";
import { stackInEngine } from "../support/changes/engine";
import { makeVault, stackInModel } from "../support/changes/model";
import { type ChangedStack, runSequence } from "../support/changes/sequence";

jest.setTimeout(600_000);

/** A sequence with each kind of edit that changes the state, and a random one. */
const sequences: readonly Edit[][] = [
  [
    { kind: "rename", i: 0, j: 2 },
    { kind: "flag", i: 0, j: 0 },
    { kind: "crash", i: 1, j: 4 },
    { kind: "stop", i: 1, j: 0 },
    { kind: "remove", i: 1, j: 0 },
    { kind: "replaceVm", i: 2, j: 0 },
    { kind: "changeProvider", i: 1, j: 0 },
    { kind: "flag", i: 0, j: 0 },
    { kind: "swap", i: 0, j: 1 },
    { kind: "adopt", i: 0, j: 0 },
    { kind: "swap", i: 0, j: 1 },
    { kind: "renameComponent", i: 1, j: 0 },
  ],
  ...fc.sample(fc.array(anyEdit, { minLength: 6, maxLength: 6 }), { numRuns: 1, seed: 20261130 }),
];

const root = mkdtempSync(join(tmpdir(), "avb-model-"));
beforeAll(() => makeVault(join(root, "first")));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let runs = 0;

/** The words that the CLI adds, and the root resource, are not in the model. */
const comparable = (text: readonly unknown[]): unknown =>
  text
    .filter((one) => typeof one !== "string" || !/^(preview|update) failed$/i.test(one))
    .map((one) =>
      typeof one === "string"
        ? one.replace(/^Preview failed: /, "")
        : Array.isArray(one)
          ? one.filter((step) => step !== "create changes-dev")
          : one,
    );

/** All that a sequence prints and does, and the state at its end. */
async function record(open: (azureDir: string) => Promise<ChangedStack>, sequence: readonly Edit[]) {
  const azureDir = join(root, String(runs++));
  mkdirSync(azureDir);
  copyFileSync(join(root, "first/azure.jsonl"), join(azureDir, "azure.jsonl"));
  const stack = await open(azureDir);
  const printed: unknown[] = [];
  await runSequence(stack, sequence, (text) => printed.push(comparable(text)));
  const { stdout } = await stack.pulumi(["stack", "export"]);
  const { deployment } = JSON.parse(stdout) as { deployment: { resources: Record<string, unknown>[] } };
  const resources = deployment.resources
    .filter(({ type }) => !/^pulumi:pulumi:Stack|^pulumi:providers:/.test(String(type)))
    .map(({ urn, id, inputs, retainOnDelete }) => ({ urn, id, inputs, retainOnDelete }))
    .sort((a, b) => (String(a.urn) < String(b.urn) ? -1 : 1));
  return { printed, resources };
}

it.each(sequences.map((sequence, i) => [i, sequence] as const))(
  "sequence %i does the same on the model as on the engine",
  async (_, sequence) => {
    const inModel = await record(async (azureDir) => stackInModel(azureDir), sequence);
    const inEngine = await record(stackInEngine, sequence);
    expect(inModel).toEqual(inEngine);
  },
);
