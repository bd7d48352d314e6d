// Random edits on a model of the engine: 1,000 sequences, always the same. AZURE_VM_BACKUP_SEQUENCES asks for as many new ones. A failure
// prints its sequence and its seed.
import { runInModel } from "../../support/changes/model";
import { runVaultsInModel } from "../../support/changes/vaults/model";

jest.setTimeout(4 * 3_600_000);

const { AZURE_VM_BACKUP_SEQUENCES: asked } = process.env;
const sequences = Number(asked ?? 1000);
const given = asked === undefined ? { seed: 20261201 } : {};
/** A sequence with vaults takes about twice the time of one without. */
const ofEachVaultKind = Math.ceil(sequences / 10);

it("1,000 sequences of random edits: preview says what happens, and every stack heals", async () => {
  const number = Math.max(1, sequences - 2 * ofEachVaultKind);
  const { made } = await runInModel(number, given);
  expect(made).toBeGreaterThan(5 * number);
});

it.each(["ownVault", "regional"] as const)("100 of them change vaults and policies (%s)", async (kind) => {
  const { made } = await runVaultsInModel(kind, ofEachVaultKind, given);
  expect(made).toBeGreaterThan(3 * ofEachVaultKind);
});
