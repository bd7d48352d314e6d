import { pages } from "../core/fact";
import { inRange, isNamed, isOneOf } from "../core/limits";
import type { Rule } from "../core/rule";
import {
  crossRegionRestoreRedundancy,
  Immutability,
  PublicNetworkAccess,
  StorageRedundancy,
  softDeleteForced,
  softDeleteRetentionDays,
  vaultNameForm,
  vaultNameLength,
} from "./facts";

/** What the rules read of a vault; every field may be of a wrong type, whatever the types say. */
export interface VaultSubject {
  readonly vaultName?: string;
  readonly redundancy?: string;
  readonly crossRegionRestore?: boolean;
  readonly softDelete?: { readonly state?: string; readonly retentionDays?: number };
  readonly immutability?: string;
  readonly publicNetworkAccess?: string;
}

/** Name: length and characters. */
export const vaultNameIsValid: Rule<VaultSubject> = ({ vaultName }) =>
  isNamed("vaultName", vaultName, vaultNameLength, vaultNameForm);

/** Storage redundancy is one Azure knows. */
export const redundancyIsKnown: Rule<VaultSubject> = ({ redundancy }) =>
  isOneOf("redundancy", redundancy, Object.values(StorageRedundancy), pages.vault);

/** Cross-region restore works on geo-redundant vaults alone. */
export const crossRegionRestoreNeedsGeo: Rule<VaultSubject> = (vault) => {
  if (vault.crossRegionRestore !== true) return [];
  const redundancy = vault.redundancy ?? StorageRedundancy.GeoRedundant;
  if (redundancy === crossRegionRestoreRedundancy.value) return [];
  return [
    {
      path: "crossRegionRestore",
      got: true,
      allowed: `true only with redundancy ${crossRegionRestoreRedundancy.value}, and this vault is ${redundancy}`,
      fix: `set redundancy to ${crossRegionRestoreRedundancy.value} or leave crossRegionRestore out`,
      source: crossRegionRestoreRedundancy.source,
    },
  ];
};

/** Soft delete cannot be switched off. */
export const softDeleteIsOn: Rule<VaultSubject> = ({ softDelete }) =>
  isOneOf("softDelete.state", softDelete?.state, softDeleteForced.states, softDeleteForced.source);

/** Days for which a deleted backup stays recoverable. */
export const softDeleteDaysInRange: Rule<VaultSubject> = ({ softDelete }) =>
  inRange("softDelete.retentionDays", softDelete?.retentionDays, softDeleteRetentionDays);

/** Immutability state is one Azure knows. */
export const immutabilityIsKnown: Rule<VaultSubject> = ({ immutability }) =>
  isOneOf("immutability", immutability, Object.values(Immutability), pages.immutableVault);

/** Public network access is one of the two states. */
export const publicNetworkAccessIsKnown: Rule<VaultSubject> = ({ publicNetworkAccess }) =>
  isOneOf("publicNetworkAccess", publicNetworkAccess, Object.values(PublicNetworkAccess), pages.vault);

/** All that a vault must satisfy. */
export const vaultRules: readonly Rule<VaultSubject>[] = [
  vaultNameIsValid,
  redundancyIsKnown,
  crossRegionRestoreNeedsGeo,
  softDeleteIsOn,
  softDeleteDaysInRange,
  immutabilityIsKnown,
  publicNetworkAccessIsKnown,
];
