import { nameIn } from "../core/resourceId";
import { sameText } from "../core/values";
import { normalLocation } from "../region/location";
import { pairedRegionOf } from "../region/pairs";
import { replication } from "./facts";
import type { ArmJson, Refusal } from "./network";

/** Where a drill of the secondary region restores to, and from which vaults. */
export interface SecondaryPlace {
  readonly groupId: string;
  /** Undefined: it does not exist. */
  readonly group: ArmJson | undefined;
  readonly stagingId: string;
  readonly staging: ArmJson | undefined;
  /** The vaults of the drilled VMs. */
  readonly vaults: readonly ArmJson[];
}

/**
 * The region to which a drill of the secondary region restores, in Azure's own spelling: the paired region of the vault. Of a vault whose
 * pair is not known, Azure decides whether the region of the staging account is the secondary one.
 */
export const secondaryRegionOf = (vault: ArmJson | undefined, staging: ArmJson | undefined): string =>
  pairedRegionOf(vault?.location ?? "") ?? normalLocation(staging?.location ?? "");

/** Every reason not to restore from the secondary region to this place. */
export function secondaryRefusals(place: SecondaryPlace): Refusal[] {
  const { groupId, group, stagingId, staging, vaults } = place;
  const refusals = new Map<string, Refusal>();
  const refuse = (what: string, fix: string) => refusals.set(what, { what, fix });
  for (const vault of vaults) {
    const name = nameIn(vault.id ?? "");
    const why = withoutCrossRegionRestore(vault);
    if (why !== undefined)
      refuse(
        `The vault ${name} has no recovery points in a secondary region: ${why}`,
        `Switch on cross-region restore of a geo-redundant vault, and wait up to ${replication.firstPointHours} hours for the first point, or leave out --secondary-region`,
      );
    const region = secondaryRegionOf(vault, staging);
    if (staging !== undefined && region === normalLocation(vault.location ?? ""))
      refuse(
        `The storage account ${nameIn(stagingId)} is in ${vault.location}, the region of the vault ${name}`,
        "Use a staging account, a network and a resource group in the vault's secondary region",
      );
    const places = [
      ["storage account", "--staging", stagingId, staging],
      // While the region of a group fails, nothing in it can be changed.
      ["resource group", "--target-group", groupId, group],
    ] as const;
    for (const [kind, option, id, resource] of places)
      if (resource !== undefined && normalLocation(resource.location ?? "") !== region)
        refuse(
          `The ${kind} ${nameIn(id)} is in ${resource.location}, and the secondary region of the vault ${name} is ${region}`,
          `Use a ${kind} in ${region} for ${option}, and drill the VMs of each vault's region separately`,
        );
  }
  return [...refusals.values()];
}

/** What an old vault does not say is not known, and then Azure decides. */
function withoutCrossRegionRestore({ properties = {} }: ArmJson): string | undefined {
  const { standardTierStorageRedundancy: redundancy, crossRegionRestore } = (properties.redundancySettings ??
    {}) as { standardTierStorageRedundancy?: string | null; crossRegionRestore?: string | null };
  if (redundancy && !sameText(redundancy, "GeoRedundant")) return `its storage is ${redundancy}`;
  if (crossRegionRestore && !sameText(crossRegionRestore, "Enabled"))
    return `its cross-region restore is ${crossRegionRestore}`;
  return undefined;
}
