// Random edits of a program, on a model of the engine: preview says what happens, and each stack can be healed.
import { runInModel } from "../../support/changes/model";

it("random edits: preview says what happens, no backup is lost without a warning, and every stack heals", async () => {
  const { refused, made, lost, healed } = await runInModel(25, { seed: 20261130 });
  // The sequences are such that each case occurs.
  expect(made).toBeGreaterThan(150);
  expect(refused).toBeGreaterThan(50);
  expect(Math.min(lost, healed)).toBeGreaterThan(2);
});
