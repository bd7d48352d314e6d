import { described } from "../core/finding";
import { formatValue } from "../core/format";
import { globMatchesName } from "../core/glob";
import { cite, inRange, isOneOf, isValidName } from "../core/limits";
import { pages } from "../core/pages";
import { invalidValue, noFindings, note, type Rule } from "../core/rule";
import { listOf, sameText, textOf } from "../core/values";
import { lastName } from "../core/words";
import { vaultNameForm, vaultNameLength } from "../names/facts";
import { listsRegion, regionsWithoutPair } from "../region/facts";
import { isRegion } from "../region/rules";
import type { VaultSettings } from "./arm";
import {
  crossRegionRestoreRedundancy,
  defaultPublicNetworkAccess,
  EnhancedSecurity,
  Immutability,
  PublicNetworkAccess,
  StorageRedundancy,
  softDeleteForced,
  softDeleteRetentionDays,
  VaultOnDestroy,
} from "./facts";
import { regionOfferRules } from "./regionOffers";
import type { VaultStage } from "./stage";

type VaultRule = Rule<VaultSettings>;

/** The vault's name has a valid length and valid characters. */
export const vaultNameIsValid: VaultRule = ({ vaultName }) =>
  isValidName("vaultName", vaultName, vaultNameLength, vaultNameForm);

/** The vault's region is one that this library knows. */
export const vaultRegionIsKnown: VaultRule = ({ location }) =>
  location === undefined ? noFindings : isRegion("location", location);

const redundancies: readonly unknown[] = Object.values(StorageRedundancy);

/** The storage redundancy is one of Azure's. */
export const storageRedundancyIsKnown: VaultRule = ({ storageRedundancy }) =>
  isOneOf("storageRedundancy", storageRedundancy, redundancies, pages.vault);

/** Cross-region restore requires a geo-redundant vault. */
export const crossRegionRestoreNeedsGeo: VaultRule = (vault, words) => {
  if (vault.crossRegionRestore !== true) return noFindings;
  // Undefined is not refused: what Azure chooses is unknown.
  const redundancy: unknown = vault.storageRedundancy;
  const { value: required } = crossRegionRestoreRedundancy;
  if (redundancy === required || !redundancies.includes(redundancy)) return noFindings;
  const off = formatValue(words.value("crossRegionRestore", false));
  return invalidValue({
    path: "crossRegionRestore",
    actual: true,
    requires: `${words.phrase("storageRedundancy", required)}, not ${formatValue(redundancy)}`,
    fix: {
      text: `set ${words.path("storageRedundancy")} to "${required}", or ${lastName(words, "crossRegionRestore")} to ${off}`,
      value: false,
    },
    ...cite(crossRegionRestoreRedundancy),
  });
};

/** The redundancy is one that the organisation allows. A geo-redundant vault survives the loss of its region. */
export const redundancyIsAllowed = (allowed: readonly string[], stage: VaultStage = "intended"): VaultRule =>
  function redundancyIsAllowed(vault) {
    const redundancy = vault.storageRedundancy;
    const isUnknown = redundancy === undefined;
    if (isUnknown && (stage !== "intended" || allowed.includes(StorageRedundancy.GeoRedundant)))
      return noFindings;
    // A region without a pair offers no copies elsewhere: three zones are the most that it has.
    const best = listsRegion(regionsWithoutPair, vault.location) ? [StorageRedundancy.ZoneRedundant] : [];
    const accepted = [...best, ...allowed];
    if (accepted.includes(redundancy as string)) return noFindings;
    return invalidValue({
      path: "storageRedundancy",
      actual: isUnknown ? described("not set, so Azure chooses it") : redundancy,
      accepted: accepted.join(" or "),
      by: "this policy",
      fix:
        stage === "inUse"
          ? `protect new VMs in a new vault with "${accepted[0]}". Azure refuses to change the redundancy of this vault, because it has protected an item`
          : {
              text: `set it to "${accepted[0]}" before the first item is protected. Azure refuses the change afterwards`,
              value: accepted[0],
            },
      ...cite(crossRegionRestoreRedundancy),
    });
  };

const softDeleteStates = softDeleteForced.states.map((state: string) => state.toLowerCase());

/** Soft delete is on or omitted, because Azure refuses to switch it off. */
export const softDeleteStateIsOn: VaultRule = ({ softDelete }) => {
  const state = softDelete?.state;
  // Azure writes AlwaysON. Other tools write AlwaysOn, which Azure accepts too.
  if (state === undefined || softDeleteStates.includes(textOf(state).toLowerCase())) return noFindings;
  return invalidValue({
    path: "softDelete.state",
    actual: state,
    accepted: `${softDeleteForced.states.join(" or ")}, and refuses other states with ${softDeleteForced.errorCode}`,
    fix: `remove it, or set it to "${softDeleteForced.states[0]}"`,
    ...cite(softDeleteForced),
  });
};

/** A note on a vault without enhanced security. Backups of VMs do not depend on it. */
export const enhancedSecurityNote: VaultRule = ({ softDelete }) => {
  if (!sameText(softDelete?.enhancedSecurityState, EnhancedSecurity.Disabled)) return noFindings;
  return note({
    path: "softDelete.enhancedSecurityState",
    message: `${EnhancedSecurity.Disabled} switches off the security features for backups of the MARS agent and DPM. Backups of VMs do not use them`,
    fix: `set it to "${EnhancedSecurity.Enabled}" if the vault holds such backups`,
    ...cite(softDeleteForced),
  });
};

/** Rules on a payload's softDeleteState and enhancedSecurityState. */
export const softDeleteIsOn: readonly VaultRule[] = [softDeleteStateIsOn, enhancedSecurityNote];

/** The retention of deleted backups is within Azure's limits, and not below what the organisation demands. */
export const softDeleteDays = (atLeast: number = softDeleteRetentionDays.min): VaultRule =>
  function softDeleteDays({ softDelete }) {
    const days = softDelete?.retentionDays ?? softDeleteRetentionDays.min;
    return inRange("softDelete.retentionDays", days, {
      ...softDeleteRetentionDays,
      min: atLeast,
      ...(atLeast > softDeleteRetentionDays.min && { setBy: "this policy" }),
    });
  };

/** The immutability state is one of Azure's. */
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
      by: "this policy",
      fix: {
        text: `set it to "${states[0]}". Recovery points then cannot be deleted before they expire`,
        value: states[0],
      },
      ...pages.immutableVault,
    });
  };

/** Locked requires that the policy's configuration names the vault. `acknowledged` are globs of vault names. */
export const lockIsAcknowledged = (acknowledged: readonly string[]): VaultRule =>
  function lockIsAcknowledged(vault) {
    if (vault.immutability !== Immutability.Locked) return noFindings;
    const name = textOf(vault.vaultName);
    if (listOf(acknowledged).some((glob) => globMatchesName(textOf(glob), name))) return noFindings;
    return invalidValue({
      path: "immutability",
      actual: Immutability.Locked,
      requires:
        "the vault's name in the policy's setting \"acknowledged\", because neither you nor Microsoft can unlock it",
      fix: `add "${name}" to "acknowledged", or set this to "${Immutability.Unlocked}". Azure locks only a vault that is already ${Immutability.Unlocked}`,
      ...pages.immutableVault,
    });
  };

/** Public network access is one of the two states. */
export const publicNetworkAccessIsKnown: VaultRule = ({ publicNetworkAccess }) =>
  isOneOf("publicNetworkAccess", publicNetworkAccess, Object.values(PublicNetworkAccess), pages.vault);

/** Only private endpoints reach the vault. */
export const vaultIsPrivate = (stage: VaultStage = "intended"): VaultRule =>
  function vaultIsPrivate({ publicNetworkAccess: access }) {
    const { Disabled } = PublicNetworkAccess;
    if (access === Disabled) return noFindings;
    return invalidValue({
      path: "publicNetworkAccess",
      actual: access ?? described(`not set, which Azure treats as ${defaultPublicNetworkAccess}`),
      accepted: Disabled,
      by: "this policy",
      fix:
        stage === "inUse"
          ? `set this to "${Disabled}" if the vault already has a private endpoint. Otherwise protect new VMs in a new vault with one: Azure adds a private endpoint only while no item is registered`
          : {
              text: `add a private endpoint before the first item is protected, and set this to "${Disabled}"`,
              value: Disabled,
            },
      ...pages.vault,
    });
  };

/** onDestroy is one of the choices. */
export const vaultOnDestroyIsKnown: VaultRule = ({ onDestroy }) =>
  isOneOf("onDestroy", onDestroy, Object.values(VaultOnDestroy), { ...pages.vault, setBy: "this argument" });

/** What Azure requires of every vault. */
export const vaultRules: readonly Rule<VaultSettings>[] = [
  vaultNameIsValid,
  vaultRegionIsKnown,
  storageRedundancyIsKnown,
  crossRegionRestoreNeedsGeo,
  softDeleteStateIsOn,
  softDeleteDays(),
  immutabilityIsKnown,
  publicNetworkAccessIsKnown,
  ...regionOfferRules,
  vaultOnDestroyIsKnown,
];
