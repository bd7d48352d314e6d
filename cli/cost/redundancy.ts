import type { AssessedVault } from "../../src/assess/assessment";
import { StorageRedundancy } from "../../src/vault/facts";
import { printable } from "../failure";
import type { Redundancy } from "./priceList";

/** The redundancy with which the storage of a region is estimated. */
export interface RegionRedundancy {
  readonly redundancy: Redundancy;
  readonly reason: string;
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
  if (chosen !== undefined) return { redundancy: chosen, reason: "as --redundancy says" };
  const here = vaults.filter(({ location }) => location === region);
  const known = new Set(here.map(redundancyOf));
  const [only] = known.size === 1 ? known : [];
  if (only !== undefined) {
    const crossRegion = here.filter(({ crossRegionRestore }) => crossRegionRestore === true);
    const names = crossRegion.map(({ name }) => printable(name)).join(", ");
    const restore = names === "" ? "" : ` with cross-region restore (${names})`;
    return { redundancy: only, reason: `as its vaults have${restore}` };
  }
  return {
    redundancy: StorageRedundancy.GeoRedundant,
    reason:
      here.length === 0
        ? "Azure's default, because it has no vault"
        : known.has(undefined)
          ? "Azure's default, because the redundancy of its vaults was not read"
          : "Azure's default, because its vaults differ",
  };
}

/** Undefined: not read, or one that Azure Backup does not have. */
function redundancyOf({ storageRedundancy = "", crossRegionRestore }: AssessedVault): Redundancy | undefined {
  if (crossRegionRestore === true) return "ReadAccessGeoRedundant";
  return Object.hasOwn(StorageRedundancy, storageRedundancy) ? (storageRedundancy as Redundancy) : undefined;
}
