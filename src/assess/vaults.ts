import { type Inventory, ifKnown } from "../core/inventory";
import { type Vault as VaultPayload, vaultShape, vaultType } from "../vault/arm";
import { defaultImmutability } from "../vault/facts";
import type { AssessedVault } from "./assessment";
import { type Identified, identityOf } from "./identity";

interface Vault extends Identified, Omit<VaultPayload, "vaultName" | "location"> {
  readonly vaultName?: string;
}

/** The vaults of an inventory. `itemsIn` counts the items of a vault by its id. */
export const vaultsOf = (inventory: Inventory, itemsIn: (vaultId: string) => number): AssessedVault[] =>
  inventory.of<Vault>(vaultType).map((vault) => {
    const identity = identityOf(vault, (inputs) => inputs?.vaultName);
    return { ...identity, items: itemsIn(identity.id), ...settingsOf(vault.inputs) };
  });

/** The settings that are known. */
function settingsOf(vault: Vault): Omit<AssessedVault, keyof ReturnType<typeof identityOf> | "items"> {
  const view = vaultShape.view(vault);
  const settings = {
    storageRedundancy: ifKnown(() => view.storageRedundancy),
    crossRegionRestore: ifKnown(() => view.crossRegionRestore),
    // Azure returns none for a vault that never had one.
    immutability: ifKnown(() => view.immutability ?? defaultImmutability),
    immutabilityDays: ifKnown(() => view.immutabilityDays),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
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
