import { cite } from "../core/limits";
import { noFindings, note, type Rule, type Verdict } from "../core/rule";
import { lastName } from "../core/words";
import { listsRegion, regionsWithoutPair, regionsWithoutZones } from "../region/facts";
import type { VaultSettings } from "./arm";
import { StorageRedundancy } from "./facts";

type VaultRule = Rule<VaultSettings>;

/** ZoneRedundant needs a region with availability zones. */
export const regionHasZones: VaultRule = (vault, words): Verdict => {
  if (vault.storageRedundancy !== StorageRedundancy.ZoneRedundant) return noFindings;
  if (!listsRegion(regionsWithoutZones, vault.location)) return noFindings;
  return note({
    path: "storageRedundancy",
    message: `${StorageRedundancy.ZoneRedundant} needs availability zones, and the list of regions of ${regionsWithoutZones.asOf} shows none in ${vault.location}`,
    fix: `check whether the region has zones now, or set ${lastName(words, "storageRedundancy")} to "${StorageRedundancy.GeoRedundant}"`,
    ...cite(regionsWithoutZones),
  });
};

/** GeoRedundant and cross-region restore need a paired region. A vault that sets neither has no finding. */
export const regionHasPair: VaultRule = (vault): Verdict => {
  if (vault.crossRegionRestore !== true && vault.storageRedundancy !== StorageRedundancy.GeoRedundant)
    return noFindings;
  if (!listsRegion(regionsWithoutPair, vault.location)) return noFindings;
  const [path, setting] =
    vault.crossRegionRestore === true
      ? ["crossRegionRestore", "Cross-region restore"]
      : ["storageRedundancy", StorageRedundancy.GeoRedundant];
  return note({
    path,
    message: `${setting} needs a paired region, and the list of regions of ${regionsWithoutPair.asOf} has none for ${vault.location}`,
    fix: `check whether the region has a pair now, or use ${StorageRedundancy.ZoneRedundant} without cross-region restore`,
    ...cite(regionsWithoutPair),
  });
};

/** Notes on what the vault's region may not offer. */
export const regionOfferRules: readonly VaultRule[] = [regionHasZones, regionHasPair];
