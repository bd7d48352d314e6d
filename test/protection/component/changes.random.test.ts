// Random edits on a model of the engine, see test/support/changes/sequences.ts. A failure prints its sequence and its seed.
import { runInModel } from "../../support/changes/model";
import { seed, withoutVaults } from "../../support/changes/sequences";

jest.setTimeout(4 * 3_600_000);

it("sequences of random edits: preview says what happens, and every stack heals", async () => {
  const { made } = await runInModel(withoutVaults, seed);
  expect(made).toBeGreaterThan(5 * withoutVaults);
});
