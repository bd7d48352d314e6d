import { argumentsOf, type Fields } from "../component/argumentTypes";
import { check } from "../component/check";
import type { Rule } from "../core/rule";
import { defaultPriorities } from "./facts";
import { type ProxyExceptionSettings, proxyExceptionOf, proxyExceptionRules } from "./proxy/rules";
import { type MadeRule, madeRules, type WantedRule } from "./securityRule/placement";
import {
  type BackupNsgRuleSettings,
  type BackupServiceTagRulesSettings,
  backupNsgRuleRules,
  backupRuleOf,
  backupServiceTagRulesRules,
  type SecurityRuleSettings,
  serviceTagRulesOf,
} from "./securityRule/rules";

/** The arguments of a component without those that name its group; a rule in a group has no component to be named after. */
const ofInline = ({ resourceGroupName, networkSecurityGroupName, ...fields }: Fields): Fields => ({
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

/** The rules that a component would make, checked as it checks them, for a group's own list. */
function inlineRules<S extends SecurityRuleSettings>(
  name: string,
  settings: S,
  fields: Fields,
  { rules, wanted, fallback }: Making<S>,
): InlineSecurityRule[] {
  const checked = check(name, settings, {}, { fields: ofInline(fields), rules } as never) as S;
  return madeRules(wanted(checked), checked, fallback).map(inline);
}

/** How a component judges its settings and makes its rules. */
interface Making<S> {
  readonly rules: readonly Rule<S>[];
  readonly wanted: (settings: S) => readonly WantedRule[];
  readonly fallback: number;
}

/**
 * The rule of a BackupNsgRule for the `securityRules` of a NetworkSecurityGroup. A group that lists its rules
 * itself drops those that stand beside it as resources of their own at its next change, so list this one too:
 * https://github.com/pulumi/pulumi-azure-native/issues/3359
 *
 * @throws pulumi.InputPropertiesError that lists every fault in the settings.
 */
export const backupSecurityRules = (settings: BackupNsgRuleSettings): InlineSecurityRule[] =>
  inlineRules("backupSecurityRules", settings, argumentsOf("BackupNsgRule"), {
    rules: backupNsgRuleRules,
    wanted: backupRuleOf,
    fallback: defaultPriorities.backup,
  });

/** The rules of BackupServiceTagRules in the same form. Errors as for backupSecurityRules. */
export const backupServiceTagSecurityRules = (
  settings: BackupServiceTagRulesSettings,
): InlineSecurityRule[] =>
  inlineRules("backupServiceTagSecurityRules", settings, argumentsOf("BackupServiceTagRules"), {
    rules: backupServiceTagRulesRules,
    wanted: serviceTagRulesOf,
    fallback: defaultPriorities.serviceTags,
  });

/** The rule of a ProxyExceptionRule in the same form. Errors as for backupSecurityRules. */
export const proxySecurityRules = (settings: ProxyExceptionSettings): InlineSecurityRule[] =>
  inlineRules("proxySecurityRules", settings, argumentsOf("ProxyExceptionRule"), {
    rules: proxyExceptionRules,
    wanted: proxyExceptionOf,
    fallback: defaultPriorities.proxy,
  });

const inline = ({ destinationAddressPrefixes: blocks, destinationPortRanges: ports, ...rule }: MadeRule) => ({
  ...rule,
  ...(blocks && { destinationAddressPrefixes: [...blocks] }),
  ...(ports && { destinationPortRanges: [...ports] }),
});
