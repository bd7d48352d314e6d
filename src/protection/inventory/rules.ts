import type { Amount, Sourced } from "../../core/fact";
import { described } from "../../core/finding";
import { cite } from "../../core/limits";
import { pages } from "../../core/pages";
import { invalidValue, missing, noFindings, note, type Rule, type Verdict } from "../../core/rule";
import { normalLocation } from "../../region/location";
import { defaultStorageRedundancy, StorageRedundancy } from "../../vault/facts";
import { enhancedOnlyDisks, enhancedOnlySecurity, trustedLaunchOnStandard } from "../../vm/facts";
import { geoRedundantDisks, itemNameHasNoSubscription } from "../facts";

/** A protected item with what is known of its two ends. */
export interface ProtectedPair {
  readonly vmName: string;
  readonly vmLocation?: string;
  readonly vaultName: string;
  readonly vaultLocation?: string;
}

/** A VM is protected by a vault of its own region. A region that is not given passes. */
export const vmAndVaultShareRegion: Rule<ProtectedPair> = (pair) => {
  const { vmLocation, vaultLocation } = pair;
  if (typeof vmLocation !== "string" || typeof vaultLocation !== "string") return noFindings;
  if (normalLocation(vmLocation) === normalLocation(vaultLocation)) return noFindings;
  return invalidValue({
    path: `virtual machine ${pair.vmName}`,
    actual: described(`region ${vmLocation}`),
    accepted: `region ${vaultLocation}, that of vault ${pair.vaultName}`,
    fix: `protect it with a vault in ${vmLocation}`,
    ...pages.prepare,
  });
};

/** The vaults that protect one VM. */
export interface VmVaults {
  readonly vmName: string;
  readonly vaultNames: readonly string[];
}

/** A VM is protected by one vault. */
export const vmIsInOneVault: Rule<VmVaults> = ({ vmName, vaultNames }) => {
  if (vaultNames.length <= 1) return noFindings;
  return invalidValue({
    path: `virtual machine ${vmName}`,
    actual: described(`${vaultNames.length} vaults: ${vaultNames.join(", ")}`),
    accepted: "one vault for each VM: Azure refuses a second",
    fix: `keep the item of one vault and remove the others`,
    ...pages.prepare,
  });
};

/** The VMs of one vault that have one resource group and name. */
export interface VmsOfSameName {
  readonly vmName: string;
  readonly vaultName: string;
  readonly subscriptions: readonly string[];
}

/** Azure names an item by its VM's group and name: two VMs of different subscriptions would be one item. */
export const vmNameIsUniqueInVault: Rule<VmsOfSameName> = ({ vmName, vaultName, subscriptions }) => {
  if (subscriptions.length <= 1) return noFindings;
  return invalidValue({
    path: `virtual machine ${vmName}`,
    actual: described(
      `${subscriptions.length} subscriptions with this resource group and name: ${subscriptions.join(", ")}`,
    ),
    accepted: `one of them in vault ${vaultName}: an item's name has no subscription`,
    fix: "protect each in a vault of its own",
    ...cite(itemNameHasNoSubscription),
  });
};

/** A protected VM with disks for which redundancy matters, and its vault. */
export interface DisksAndVault {
  readonly vmName: string;
  readonly vaultName: string;
  readonly redundancy?: unknown;
  readonly diskTypes: readonly string[];
}

/** Ultra and Premium SSD v2 disks are backed up to geo-redundant vaults in some regions alone. */
export const vaultTakesDisks: Rule<DisksAndVault> = ({ vmName, vaultName, redundancy, diskTypes }) => {
  const type = diskTypes.find((one) => enhancedOnlyDisks.value.includes(one as never));
  if (type === undefined || (redundancy ?? defaultStorageRedundancy) !== StorageRedundancy.GeoRedundant)
    return noFindings;
  return invalidValue({
    path: `virtual machine ${vmName}`,
    actual: described(`a disk of type ${type}, in the geo-redundant vault ${vaultName}`),
    accepted: `a vault that is not GeoRedundant, where Azure answers ${geoRedundantDisks.errorCode}`,
    fix: "look up the region, or use a vault that is LocallyRedundant or ZoneRedundant",
    conflict: geoRedundantDisks.disputed,
    ...cite(geoRedundantDisks),
  });
};

/** What counts against a limit: the VMs of a vault, or of a backup policy. */
export interface VmCount {
  readonly what: string;
  readonly count: number;
}

/** Not more VMs than a vault or a policy takes. */
export const vmCountWithinLimit = (
  limit: Amount & { readonly disputed?: { readonly by: string } },
  most: number,
): Rule<VmCount> =>
  function loadWithinLimit({ what, count }) {
    if (count <= most) return noFindings;
    return invalidValue({
      path: what,
      actual: described(`${count} ${limit.unit}`),
      accepted: `at most ${most} ${limit.unit}`,
      fix: `divide them over ${Math.ceil(count / most)}`,
      // A limit below Azure's own is the owner's, and certain.
      conflict: most >= limit.value ? limit.disputed?.by : undefined,
      ...cite(limit),
    });
  };

/** A VM with its protection's policy, and the API version with which the item is made. */
export interface VmAndPolicy {
  readonly vmName: string;
  readonly policyName: string;
  readonly isEnhanced: boolean;
  readonly securityType?: string;
  /** Storage account types of its disks, attached ones included. */
  readonly diskTypes: readonly string[];
  /** As Azure writes it, e.g. 2024-10-01. Omitted: azure-native's own, which is too old for Trusted Launch. */
  readonly apiVersion?: string;
}

/** Ultra disks, Premium SSD v2 disks, Trusted Launch and Confidential VMs have an Enhanced policy. */
export const policyFitsVm: Rule<VmAndPolicy> = (pair) => {
  if (pair.isEnhanced) return noFindings;
  const disk = pair.diskTypes.find((type) => enhancedOnlyDisks.value.includes(type as never));
  if (disk !== undefined) return needsEnhanced(pair, `a disk of type ${disk}`, enhancedOnlyDisks);
  const { securityType, apiVersion = "" } = pair;
  if (!enhancedOnlySecurity.value.includes(securityType as never)) return noFindings;
  if (securityType === "TrustedLaunch" && apiVersion >= trustedLaunchOnStandard.apiVersion) return noFindings;
  return needsEnhanced(pair, `security type ${securityType}`, enhancedOnlySecurity);
};

const needsEnhanced = ({ vmName, policyName }: VmAndPolicy, why: string, fact: Sourced): Verdict =>
  invalidValue({
    path: "properties.policyId",
    actual: described(`${policyName}, a Standard policy (V1)`),
    accepted: `an Enhanced policy (policyType V2), since virtual machine ${vmName} has ${why}`,
    fix: "use an Enhanced policy; an item may move from Standard to Enhanced, never back",
    ...cite(fact),
  });

/** A protected VM's choice of disks, and the LUNs of its data disks. */
export interface SelectedDisks {
  readonly vmName: string;
  readonly isInclusionList: unknown;
  readonly luns: readonly unknown[];
  readonly vmLuns: readonly unknown[];
}

/** Disks are chosen among those that the VM has. */
export const selectedDisksExist: Rule<SelectedDisks> = ({ vmName, isInclusionList, luns, vmLuns }) => {
  const strangers = luns.filter((lun) => !vmLuns.includes(lun));
  if (strangers.length === 0) return noFindings;
  const has = vmLuns.length === 0 ? "no data disk" : `data disks at LUN ${vmLuns.join(", ")}`;
  const verb = isInclusionList === true ? "include" : "exclude";
  return invalidValue({
    path: "properties.extendedProperties.diskExclusionProperties.diskLunList",
    actual: strangers.length === 1 ? strangers[0] : strangers,
    accepted: `LUNs of virtual machine ${vmName}, which has ${has} in this program`,
    fix: `${verb} the LUN that is meant, or take it out of the list; a disk that is attached elsewhere may stay`,
    ...pages.selectiveDisk,
  });
};

/** A region's VMs and the regions of the vaults beside them. */
export interface RegionWithVms {
  readonly region: string;
  readonly vmCount: number;
  readonly vaultRegions: readonly string[];
}

/** VMs in several regions: one vault in each. */
export const regionHasVault: Rule<RegionWithVms> = ({ region, vmCount, vaultRegions }) => {
  if (vaultRegions.some((vault) => normalLocation(vault) === normalLocation(region))) return noFindings;
  return invalidValue({
    path: "location",
    actual: described(
      `${vmCount} ${vmCount === 1 ? "virtual machine" : "virtual machines"} in ${region}, and no vault there`,
    ),
    accepted: `a vault in each region that has virtual machines: this stack's vaults are in ${vaultRegions.join(", ")}`,
    fix: `add a vault in ${region}`,
    ...pages.prepare,
  });
};

/** A VM with what protects it. */
export interface VmProtection {
  readonly by: "item" | "intent" | "nothing";
}

/** A VM is protected; an intent is Azure's promise of it. */
export const vmIsProtected: Rule<VmProtection> = ({ by }) => {
  if (by === "item") return noFindings;
  if (by === "intent")
    return note({
      path: "",
      message: "This VM has a protection intent: Azure will create its protected item later",
      fix: "check that the vault has the protected item, then exempt this VM",
      ...pages.prepare,
    });
  return missing({
    path: "",
    message: "No protected item exists for this VM",
    fix: "add the VM to ProtectedVms, or exempt it with the reason why it needs no backup",
    ...pages.prepare,
  });
};
