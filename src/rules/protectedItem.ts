import { normalLocation } from "../arm/location";
import { pages } from "../facts/fact";
import type { Rule } from "./rule";

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
      source: pages.prepare,
    },
  ];
};
