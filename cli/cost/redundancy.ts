import type { AssessedVault } from "../../src/assess/assessment";
import { StorageRedundancy } from "../../src/vault/facts";
import { printable } from "../failure";
import type { Redundancy } from "./prices";

/** The redundancy with which the storage of a region is estimated. */
export interface RegionRedundancy {
  readonly redundancy: Redundancy;
  readonly reason: string;
  /** Names of the vaults with cross-region restore, whose storage no price is known for. Empty: none. */
  readonly crossRegionRestore: readonly string[];
}

/**
 * The redundancy of a region: as the user chose it, else that of its vaults if they agree, else Azure's default.
 *
 * @param chosen Undefined: the user chose none.
 */
export function redundancyIn(
  region: string,
  vaults: readonly AssessedVault[],
  chosen: Redundancy | undefined,
): RegionRedundancy {
  if (chosen !== undefined)
    return { redundancy: chosen, reason: "as --redundancy says", crossRegionRestore: [] };
  const here = vaults.filter(({ location }) => location === region);
  const known = new Set(here.map(({ storageRedundancy }) => storageRedundancy));
  const [only] = known.size === 1 ? known : [];
  const crossRegionRestore = here
    .filter((vault) => vault.crossRegionRestore === true)
    .map(({ name }) => printable(name));
  const isOfVaults = only !== undefined && Object.hasOwn(StorageRedundancy, only);
  return {
    redundancy: isOfVaults ? (only as Redundancy) : StorageRedundancy.GeoRedundant,
    reason: isOfVaults
      ? "as its vaults have"
      : here.length === 0
        ? "Azure's default, because it has no vault"
        : known.has(undefined)
          ? "Azure's default, because the redundancy of its vaults was not read"
          : "Azure's default, because its vaults differ",
    crossRegionRestore,
  };
}
