import type { Fields } from "../component/arguments";
import { check } from "../component/check";
import { defaultPriorities } from "./facts";
import { proxyExceptionRuleArguments } from "./proxy/arguments";
import { type ProxyExceptionSettings, proxyExceptionOf, proxyExceptionRules } from "./proxy/rules";
import { backupNsgRuleArguments, backupServiceTagRulesArguments } from "./securityRule/arguments";
import { type MadeRule, madeRules } from "./securityRule/placement";
import {
  type BackupNsgRuleSettings,
  type BackupServiceTagRulesSettings,
  backupNsgRuleRules,
  backupRuleOf,
  backupServiceTagRulesRules,
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

/**
 * The rule of a BackupNsgRule for the `securityRules` of a NetworkSecurityGroup. A group that lists its rules
 * itself drops those that stand beside it as resources of their own at its next change, so list this one too:
 * https://github.com/pulumi/pulumi-azure-native/issues/3359
 *
 * @throws pulumi.InputPropertiesError that lists every fault in the settings.
 */
export const backupSecurityRules = (settings: BackupNsgRuleSettings): InlineSecurityRule[] => {
  const checked = check(
    "backupSecurityRules",
    settings,
    {},
    {
      fields: ofInline(backupNsgRuleArguments),
      rules: backupNsgRuleRules,
    },
  );
  return madeRules(backupRuleOf(checked), checked, defaultPriorities.backup).map(inline);
};

/** The rules of BackupServiceTagRules in the same form. Errors as for backupSecurityRules. */
export const backupServiceTagSecurityRules = (
  settings: BackupServiceTagRulesSettings,
): InlineSecurityRule[] => {
  const checked = check(
    "backupServiceTagSecurityRules",
    settings,
    {},
    {
      fields: ofInline(backupServiceTagRulesArguments),
      rules: backupServiceTagRulesRules,
    },
  );
  return madeRules(serviceTagRulesOf(checked), checked, defaultPriorities.serviceTags).map(inline);
};

/** The rule of a ProxyExceptionRule in the same form. Errors as for backupSecurityRules. */
export const proxySecurityRules = (settings: ProxyExceptionSettings): InlineSecurityRule[] => {
  const checked = check(
    "proxySecurityRules",
    settings,
    {},
    {
      fields: ofInline(proxyExceptionRuleArguments),
      rules: proxyExceptionRules,
    },
  );
  return madeRules(proxyExceptionOf(checked), checked, defaultPriorities.proxy).map(inline);
};

const inline = ({ destinationAddressPrefixes: blocks, destinationPortRanges: ports, ...rule }: MadeRule) => ({
  ...rule,
  ...(blocks && { destinationAddressPrefixes: [...blocks] }),
  ...(ports && { destinationPortRanges: [...ports] }),
});
