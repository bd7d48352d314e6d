// Random edits of vaults and policies on a model of the engine, see test/support/changes/sequences.ts.
import { ofEachVaultKind, seed } from "../../support/changes/sequences";
import { runVaultsInModel } from "../../support/changes/vaults/model";

jest.setTimeout(4 * 3_600_000);

it.each(["ownVault", "regional"] as const)("sequences change vaults and policies (%s)", async (kind) => {
  const { made } = await runVaultsInModel(kind, ofEachVaultKind, seed);
  expect(made).toBeGreaterThan(3 * ofEachVaultKind);
});
