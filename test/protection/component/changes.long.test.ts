// Random edits on a model of the engine: 1,000 sequences, always the same. AZURE_VM_BACKUP_SEQUENCES asks for as many new ones. A failure
// prints its sequence and its seed.
import { runInModel } from "../../support/changes/model";

jest.setTimeout(4 * 3_600_000);

const { AZURE_VM_BACKUP_SEQUENCES: asked } = process.env;

it("1,000 sequences of random edits: preview says what happens, and every stack heals", async () => {
  const sequences = Number(asked ?? 1000);
  const { made } = await runInModel(sequences, asked === undefined ? { seed: 20261201 } : {});
  expect(made).toBeGreaterThan(5 * sequences);
});
