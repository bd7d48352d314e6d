import { pages } from "../core/pages";
import { invalidValue, named, noFindings, type Rule } from "../core/rule";
import { listOf, textOf } from "../core/values";
import { adoptedAreInMap, adoptedAreRetained } from "../protection/component/adoption";
import {
  guardRequestsAreIds,
  initialBackupDaysAreValid,
  onDestroyIsKnown,
  previousKeysAreRemoved,
  protectedVmRules,
} from "../protection/component/rules";
import type { ProtectedVmsSettings } from "../protection/component/settings";
import { policiesAreValid, policiesHoldTheirVms, spreadIsValid, vmsHavePolicies } from "./policyRules";
import type { RegionalRule, RegionalVmSettings } from "./settings";
import { acrossVaultsRules, placeRules, vaultKeysAreRegions, withOverrides } from "./vaultRules";

/** A rule on ProtectedVms' arguments, for arguments of the same name here. */
const onItems = (rule: Rule<ProtectedVmsSettings>): RegionalRule =>
  named(rule.name, (settings, words) =>
    rule(withOverrides({ vms: {} } as ProtectedVmsSettings, settings as ProtectedVmsSettings), words),
  );

/** Adopted items have a subscription: their ids contain it. */
export const adoptionHasSubscription: RegionalRule = ({ adopt }) => {
  const subscriptionId = textOf(adopt?.subscriptionId);
  if (listOf(adopt?.keys).length === 0 || /^[\w-]+$/.test(subscriptionId)) return noFindings;
  return invalidValue({
    path: "adopt.subscriptionId",
    actual: adopt?.subscriptionId,
    accepted: "the id of the subscription that holds the vaults",
    by: "this argument",
    fix: "set it to the id that az account show --query id prints",
    ...pages.prepare,
  });
};

/** Rules on one VM of the map. */
export const regionalVmRules: readonly Rule<RegionalVmSettings>[] = [...protectedVmRules, ...placeRules];

/** Rules on the other arguments. */
export const regionalBackupRules: readonly RegionalRule[] = [
  policiesAreValid,
  spreadIsValid,
  vaultKeysAreRegions,
  adoptionHasSubscription,
  onItems(onDestroyIsKnown),
  onItems(initialBackupDaysAreValid),
  onItems(guardRequestsAreIds),
];

/** Rules on the VMs, their vaults and their policies together. */
export const acrossRegionsRules: readonly RegionalRule[] = [
  ...acrossVaultsRules,
  vmsHavePolicies,
  policiesHoldTheirVms,
  onItems(previousKeysAreRemoved),
  onItems(adoptedAreInMap),
  onItems(adoptedAreRetained),
];
