import { described } from "../core/finding";
import { cite } from "../core/limits";
import { notice, pass, type Rule, type Verdict } from "../core/rule";
import { lastName } from "../core/words";
import { listsRegion, regionsWithoutPair, regionsWithoutZones } from "../region/facts";
import type { VaultSettings } from "./arm";
import { StorageRedundancy } from "./facts";

type VaultRule = Rule<VaultSettings>;

const regionOfVault = (vault: VaultSettings): string => `a vault in ${vault.location}`;

/** Zone-redundant storage lies in the zones of the vault's region. */
export const regionHasZones: VaultRule = (vault, words): Verdict => {
  if (vault.storageRedundancy !== StorageRedundancy.ZoneRedundant) return pass;
  if (!listsRegion(regionsWithoutZones, vault.location)) return pass;
  return notice({
    path: "storageRedundancy",
    got: described(`${StorageRedundancy.ZoneRedundant}, for ${regionOfVault(vault)}`),
    allowed: `regions with availability zones: of ${vault.location} the list of ${regionsWithoutZones.asOf} shows none`,
    fix: `look up whether it has them now, or set ${lastName(words, "storageRedundancy")} to ${StorageRedundancy.GeoRedundant}`,
    ...cite(regionsWithoutZones),
  });
};

/** Copies in the paired region, and restores there, are for regions that have a pair. Azure's default is not spoken of. */
export const regionHasPair: VaultRule = (vault, words): Verdict => {
  if (vault.crossRegionRestore !== true && vault.storageRedundancy !== StorageRedundancy.GeoRedundant)
    return pass;
  if (!listsRegion(regionsWithoutPair, vault.location)) return pass;
  const path = vault.crossRegionRestore === true ? "crossRegionRestore" : "storageRedundancy";
  const what =
    vault.crossRegionRestore === true
      ? words.says("crossRegionRestore", true)
      : StorageRedundancy.GeoRedundant;
  return notice({
    path,
    got: described(`${what}, for ${regionOfVault(vault)}`),
    allowed: `regions with a paired region: for ${vault.location} the list of ${regionsWithoutPair.asOf} names none`,
    fix: `look up whether it has a pair now, or choose ${StorageRedundancy.ZoneRedundant} without cross-region restore`,
    ...cite(regionsWithoutPair),
  });
};

/** What the vault's region may not offer. */
export const regionOfferRules: readonly VaultRule[] = [regionHasZones, regionHasPair];
