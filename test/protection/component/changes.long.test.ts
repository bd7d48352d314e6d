// New random edits in each run, on a model of the engine. A failure prints its sequence and its seed.
import { runInModel } from "../../support/changes/model";

jest.setTimeout(1_200_000);

it("200 new sequences of random edits: preview says what happens, and every stack heals", async () => {
  const { made } = await runInModel(200);
  expect(made).toBeGreaterThan(1000);
});
