import { described } from "../core/finding";
import { formatValue } from "../core/format";
import { globMatches } from "../core/glob";
import { cite, inRange, isOneOf, isValidName } from "../core/limits";
import { pages } from "../core/pages";
import { invalidValue, noFindings, type Rule } from "../core/rule";
import { listOf, textOf } from "../core/values";
import { lastName } from "../core/words";
import { listsRegion, regionsWithoutPair } from "../region/facts";
import { isRegion } from "../region/rules";
import type { VaultSettings } from "./arm";
import {
  crossRegionRestoreRedundancy,
  Immutability,
  PublicNetworkAccess,
  StorageRedundancy,
  softDeleteForced,
  softDeleteRetentionDays,
  VaultOnDestroy,
  vaultNameForm,
  vaultNameLength,
} from "./facts";
import { regionOfferRules } from "./regionOffers";

type VaultRule = Rule<VaultSettings>;

/** Name: length and characters. */
export const vaultNameIsValid: VaultRule = ({ vaultName }) =>
  isValidName("vaultName", vaultName, vaultNameLength, vaultNameForm);

/** Region: one that Azure has, as far as this library knows. */
export const vaultRegionIsKnown: VaultRule = ({ location }) =>
  location === undefined ? noFindings : isRegion("location", location);

/** Storage redundancy of a vault: its own, or Azure's default. */
const redundancyOf = ({ storageRedundancy }: VaultSettings): unknown =>
  storageRedundancy ?? StorageRedundancy.GeoRedundant;

const redundancies: readonly unknown[] = Object.values(StorageRedundancy);

/** Storage redundancy is one Azure knows. */
export const storageRedundancyIsKnown: VaultRule = ({ storageRedundancy }) =>
  isOneOf("storageRedundancy", storageRedundancy, redundancies, pages.vault);

/** Cross-region restore works on geo-redundant vaults alone. */
export const crossRegionRestoreNeedsGeo: VaultRule = (vault, words) => {
  if (vault.crossRegionRestore !== true) return noFindings;
  const redundancy = redundancyOf(vault);
  const { value: needed } = crossRegionRestoreRedundancy;
  if (redundancy === needed || !redundancies.includes(redundancy)) return noFindings;
  const written = (on: boolean) => words.value("crossRegionRestore", on);
  return invalidValue({
    path: "crossRegionRestore",
    actual: true,
    accepted: `${written(true)} only on a ${needed} vault, and this one is ${formatValue(redundancy)}`,
    fix: {
      text: `set ${words.path("storageRedundancy")} to ${needed}, or ${lastName(words, "crossRegionRestore")} to ${written(false)}`,
      value: false,
    },
    ...cite(crossRegionRestoreRedundancy),
  });
};

/** The redundancy is one the organisation allows; a geo-redundant vault survives the loss of its region. */
export const redundancyIsAllowed = (allowed: readonly string[]): VaultRule =>
  function redundancyIsAllowed(vault) {
    const redundancy = redundancyOf(vault);
    // A region without a pair has no copies elsewhere to offer: three zones are the most that there is.
    const best = listsRegion(regionsWithoutPair, vault.location) ? [StorageRedundancy.ZoneRedundant] : [];
    const accepted = [...best, ...allowed];
    if (accepted.includes(redundancy as string)) return noFindings;
    const text = `set it to ${accepted[0]} now: once the first item is protected, Azure lets nobody change it`;
    return invalidValue({
      path: "storageRedundancy",
      actual: redundancy,
      accepted: accepted.join(", "),
      fix: { text, value: accepted[0] },
      ...cite(crossRegionRestoreRedundancy),
    });
  };

const keptStates = softDeleteForced.states.map((state: string) => state.toLowerCase());

/** Soft delete is on, or left to Azure: nobody can switch it off. */
const softDeleteIsOn = (field: "state" | "enhancedSecurityState"): VaultRule =>
  function softDeleteIsOn({ softDelete }, words) {
    const state = softDelete?.[field];
    // Azure writes AlwaysON; other tools write AlwaysOn, which it takes too.
    if (state === undefined || keptStates.includes(textOf(state).toLowerCase())) return noFindings;
    const path = `softDelete.${field}`;
    return invalidValue({
      path,
      actual: state,
      accepted: `${softDeleteForced.states.join(" or ")}, or left out: Azure refuses anything else with ${softDeleteForced.errorCode}`,
      fix: `remove ${lastName(words, path)}`,
      ...cite(softDeleteForced),
    });
  };

/** Soft delete is not switched off. */
export const softDeleteIsKept: readonly VaultRule[] = [
  softDeleteIsOn("state"),
  softDeleteIsOn("enhancedSecurityState"),
];

/** A deleted backup stays recoverable for as long as Azure can and the organisation demands. */
export const softDeleteDays = (atLeast: number = softDeleteRetentionDays.min): VaultRule =>
  function softDeleteDays({ softDelete }) {
    const days = softDelete?.retentionDays ?? softDeleteRetentionDays.min;
    return inRange("softDelete.retentionDays", days, { ...softDeleteRetentionDays, min: atLeast });
  };

/** Immutability state is one Azure knows. */
export const immutabilityIsKnown: VaultRule = ({ immutability }) =>
  isOneOf("immutability", immutability, Object.values(Immutability), pages.immutableVault);

/** Recovery points cannot be deleted before they expire. */
export const vaultIsImmutable = (states: readonly string[]): VaultRule =>
  function vaultIsImmutable({ immutability }) {
    if (states.includes(immutability as string)) return noFindings;
    return invalidValue({
      path: "immutability",
      actual: immutability,
      accepted: states.join(" or "),
      fix: { text: `set it to ${states[0]}: recovery points then live until they expire`, value: states[0] },
      ...pages.immutableVault,
    });
  };

/** An immutability that nobody can ever undo was meant so. `acknowledged` are globs of vault names. */
export const lockIsAcknowledged = (acknowledged: readonly string[]): VaultRule =>
  function lockIsAcknowledged(vault) {
    if (vault.immutability !== Immutability.Locked) return noFindings;
    const name = textOf(vault.vaultName);
    if (listOf(acknowledged).some((glob) => globMatches(textOf(glob), name))) return noFindings;
    return invalidValue({
      path: "immutability",
      actual: Immutability.Locked,
      accepted: "Locked only on acknowledged vaults: neither you nor Microsoft can ever unlock it",
      fix: `add "${name}" to the policy's configuration "acknowledged", or set it to ${Immutability.Unlocked}; Azure locks none that was not Unlocked before`,
      ...pages.immutableVault,
    });
  };

/** Public network access is one of the two states. */
export const publicNetworkAccessIsKnown: VaultRule = ({ publicNetworkAccess }) =>
  isOneOf("publicNetworkAccess", publicNetworkAccess, Object.values(PublicNetworkAccess), pages.vault);

/** The vault answers from private endpoints only. */
export const vaultIsPrivate: VaultRule = ({ publicNetworkAccess: access }) => {
  if (access === PublicNetworkAccess.Disabled) return noFindings;
  return invalidValue({
    path: "publicNetworkAccess",
    actual: access ?? described(`nothing, which Azure takes as ${PublicNetworkAccess.Enabled}`),
    accepted: `${PublicNetworkAccess.Disabled}, with a private endpoint`,
    fix: {
      text: `set it to ${PublicNetworkAccess.Disabled} and add a private endpoint before the first item is protected`,
      value: PublicNetworkAccess.Disabled,
    },
    ...pages.vault,
  });
};

/** What happens on destroy is one of the choices. */
export const vaultOnDestroyIsKnown: VaultRule = ({ onDestroy }) =>
  isOneOf("onDestroy", onDestroy, Object.values(VaultOnDestroy), pages.vault);

/** What Azure takes of a vault, whatever an organisation demands beyond it. */
export const vaultRules: readonly Rule<VaultSettings>[] = [
  vaultNameIsValid,
  vaultRegionIsKnown,
  storageRedundancyIsKnown,
  crossRegionRestoreNeedsGeo,
  ...softDeleteIsKept,
  softDeleteDays(),
  immutabilityIsKnown,
  publicNetworkAccessIsKnown,
  ...regionOfferRules,
  vaultOnDestroyIsKnown,
];
