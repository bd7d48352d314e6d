// Which deleted vault a name or an id means, and how long adopt waits for Resource Graph.
import { chosenVaults, untilListed } from "../../cli/adopt/undelete";
import type { DeletedVault } from "../../src/vault/deletedVaults";

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank";
const vault = (name: string, number: number): DeletedVault => ({
  id: `/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.RecoveryServices/locations/westeurope/deletedVaults/bank_${number}`,
  vaultId: `${group}/providers/Microsoft.RecoveryServices/vaults/${name}`,
  ...{ vaultName: name, resourceGroup: "bank", location: "westeurope" },
  subscriptionId: "00000000-0000-0000-0000-000000000000",
});
const [first, second, other] = [vault("safe", 1), vault("safe", 2), vault("other", 3)];
const chosen = (...wanted: string[]) => chosenVaults(wanted, { vaults: [first, second, other], notRead: [] });

it.each([
  ["its name", "OTHER", other],
  ["its id as a vault", other.vaultId.toUpperCase(), other],
  ["its id as a deleted vault", first.id, first],
  ["its name as a deleted vault", "bank_2", second],
])("%s means a deleted vault", (_, text, meant) => expect(chosen(text)).toEqual([meant]));

it("a vault that is named twice is brought back once", () =>
  expect(chosen("other", other.id)).toEqual([other]));

it("a name of several deleted vaults is refused with their ids", () =>
  expect(() => chosen("safe")).toThrow(
    `--undelete "safe" is the name of 2 deleted vaults. Use an id: ${first.id} (deleted at an unknown time), ${second.id}`,
  ));

it("two deleted vaults that had one id are refused", () =>
  expect(() => chosen(first.id, second.id)).toThrow("Bring one of them back"));

it("adopt reads until the vault is listed, and gives up with a command that works later", async () => {
  const reads = [[], [], [other.vaultId.toUpperCase()]];
  const read = async () => reads.shift() ?? [];
  expect(await untilListed([other], read, (ids) => ids, 0)).toEqual([other.vaultId.toUpperCase()]);
  await expect(untilListed([other], read, (ids) => ids, 0)).rejects.toThrow("without --undelete");
});
