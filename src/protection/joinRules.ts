import type { Amount, Sourced } from "../core/fact";
import { pages } from "../core/fact";
import type { Finding } from "../core/finding";
import { cite } from "../core/limits";
import type { Rule } from "../core/rule";
import { normalLocation } from "../region/location";
import { enhancedOnlyDisks, enhancedOnlySecurity, trustedLaunchOnStandard } from "../vm/facts";

const prepare = { source: pages.prepare, asOf: "2026-03-25" } as const;

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
  if (typeof vmLocation !== "string" || typeof vaultLocation !== "string") return [];
  if (normalLocation(vmLocation) === normalLocation(vaultLocation)) return [];
  return [
    {
      path: `virtual machine ${pair.vmName}`,
      got: `region ${vmLocation}`,
      allowed: `region ${vaultLocation}, that of vault ${pair.vaultName}`,
      fix: `protect it with a vault in ${vmLocation}`,
      ...prepare,
    },
  ];
};

/** The vaults that protect one VM. */
export interface VmVaults {
  readonly vmName: string;
  readonly vaultNames: readonly string[];
}

/** A VM is protected by one vault. */
export const vmIsInOneVault: Rule<VmVaults> = ({ vmName, vaultNames }) => {
  if (vaultNames.length <= 1) return [];
  return [
    {
      path: `virtual machine ${vmName}`,
      got: `${vaultNames.length} vaults: ${vaultNames.join(", ")}`,
      allowed: "one vault for each VM: Azure refuses a second",
      fix: `keep the item of one vault and remove the others`,
      ...prepare,
    },
  ];
};

/** What counts against a limit: the VMs of a vault, or of a backup policy. */
export interface Load {
  readonly what: string;
  readonly count: number;
}

/** Not more VMs than a vault or a policy takes. */
export const loadWithinLimit =
  (limit: Amount, most: number): Rule<Load> =>
  ({ what, count }) => {
    if (count <= most) return [];
    return [
      {
        path: what,
        got: `${count} ${limit.unit}`,
        allowed: `at most ${most} ${limit.unit}`,
        fix: `divide them over ${Math.ceil(count / most)}`,
        ...cite(limit),
      },
    ];
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
  if (pair.isEnhanced) return [];
  const disk = pair.diskTypes.find((type) => enhancedOnlyDisks.value.includes(type as never));
  if (disk !== undefined) return [needsEnhanced(pair, `a disk of type ${disk}`, enhancedOnlyDisks)];
  const { securityType, apiVersion = "" } = pair;
  if (!enhancedOnlySecurity.value.includes(securityType as never)) return [];
  if (securityType === "TrustedLaunch" && apiVersion >= trustedLaunchOnStandard.apiVersion) return [];
  return [needsEnhanced(pair, `security type ${securityType}`, enhancedOnlySecurity)];
};

const needsEnhanced = ({ vmName, policyName }: VmAndPolicy, why: string, fact: Sourced): Finding => ({
  path: "properties.policyId",
  got: `${policyName}, a Standard policy (V1)`,
  allowed: `an Enhanced policy (policyType V2), since virtual machine ${vmName} has ${why}`,
  fix: "use an Enhanced policy; an item may move from Standard to Enhanced, never back",
  ...cite(fact),
});

/** A region's VMs and the regions of the vaults beside them. */
export interface RegionLoad {
  readonly region: string;
  readonly vmCount: number;
  readonly vaultRegions: readonly string[];
}

/** VMs in several regions: one vault in each. */
export const regionHasVault: Rule<RegionLoad> = ({ region, vmCount, vaultRegions }) => {
  if (vaultRegions.some((vault) => normalLocation(vault) === normalLocation(region))) return [];
  return [
    {
      path: "location",
      got: `${vmCount} ${vmCount === 1 ? "virtual machine" : "virtual machines"} in ${region}, and no vault there`,
      allowed: `a vault in each region that has virtual machines: this stack's vaults are in ${vaultRegions.join(", ")}`,
      fix: `add a vault in ${region}`,
      ...prepare,
    },
  ];
};

/** A VM with whether an item protects it. */
export interface VmProtection {
  readonly isProtected: boolean;
}

/** A VM is protected. */
export const vmIsProtected: Rule<VmProtection> = ({ isProtected }) => {
  if (isProtected) return [];
  return [
    {
      path: "",
      got: "no protected item of this stack names this virtual machine",
      allowed: "a protected item for each virtual machine",
      fix: "add it to ProtectedVms, or exempt it with the reason why it needs no backup",
      ...prepare,
    },
  ];
};
