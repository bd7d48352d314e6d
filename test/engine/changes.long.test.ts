/** @jest-environment ./test/support/engineEnvironment.js */
// The model of the engine is right: sequences of edits have the same messages, steps and items on the model and on the real engine.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { anyEdit, type Edit } from "../support/changes/edits";
import { stackInEngine, vaultStackInEngine } from "../support/changes/engine";
import { makeVault, stackInModel } from "../support/changes/model";
import { type ChangedStack, runSequence } from "../support/changes/sequence";
import { ownVaultProgram, regionalProgram } from "../support/changes/vaults/declare";
import type { Kind, VaultEdit } from "../support/changes/vaults/kind";
import { ownVault } from "../support/changes/vaults/ownVault";
import { regional } from "../support/changes/vaults/regional";
import { runVaultSequence, type VaultStack } from "../support/changes/vaults/sequence";
import { modelStack } from "../support/model/stack";
import { runs } from "../support/runs";

jest.setTimeout(600_000);

/** A sequence with each kind of edit that changes the state, and in the random suite random ones. */
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
  ...fc
    .sample(fc.array(anyEdit, { minLength: 6, maxLength: 6 }), { numRuns: 5, seed: 20261130 })
    .slice(0, runs(5, 0)),
];

const root = mkdtempSync(join(tmpdir(), "avb-model-"));
beforeAll(() => makeVault(join(root, "first")));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;

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

/** On the engine the project has the name of the program, on the model it has one name. */
const inOneProject = (text: string): string => text.replaceAll("::vaultChanges::", "::changes::");

/** A folder with the simulated Azure of each sequence's beginning. */
function newAzure(): string {
  const azureDir = join(root, String(folders++));
  mkdirSync(azureDir);
  copyFileSync(join(root, "first/azure.jsonl"), join(azureDir, "azure.jsonl"));
  return azureDir;
}

/** What a sequence prints and does, and the state at its end. */
async function record<Stack extends Pick<ChangedStack, "pulumi">>(
  open: (azureDir: string) => Promise<Stack>,
  run: (stack: Stack, onStep: (text: readonly unknown[]) => void) => Promise<unknown>,
) {
  const stack = await open(newAzure());
  const printed: unknown[] = [];
  await run(stack, (text) => printed.push(comparable(text)));
  const { stdout } = await stack.pulumi(["stack", "export"]);
  const { deployment } = JSON.parse(inOneProject(stdout)) as {
    deployment: { resources: Record<string, unknown>[] };
  };
  const resources = deployment.resources
    .filter(({ type }) => !/^pulumi:pulumi:Stack|^pulumi:providers:/.test(String(type)))
    .map(({ urn, id, inputs, retainOnDelete, protect }) => ({ urn, id, inputs, retainOnDelete, protect }))
    .sort((a, b) => (String(a.urn) < String(b.urn) ? -1 : 1));
  return { printed: JSON.parse(inOneProject(JSON.stringify(printed))), resources };
}

it.each(sequences.map((sequence, i) => [i, sequence] as const))(
  "sequence %i does the same on the model as on the engine",
  async (_, sequence) => {
    const run = (stack: ChangedStack, onStep: (text: readonly unknown[]) => void) =>
      runSequence(stack, sequence, onStep);
    const inModel = await record(async (azureDir) => stackInModel(azureDir), run);
    const inEngine = await record(stackInEngine, run);
    expect(inModel).toEqual(inEngine);
  },
);

/** Vaults and policies: creation before deletion, protected resources, and the order of deletions. */
async function compareVaults<Program>(
  kind: Kind<Program>,
  declare: (program: Program) => void,
  sequence: readonly VaultEdit[],
): Promise<void> {
  const run = (stack: VaultStack<Program>, onStep: (text: readonly unknown[]) => void) =>
    runVaultSequence(stack, kind, sequence, onStep);
  const inModel = await record(async (azureDir) => modelStack(declare, azureDir, kind.first), run);
  const inEngine = await record((azureDir) => vaultStackInEngine(kind, azureDir), run);
  expect(inModel).toEqual(inEngine);
}

it("a sequence with policies does the same on the model as on the engine", () =>
  compareVaults(ownVault, ownVaultProgram, [
    { kind: "renamePolicy", i: 0, j: 1 },
    { kind: "vaultFlag", i: 0, j: 1 },
    { kind: "removeAll", i: 0, j: 1 },
    { kind: "changePolicy", i: 1, j: 1 },
  ]));

it("a sequence with regions does the same on the model as on the engine", () =>
  compareVaults(regional, regionalProgram, [
    { kind: "flag", i: 0, j: 1 },
    { kind: "vaultFlag", i: 2, j: 1 },
    { kind: "renamePolicy", i: 1, j: 1 },
    { kind: "leaveRegion", i: 1, j: 1 },
  ]));
