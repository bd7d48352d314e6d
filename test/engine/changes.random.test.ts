/** @jest-environment ./test/support/engineEnvironment.js */
// On request, `npm run test:random`: two sequences, always the same. AZURE_VM_BACKUP_SEQUENCES asks for as many new ones.
import { runInEngine } from "../support/changes/engine";

jest.setTimeout(4 * 3_600_000);

const { AZURE_VM_BACKUP_SEQUENCES: asked } = process.env;

it("random edits on the real engine: preview says what happens, and every stack heals", async () => {
  const sequences = Number(asked ?? 2);
  const { made } = await runInEngine(sequences, asked === undefined ? { seed: 20261130 } : {});
  expect(made).toBeGreaterThan(sequences);
});
