import { inRange, isOneOf } from "../core/limits";
import { pages } from "../core/pages";
import { all, missing, noFindings, type Rule } from "../core/rule";
import { textOf } from "../core/values";
import type { VaultSettings } from "./arm";
import { hasIdentity, identityMissing } from "./encryption";
import { Immutability } from "./facts";
import {
  CostDetail,
  ImmutabilityType,
  immutabilityDays,
  laterVaultPage,
  ThreatDetectionState,
} from "./laterFacts";

type LaterRule = Rule<VaultSettings>;

/** The duration of time-based immutability is within Azure's limits, and not below what the organisation demands. */
export const immutabilityDaysInRange = (atLeast: number = immutabilityDays.min): LaterRule =>
  function immutabilityDaysInRange(vault) {
    // Azure ignores the days otherwise.
    if (vault.immutabilityType === ImmutabilityType.AsPerPolicy) return noFindings;
    return inRange("immutabilityDays", vault.immutabilityDays, {
      ...immutabilityDays,
      min: atLeast,
      ...(atLeast > immutabilityDays.min && { setBy: "this policy" }),
    });
  };

/** Time-based immutability requires a vault that is Unlocked or Locked: Azure ignores the days otherwise. */
export const immutabilityDaysNeedImmutability: LaterRule = (vault) => {
  const { Disabled, Unlocked, Locked } = Immutability;
  // Another rule judges a state that Azure does not have.
  if (vault.immutabilityDays === undefined || (vault.immutability ?? Disabled) !== Disabled)
    return noFindings;
  return missing({
    path: "immutability",
    message: `immutabilityDays requires immutability ${Unlocked} or ${Locked}, and Azure ignores it otherwise`,
    fix: `set immutability to "${Unlocked}", or remove immutabilityDays`,
    ...pages.immutableVault,
  });
};

/** The level of cost details and the state of threat detection are among Azure's choices. */
export const laterChoicesAreKnown: LaterRule = ({ costDetail, threatDetection }) =>
  all([
    isOneOf("costDetail", costDetail, Object.values(CostDetail), laterVaultPage),
    isOneOf(
      "threatDetection.state",
      threatDetection?.state,
      Object.values(ThreatDetectionState),
      laterVaultPage,
    ),
  ]);

/** Threat detection uses an identity that the vault has. */
export const scanIdentityExists: LaterRule = (vault, words) => {
  if (vault.threatDetection?.state !== ThreatDetectionState.Enabled) return noFindings;
  const usesOwn = textOf(vault.threatDetection.userAssignedIdentity) !== "";
  const kind = usesOwn ? "UserAssigned" : "SystemAssigned";
  return hasIdentity(kind, vault) ? noFindings : identityMissing(kind, words.path("threatDetection"));
};

/** Rules on the arguments that need a later API version. */
export const laterRules: readonly LaterRule[] = [
  immutabilityDaysInRange(),
  immutabilityDaysNeedImmutability,
  laterChoicesAreKnown,
  scanIdentityExists,
];
