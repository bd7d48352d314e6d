import { cite } from "../core/limits";
import { noFindings, note, type Rule, type Verdict } from "../core/rule";
import { lastName } from "../core/words";
import { listsRegion, regionsWithoutPair, regionsWithoutZones } from "../region/facts";
import type { VaultSettings } from "./arm";
import { StorageRedundancy } from "./facts";

type VaultRule = Rule<VaultSettings>;

/** Zone-redundant storage lies in the zones of the vault's region. */
export const regionHasZones: VaultRule = (vault, words): Verdict => {
  if (vault.storageRedundancy !== StorageRedundancy.ZoneRedundant) return noFindings;
  if (!listsRegion(regionsWithoutZones, vault.location)) return noFindings;
  return note({
    path: "storageRedundancy",
    message: `${StorageRedundancy.ZoneRedundant} needs availability zones, and the list of ${regionsWithoutZones.asOf} shows none in ${vault.location}`,
    fix: `check whether the region has zones now, or set ${lastName(words, "storageRedundancy")} to ${StorageRedundancy.GeoRedundant}`,
    ...cite(regionsWithoutZones),
  });
};

/** Copies in the paired region, and restores there, are for regions that have a pair. Azure's default is not spoken of. */
export const regionHasPair: VaultRule = (vault, words): Verdict => {
  if (vault.crossRegionRestore !== true && vault.storageRedundancy !== StorageRedundancy.GeoRedundant)
    return noFindings;
  if (!listsRegion(regionsWithoutPair, vault.location)) return noFindings;
  const path = vault.crossRegionRestore === true ? "crossRegionRestore" : "storageRedundancy";
  const what =
    vault.crossRegionRestore === true
      ? words.phrase("crossRegionRestore", true)
      : StorageRedundancy.GeoRedundant;
  return note({
    path,
    message: `${what} needs a paired region, and the list of ${regionsWithoutPair.asOf} names none for ${vault.location}`,
    fix: `check whether the region has a pair now, or choose ${StorageRedundancy.ZoneRedundant} without cross-region restore`,
    ...cite(regionsWithoutPair),
  });
};

/** What the vault's region may not offer. */
export const regionOfferRules: readonly VaultRule[] = [regionHasZones, regionHasPair];
