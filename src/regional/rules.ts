import { named, type Rule } from "../core/rule";
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
import { acrossVaultsRules, placeRules, vaultKeysAreRegions, withOverrides } from "./vaultRules";

/** A rule on ProtectedVms' arguments, for arguments of the same name here. */
const onItems = (rule: Rule<ProtectedVmsSettings>): RegionalRule =>
  named(rule.name, (settings, words) =>
    rule(withOverrides({ vms: {} } as ProtectedVmsSettings, settings as ProtectedVmsSettings), words),
  );

/** Rules on one VM of the map. */
export const regionalVmRules: readonly Rule<RegionalVmSettings>[] = [...protectedVmRules, ...placeRules];

/** Rules on the other arguments. */
export const regionalBackupRules: readonly RegionalRule[] = [
  policiesAreValid,
  spreadIsValid,
  vaultKeysAreRegions,
  onItems(onDestroyIsKnown),
  onItems(initialBackupDaysAreValid),
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
