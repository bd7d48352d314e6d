import { pages } from "../core/fact";
import { show } from "../core/finding";
import { globMatches } from "../core/glob";
import { cite, inRange, isOneOf } from "../core/limits";
import type { Rule } from "../core/rule";
import { listOf, textOf } from "../core/values";
import type { Vault } from "./arm";
import {
  crossRegionRestoreRedundancy,
  Immutability,
  PublicNetworkAccess,
  StorageRedundancy,
  softDeleteForced,
  softDeleteRetentionDays,
} from "./facts";

type VaultRule = Rule<Vault>;

const redundancyPath = "properties.redundancySettings.standardTierStorageRedundancy";
const softDeletePath = "properties.securitySettings.softDeleteSettings";
const immutabilityPath = "properties.securitySettings.immutabilitySettings.state";

/** Storage redundancy of a vault: its own, or Azure's default. */
const redundancyOf = ({ properties }: Vault): unknown =>
  properties?.redundancySettings?.standardTierStorageRedundancy ?? StorageRedundancy.GeoRedundant;

/** Storage redundancy is one Azure knows. */
export const storageRedundancyIsKnown: VaultRule = (vault) =>
  isOneOf(redundancyPath, redundancyOf(vault), Object.values(StorageRedundancy), pages.vault);

/** Cross-region restore works on geo-redundant vaults alone. */
export const regionRestoreNeedsGeo: VaultRule = (vault) => {
  if (vault.properties?.redundancySettings?.crossRegionRestore !== "Enabled") return [];
  const redundancy = redundancyOf(vault);
  if (redundancy === crossRegionRestoreRedundancy.value) return [];
  return [
    {
      path: "properties.redundancySettings.crossRegionRestore",
      got: "Enabled",
      allowed: `Enabled only on a ${crossRegionRestoreRedundancy.value} vault, and this one is ${show(redundancy)}`,
      fix: `set ${redundancyPath} to ${crossRegionRestoreRedundancy.value}, or crossRegionRestore to Disabled`,
      ...cite(crossRegionRestoreRedundancy),
    },
  ];
};

/** The redundancy is one the organisation allows; a geo-redundant vault survives the loss of its region. */
export const redundancyIsAllowed =
  (allowed: readonly string[]): VaultRule =>
  (vault) => {
    const redundancy = redundancyOf(vault);
    if (allowed.includes(redundancy as string)) return [];
    return [
      {
        path: redundancyPath,
        got: redundancy,
        allowed: allowed.join(", "),
        fix: `set it to ${allowed[0]} now: once the first item is protected, Azure lets nobody change it`,
        ...cite(crossRegionRestoreRedundancy),
      },
    ];
  };

/** Soft delete is not switched off. */
export const softDeleteIsKept: readonly VaultRule[] = ["softDeleteState", "enhancedSecurityState"].map(
  (field): VaultRule =>
    ({ properties }) => {
      const settings = properties?.securitySettings?.softDeleteSettings;
      const state = (settings as Record<string, unknown> | null | undefined)?.[field];
      // Azure writes AlwaysON; other tools write AlwaysOn, which it takes too.
      const isKept = softDeleteForced.states.some(
        (kept) => kept.toLowerCase() === textOf(state).toLowerCase(),
      );
      if (state === undefined || isKept) return [];
      return [
        {
          path: `${softDeletePath}.${field}`,
          got: state,
          allowed: `${softDeleteForced.states.join(" or ")}, or left out: Azure refuses anything else with ${softDeleteForced.errorCode}`,
          fix: `remove ${field}`,
          ...cite(softDeleteForced),
        },
      ];
    },
);

/** A deleted backup stays recoverable for as long as Azure can and the organisation demands. */
export const softDeleteDays =
  (atLeast: number = softDeleteRetentionDays.min): VaultRule =>
  ({ properties }) =>
    inRange(
      `${softDeletePath}.softDeleteRetentionPeriodInDays`,
      properties?.securitySettings?.softDeleteSettings?.softDeleteRetentionPeriodInDays ??
        softDeleteRetentionDays.min,
      { ...softDeleteRetentionDays, min: atLeast },
    );

/** Recovery points cannot be deleted before they expire. */
export const vaultIsImmutable =
  (states: readonly string[]): VaultRule =>
  ({ properties }) => {
    const state = properties?.securitySettings?.immutabilitySettings?.state;
    if (states.includes(state as string)) return [];
    return [
      {
        path: immutabilityPath,
        got: state,
        allowed: states.join(" or "),
        fix: `set it to ${states[0]}: recovery points then live until they expire`,
        source: pages.immutableVault,
        asOf: "2025-06-19",
      },
    ];
  };

/** An immutability that nobody can ever undo was meant so. `acknowledged` are globs of vault names. */
export const lockIsAcknowledged =
  (acknowledged: readonly string[]): VaultRule =>
  (vault) => {
    if (vault.properties?.securitySettings?.immutabilitySettings?.state !== Immutability.Locked) return [];
    const name = textOf(vault.vaultName);
    if (listOf(acknowledged).some((glob) => globMatches(textOf(glob), name))) return [];
    return [
      {
        path: immutabilityPath,
        got: Immutability.Locked,
        allowed: "Locked only on acknowledged vaults: neither you nor Microsoft can ever unlock it",
        fix: `add "${name}" to the policy's configuration "acknowledged", or set it to ${Immutability.Unlocked}`,
        source: pages.immutableVault,
        asOf: "2025-06-19",
      },
    ];
  };

/** The vault answers from private endpoints only. */
export const vaultIsPrivate: VaultRule = ({ properties }) => {
  const access = properties?.publicNetworkAccess;
  if (access === PublicNetworkAccess.Disabled) return [];
  return [
    {
      path: "properties.publicNetworkAccess",
      got: access ?? `${PublicNetworkAccess.Enabled}, Azure's default`,
      allowed: `${PublicNetworkAccess.Disabled}, with a private endpoint`,
      fix: `set it to ${PublicNetworkAccess.Disabled} and add a private endpoint before the first item is protected`,
      source: pages.vault,
      asOf: "2025-12-10",
    },
  ];
};
