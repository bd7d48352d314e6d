import type { Inventory } from "../core/inventory";
import { vaultType } from "../vault/arm";
import type { AssessedVault } from "./assessment";
import { type Identified, identityOf } from "./identity";

interface Vault extends Identified {
  readonly vaultName?: string;
}

/** The vaults of an inventory. `itemsIn` counts the items of a vault by its name. */
export const vaultsOf = (inventory: Inventory, itemsIn: (vaultName: string) => number): AssessedVault[] =>
  inventory.of<Vault>(vaultType).map((vault) => {
    const identity = identityOf(vault, (inputs) => inputs?.vaultName);
    return { ...identity, items: itemsIn(identity.name) };
  });
