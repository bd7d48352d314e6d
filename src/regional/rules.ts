import { pages } from "../core/pages";
import { invalidValue, named, noFindings, type Rule } from "../core/rule";
import { listOf, textOf } from "../core/values";
import { adoptedAreInMap, adoptedAreRetained } from "../protection/component/adoption";
import {
  initialBackupDaysAreValid,
  onDestroyIsKnown,
  previousKeysAreRemoved,
  protectedVmRules,
} from "../protection/component/rules";
import type { ProtectedVmsSettings } from "../protection/component/settings";
import { policiesAreValid, policiesHoldTheirVms, spreadIsValid, vmsHavePolicies } from "./policyRules";
import type { RegionalRule, RegionalVmSettings } from "./settings";
import { acrossVaultsRules, over, placeRules, vaultKeysAreRegions } from "./vaultRules";

/** A rule on the items of one vault, for those of all. */
const ofItems = (rule: Rule<ProtectedVmsSettings>): RegionalRule =>
  named(rule.name, (settings, words) =>
    rule(over({ vms: {} } as ProtectedVmsSettings, settings as ProtectedVmsSettings), words),
  );

/** The subscription of adopted items is one: their ids are made of it. */
export const adoptionHasSubscription: RegionalRule = ({ adopt }) => {
  const id = textOf(adopt?.subscriptionId);
  if (listOf(adopt?.keys).length === 0 || /^[\w-]+$/.test(id)) return noFindings;
  return invalidValue({
    path: "adopt.subscriptionId",
    actual: adopt?.subscriptionId,
    accepted: "the id of the vaults' subscription, of which the ids of the items are made",
    fix: "give the subscription's id, e.g. from az account show --query id",
    ...pages.prepare,
  });
};

/** What one VM of the map must satisfy. */
export const regionalVmRules: readonly Rule<RegionalVmSettings>[] = [...protectedVmRules, ...placeRules];

/** What the arguments beside the VMs must satisfy. */
export const regionalBackupRules: readonly RegionalRule[] = [
  policiesAreValid,
  spreadIsValid,
  vaultKeysAreRegions,
  adoptionHasSubscription,
  ofItems(onDestroyIsKnown),
  ofItems(initialBackupDaysAreValid),
];

/** What the VMs, their vaults and policies must satisfy together. */
export const acrossRegionsRules: readonly RegionalRule[] = [
  ...acrossVaultsRules,
  vmsHavePolicies,
  policiesHoldTheirVms,
  ofItems(previousKeysAreRemoved),
  ofItems(adoptedAreInMap),
  ofItems(adoptedAreRetained),
];
