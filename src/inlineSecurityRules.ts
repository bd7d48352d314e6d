import { check } from "./check";
import { defaultPriorities } from "./facts/network";
import {
  type BackupNsgRuleSubject,
  type BackupServiceTagRulesSubject,
  backupNsgRuleRules,
  backupRuleOf,
  backupServiceTagRulesRules,
  serviceTagRulesOf,
} from "./rules/nsgRule";
import { type MadeRule, madeRules } from "./rules/nsgRulePlacement";
import { type ProxyExceptionSubject, proxyExceptionOf, proxyExceptionRules } from "./rules/proxyRule";

/**
 * The rule of a BackupNsgRule for the `securityRules` of a NetworkSecurityGroup. A group that lists its rules
 * itself drops those that stand beside it as resources of their own at its next change, so list this one too:
 * https://github.com/pulumi/pulumi-azure-native/issues/3359
 *
 * @throws pulumi.InputPropertiesError that lists every fault in the settings.
 */
export const backupSecurityRules = (settings: BackupNsgRuleSubject): MadeRule[] => {
  const checked = check("backupSecurityRules", settings, backupNsgRuleRules);
  return madeRules(backupRuleOf(checked), checked, defaultPriorities.backup);
};

/** The rules of BackupServiceTagRules in the same form. Errors as for backupSecurityRules. */
export const backupServiceTagSecurityRules = (settings: BackupServiceTagRulesSubject): MadeRule[] => {
  const checked = check("backupServiceTagSecurityRules", settings, backupServiceTagRulesRules);
  return madeRules(serviceTagRulesOf(checked), checked, defaultPriorities.serviceTags);
};

/** The rule of a ProxyExceptionRule in the same form. Errors as for backupSecurityRules. */
export const proxySecurityRules = (settings: ProxyExceptionSubject): MadeRule[] => {
  const checked = check("proxySecurityRules", settings, proxyExceptionRules);
  return madeRules(proxyExceptionOf(checked), checked, defaultPriorities.proxy);
};
