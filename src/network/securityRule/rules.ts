import { described } from "../../core/finding";
import { cite, isOneOf, isValidName } from "../../core/limits";
import { invalidValue, named, noFindings, type Rule } from "../../core/rule";
import { networkNameForm, networkNameLength } from "../../names/facts";
import { isRegion } from "../../region/rules";
import { DiskKind, defaultPriorities, diskKindPort, securityRuleDescriptionLength } from "../facts";
import { backupRule, serviceTagRules } from "./arm";
import type { Placement, RuleToAdd } from "./placement";
import { placementRules } from "./placementRules";

/** The settings of a new security rule that the rules read. At run time, a field can have any type. */
export interface SecurityRuleSettings extends Placement {
  readonly ruleName: string;
  readonly description?: string;
}

/** The settings of a BackupNsgRule that the rules read. */
export interface BackupNsgRuleSettings extends SecurityRuleSettings {
  readonly region: string;
  readonly diskKind?: string;
}

/** The settings of BackupServiceTagRules that the rules read. */
export interface BackupServiceTagRulesSettings extends SecurityRuleSettings {
  readonly region: string;
}

/** The description is short enough. */
export const descriptionFits: Rule<SecurityRuleSettings> = ({ description }) => {
  const { max, unit } = securityRuleDescriptionLength;
  if (description === undefined || (typeof description === "string" && description.length <= max))
    return noFindings;
  return invalidValue({
    path: "description",
    actual: typeof description === "string" ? described(`${description.length} ${unit}`) : description,
    accepted: `at most ${max} ${unit}`,
    fix: "shorten it",
    ...cite(securityRuleDescriptionLength),
  });
};

/** The name, description and priority of new security rules are valid. */
export const securityRuleRules = <S extends SecurityRuleSettings>(
  rulesToAdd: (subject: S) => readonly RuleToAdd[],
  fallback: number,
): readonly Rule<S>[] => [
  /** The name of the rule has the accepted length and characters. */
  named("ruleNameIsValid", (subject) => {
    const verdicts = rulesToAdd(subject).map(({ name }) =>
      isValidName("ruleName", name, networkNameLength, networkNameForm),
    );
    return verdicts.find(({ findings }) => findings.length > 0) ?? noFindings;
  }),
  descriptionFits,
  ...placementRules(rulesToAdd, fallback),
];

/** The rule of a BackupNsgRule. */
export function backupRuleOf({ ruleName, region, diskKind }: BackupNsgRuleSettings): RuleToAdd[] {
  const rule = backupRule(region, typeof diskKind === "string" ? diskKind : undefined);
  const description = `Azure Backup: VMs to ${rule.destinationAddressPrefix} on port ${rule.destinationPortRange}`;
  return [{ name: ruleName, description, rule }];
}

/** The rules of BackupServiceTagRules, named after the tags. */
export const serviceTagRulesOf = ({ ruleName, region }: BackupServiceTagRulesSettings): RuleToAdd[] =>
  serviceTagRules(region).map(({ key, rule }) => ({
    name: typeof ruleName === "string" ? `${ruleName}-${key}` : ruleName,
    description: `Azure Backup: VMs to ${rule.destinationAddressPrefix} on port ${rule.destinationPortRange}`,
    rule,
  }));

/** The region is a region of Azure. */
export const regionIsKnown: Rule<{ readonly region: string }> = ({ region }) => isRegion("region", region);

/** The kind of disk is one of the choices. */
export const diskKindIsKnown: Rule<BackupNsgRuleSettings> = ({ diskKind }) =>
  isOneOf("diskKind", diskKind, Object.values(DiskKind), diskKindPort);

/** All rules for a BackupNsgRule. */
export const backupNsgRuleRules: readonly Rule<BackupNsgRuleSettings>[] = [
  regionIsKnown,
  diskKindIsKnown,
  ...securityRuleRules(backupRuleOf, defaultPriorities.backup),
];

/** All rules for BackupServiceTagRules. */
export const backupServiceTagRulesRules: readonly Rule<BackupServiceTagRulesSettings>[] = [
  regionIsKnown,
  ...securityRuleRules(serviceTagRulesOf, defaultPriorities.serviceTags),
];
