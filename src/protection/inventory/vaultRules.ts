import type { Amount } from "../../core/fact";
import { described } from "../../core/finding";
import { cite } from "../../core/limits";
import { pages } from "../../core/pages";
import { invalidValue, missing, named, noFindings, note, type Rule } from "../../core/rule";
import { listedName, sameText } from "../../core/values";
import { normalLocation } from "../../region/location";
import { Immutability, StorageRedundancy } from "../../vault/facts";
import { enhancedOnlyDisks } from "../../vm/facts";
import {
  acceptedByAzure,
  geoRedundantDisks,
  itemNameHasNoSubscription,
  regionOfChoiceUnknown,
  suspensionRefused,
} from "../facts";

/** What a rule about items knows of them. */
export interface OfItems {
  /** Azure has accepted all of them, so that a finding is only advice. */
  readonly accepted?: boolean;
}

/** What makes a finding advice. */
export const adviceIf = ({ accepted }: OfItems): { readonly conflict?: string } =>
  accepted === true ? { conflict: acceptedByAzure } : {};

/** A protected VM and its vault. */
export interface VmAndVault extends OfItems {
  readonly vmName: string;
  readonly vmLocation?: string;
  readonly vaultName: string;
  readonly vaultLocation?: string;
  /** `Enabled`: the vault may protect VMs of other regions. Undefined: it is not set, or the API version does not know it. */
  readonly regionOfChoice?: unknown;
  /** The vault is in Azure, where its region of choice may be on although `regionOfChoice` is undefined. */
  readonly vaultExists?: boolean;
}

/** A VM and its vault are in the same region, as far as both regions are set. A vault with region of choice may be in another one. */
export const vmAndVaultShareRegion: Rule<VmAndVault> = (pair) => {
  const { vmName, vmLocation, vaultName, vaultLocation } = pair;
  if (typeof vmLocation !== "string" || typeof vaultLocation !== "string") return noFindings;
  if (normalLocation(vmLocation) === normalLocation(vaultLocation)) return noFindings;
  const { regionOfChoice } = pair;
  if (sameText(regionOfChoice, "Enabled")) return noFindings;
  const mayHaveChoice = regionOfChoice === undefined && pair.vaultExists === true;
  return invalidValue({
    path: `virtual machine ${vmName}`,
    actual: described(`the VM is in ${vmLocation} and its vault ${vaultName} in ${vaultLocation}`),
    accepted: "only a vault in the VM's region",
    fix: `protect it with a vault in ${vmLocation}`,
    ...(mayHaveChoice && { conflict: regionOfChoiceUnknown }),
    ...adviceIf(pair),
    ...pages.prepare,
  });
};

/** A protected item that a program suspends, and its vault. */
export interface SuspendedItem {
  readonly vmName: string;
  readonly vaultName: string;
  /** The vault's immutability, in the program or else in Azure. Omitted: it is not known. */
  readonly immutability?: unknown;
}

/** Only an immutable vault can suspend backups. */
export const suspendedItemIsInImmutableVault: Rule<SuspendedItem> = ({ vmName, vaultName, immutability }) => {
  if (!sameText(immutability, Immutability.Disabled)) return noFindings;
  return invalidValue({
    path: `virtual machine ${vmName}`,
    actual: described(`its backup is BackupsSuspended, and its vault ${vaultName} is not immutable`),
    requires: "immutability Unlocked or Locked of the vault",
    fix: "set the vault's immutability first, or stop the backup with ProtectionStopped",
    ...cite(suspensionRefused),
  });
};

/** The vaults with an item of a VM. */
export interface VmVaults extends OfItems {
  readonly vmName: string;
  /** The vaults in which backups run. */
  readonly vaultNames: readonly string[];
  /** The vaults in which backups have stopped, and which keep the recovery points of before. */
  readonly stoppedIn: readonly string[];
}

/** Backups of a VM run in one vault. Others may keep its earlier recovery points. */
export const vmIsInOneVault: Rule<VmVaults> = ({ vmName, vaultNames, stoppedIn, accepted }) => {
  if (vaultNames.length > 1)
    return invalidValue({
      path: `virtual machine ${vmName}`,
      actual: described(`${vaultNames.length} vaults protect it: ${vaultNames.join(", ")}`),
      accepted: "one vault for each VM",
      fix: "keep the item of one vault, and set protectionState: ProtectionStopped on the others, which keeps their recovery points",
      ...adviceIf({ accepted }),
      ...pages.prepare,
    });
  if (vaultNames.length === 0 || stoppedIn.length === 0) return noFindings;
  return note({
    path: `virtual machine ${vmName}`,
    message: `Vault ${vaultNames[0]} protects this VM. Vault ${stoppedIn.join(", ")} keeps recovery points of before`,
    fix: "keep them while you may have to restore one, and then delete that item",
    ...pages.prepare,
  });
};

/** The VMs of a vault that have the same resource group and name. */
export interface VmsOfSameName extends OfItems {
  readonly vmName: string;
  readonly vaultName: string;
  readonly subscriptions: readonly string[];
}

/**
 * A vault has no VMs from different subscriptions with the same resource group and name. Azure names an item without the subscription,
 * so they would be one item.
 */
export const vmNameIsUniqueInVault: Rule<VmsOfSameName> = (vms) => {
  const { vmName, vaultName, subscriptions } = vms;
  if (subscriptions.length <= 1) return noFindings;
  return invalidValue({
    path: `virtual machine ${vmName}`,
    actual: described(
      `${subscriptions.length} subscriptions have a VM of this resource group and name: ${subscriptions.join(", ")}`,
    ),
    accepted: `only one of them in vault ${vaultName}, because an item's name does not contain the subscription`,
    fix: "protect each of these VMs in a vault of its own",
    ...adviceIf(vms),
    ...cite(itemNameHasNoSubscription),
  });
};

/** A protected VM's disk types, and the redundancy of its vault. */
export interface DisksAndVault extends OfItems {
  readonly vmName: string;
  readonly vaultName: string;
  /** Undefined: Azure chose it, or will. */
  readonly redundancy?: unknown;
  readonly vaultExists?: boolean;
  readonly diskTypes: readonly string[];
}

/** The vault of a VM with Ultra or Premium SSD v2 disks is not geo-redundant: Azure supports that only in some regions. */
export const vaultSupportsDisks: Rule<DisksAndVault> = (pair) => {
  const { vmName, vaultName, diskTypes } = pair;
  const type = diskTypes.find((one) => listedName(enhancedOnlyDisks.value, one) !== undefined);
  if (type === undefined) return noFindings;
  const { redundancy, vaultExists } = pair;
  const isUnset = redundancy === undefined;
  const isSupported = isUnset ? vaultExists === true : redundancy !== StorageRedundancy.GeoRedundant;
  if (isSupported) return noFindings;
  const found = isUnset ? "sets no redundancy, so it may become GeoRedundant" : "is GeoRedundant";
  return invalidValue({
    path: `virtual machine ${vmName}`,
    actual: described(`the VM has a disk of type ${type}, and its vault ${vaultName} ${found}`),
    accepted: `such a disk only in a LocallyRedundant or ZoneRedundant vault; otherwise it returns ${geoRedundantDisks.errorCode}`,
    fix: "use such a vault, or check in the support matrix that your region is an exception",
    conflict: adviceIf(pair).conflict ?? geoRedundantDisks.disputed,
    ...cite(geoRedundantDisks),
  });
};

/** How many VMs a vault or a backup policy has. */
export interface VmCount extends OfItems {
  readonly of: "vault" | "policy";
  readonly name: string;
  readonly count: number;
}

const plurals = { vault: "vaults", policy: "policies" } as const;

/**
 * A vault or a policy has at most `most` VMs.
 *
 * @param limit Azure's limit.
 * @param setting Name of the setting that `most` comes from.
 */
export const vmCountWithinLimit = (
  limit: Amount & { readonly disputed?: { readonly by: string } },
  most: number,
  setting: string,
): Rule<VmCount> =>
  named("vmCountWithinLimit", ({ of, name, count, accepted }) => {
    if (count <= most) return noFindings;
    return invalidValue({
      path: `${of} ${name}`,
      actual: described(vmCountText(count)),
      accepted: `at most ${vmCountText(most)}`,
      ...(most !== limit.value && { by: setting }),
      fix: `divide them over ${Math.ceil(count / most)} ${plurals[of]}`,
      // A setting below Azure's limit is the user's own limit: the sources' disagreement does not concern it.
      conflict: most >= limit.value ? (limit.disputed?.by ?? adviceIf({ accepted }).conflict) : undefined,
      ...cite(limit),
    });
  });

const vmCountText = (count: number): string =>
  count === 1 ? "1 virtual machine" : `${count} virtual machines`;

/** The VMs of a region, and the regions that have vaults. */
export interface RegionWithVms {
  readonly region: string;
  readonly vmCount: number;
  readonly vaultRegions: readonly string[];
}

/** A region that has VMs has a vault. */
export const regionHasVault: Rule<RegionWithVms> = ({ region, vmCount, vaultRegions }) => {
  if (vaultRegions.some((vault) => normalLocation(vault) === normalLocation(region))) return noFindings;
  return missing({
    path: "location",
    message: `${region} has ${vmCountText(vmCount)} and no vault. The vaults are in ${vaultRegions.join(", ")}`,
    fix: `add a vault in ${region}`,
    ...pages.prepare,
  });
};
