import { argumentsOf, type Fields } from "../component/argumentTypes";
import { check } from "../component/check";
import type { Rule } from "../core/rule";
import { defaultPriorities } from "./facts";
import { type ProxyExceptionSettings, proxyExceptionOf, proxyExceptionRules } from "./proxy/rules";
import { type PlacedRule, placedRules, type RuleToAdd } from "./securityRule/placement";
import {
  type BackupNsgRuleSettings,
  type BackupServiceTagRulesSettings,
  backupNsgRuleRules,
  backupRuleOf,
  backupServiceTagRulesRules,
  type SecurityRuleSettings,
  serviceTagRulesOf,
} from "./securityRule/rules";

/** A component's arguments without those that name its group. The rule's name is required: no component supplies it. */
const inlineFields = ({ resourceGroupName, networkSecurityGroupName, ...fields }: Fields): Fields => ({
  ...fields,
  ruleName: { type: "text" },
});

/** An entry of a NetworkSecurityGroup's `securityRules`. */
export interface InlineSecurityRule {
  name: string;
  description: string;
  priority: number;
  direction: string;
  access: string;
  protocol: string;
  sourceAddressPrefix?: string;
  sourcePortRange?: string;
  destinationAddressPrefix?: string;
  destinationAddressPrefixes?: string[];
  destinationPortRange?: string;
  destinationPortRanges?: string[];
}

/** How a component checks its settings and builds its rules. */
interface RuleBuilder<S> {
  readonly rules: readonly Rule<S>[];
  readonly rulesToAdd: (settings: S) => readonly RuleToAdd[];
  /** Priority if the settings have neither a priority nor the group's rules. */
  readonly fallback: number;
}

/** The rules that a component would create, checked as the component checks them. */
function inlineRules<S extends SecurityRuleSettings>(
  caller: string,
  settings: S,
  fields: Fields,
  { rules, rulesToAdd, fallback }: RuleBuilder<S>,
): InlineSecurityRule[] {
  const checked = check(caller, settings, {}, { fields: inlineFields(fields), rules } as never) as S;
  return placedRules(rulesToAdd(checked), checked, fallback).map(inlineRule);
}

/**
 * The rule of a BackupNsgRule as an entry of a NetworkSecurityGroup's `securityRules`. A group with `securityRules` removes
 * separate rule resources at its next change, so add the rule to its list instead of creating the component:
 * https://github.com/pulumi/pulumi-azure-native/issues/3359
 *
 * @throws pulumi.InputPropertiesError that lists every error in the settings.
 */
export const backupSecurityRules = (settings: BackupNsgRuleSettings): InlineSecurityRule[] =>
  inlineRules("backupSecurityRules", settings, argumentsOf("BackupNsgRule"), {
    rules: backupNsgRuleRules,
    rulesToAdd: backupRuleOf,
    fallback: defaultPriorities.backup,
  });

/** The rules of BackupServiceTagRules as entries of a group's `securityRules`. It throws as backupSecurityRules does. */
export const backupServiceTagSecurityRules = (
  settings: BackupServiceTagRulesSettings,
): InlineSecurityRule[] =>
  inlineRules("backupServiceTagSecurityRules", settings, argumentsOf("BackupServiceTagRules"), {
    rules: backupServiceTagRulesRules,
    rulesToAdd: serviceTagRulesOf,
    fallback: defaultPriorities.serviceTags,
  });

/** The rule of a ProxyExceptionRule as an entry of a group's `securityRules`. It throws as backupSecurityRules does. */
export const proxySecurityRules = (settings: ProxyExceptionSettings): InlineSecurityRule[] =>
  inlineRules("proxySecurityRules", settings, argumentsOf("ProxyExceptionRule"), {
    rules: proxyExceptionRules,
    rulesToAdd: proxyExceptionOf,
    fallback: defaultPriorities.proxy,
  });

const inlineRule = ({ destinationAddressPrefixes, destinationPortRanges, ...rule }: PlacedRule) => ({
  ...rule,
  ...(destinationAddressPrefixes && { destinationAddressPrefixes: [...destinationAddressPrefixes] }),
  ...(destinationPortRanges && { destinationPortRanges: [...destinationPortRanges] }),
});
