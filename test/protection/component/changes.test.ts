// Random edits of a program, on a model of the engine: preview says what happens, and each stack can be healed.
import type { Edit } from "../../support/changes/edits";
import { runInModel } from "../../support/changes/model";
import { runVaultsInModel } from "../../support/changes/vaults/model";

jest.setTimeout(600_000);

it("random edits: preview says what happens, no backup is lost without a warning, and every stack heals", async () => {
  const { refused, made, lost, healed } = await runInModel(30, { seed: 20261130 });
  // The sequences are such that each case occurs.
  expect(made).toBeGreaterThan(90);
  expect(refused).toBeGreaterThan(30);
  expect(Math.min(lost, healed)).toBeGreaterThan(1);
});

it.each(["ownVault", "regional"] as const)(
  "random edits of vaults and policies (%s): preview says what happens, and every stack heals",
  async (kind) => {
    const { made, refused } = await runVaultsInModel(kind, 10, { seed: 20261130 });
    expect(made).toBeGreaterThan(40);
    expect(refused).toBeGreaterThan(2);
  },
);

it("a move that failed is announced again by the next preview, although the component no longer changes", async () => {
  const examples: [Edit[]][] = [
    [
      [
        { kind: "flag", i: 0, j: 0 },
        { kind: "fail", i: 2, j: 3 },
      ],
    ],
  ];
  expect(await runInModel(1, { seed: 1, examples })).toMatchObject({ made: 2, lost: 2 });
});
