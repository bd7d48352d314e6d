import { type Inventory, ifKnown } from "../core/inventory";
import { type Vault as VaultPayload, vaultShape, vaultType } from "../vault/arm";
import type { AssessedVault } from "./assessment";
import { type Identified, identityOf } from "./identity";

interface Vault extends Identified, Omit<VaultPayload, "vaultName" | "location"> {
  readonly vaultName?: string;
}

/** The vaults of an inventory. `itemsIn` counts the items of a vault by its id. */
export const vaultsOf = (inventory: Inventory, itemsIn: (vaultId: string) => number): AssessedVault[] =>
  inventory.of<Vault>(vaultType).map((vault) => {
    const identity = identityOf(vault, (inputs) => inputs?.vaultName);
    const { storageRedundancy, crossRegionRestore } = storageOf(vault.inputs);
    return {
      ...{ ...identity, items: itemsIn(identity.id) },
      ...(storageRedundancy !== undefined && { storageRedundancy }),
      ...(crossRegionRestore !== undefined && { crossRegionRestore }),
    };
  });

function storageOf(vault: Vault) {
  const settings = vaultShape.view(vault);
  return {
    storageRedundancy: ifKnown(() => settings.storageRedundancy),
    crossRegionRestore: ifKnown(() => settings.crossRegionRestore),
  };
}

/** Names of the vaults of each region, the one with the most items first. */
export function vaultNamesByRegion(vaults: readonly AssessedVault[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  const sorted = [...vaults].sort((a, b) => b.items - a.items || (a.name < b.name ? -1 : 1));
  for (const { name, location } of sorted) {
    const ofRegion = names.get(location);
    if (ofRegion === undefined) names.set(location, [name]);
    else ofRegion.push(name);
  }
  return names;
}
