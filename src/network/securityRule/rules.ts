import { described } from "../../core/finding";
import { cite, isOneOf, isValidName } from "../../core/limits";
import { invalidValue, named, noFindings, type Rule } from "../../core/rule";
import { isRegion } from "../../region/rules";
import {
  DiskKind,
  defaultPriorities,
  diskKindPort,
  networkNameForm,
  networkNameLength,
  securityRuleDescriptionLength,
} from "../facts";
import { backupRule, serviceTagRules } from "./arm";
import { type Placement, placementRules, type WantedRule } from "./placement";

/** What the rules read of a security rule that is to be made; every field may be of a wrong type. */
export interface SecurityRuleSettings extends Placement {
  readonly ruleName: string;
  readonly description?: string;
}

/** What the rules read of a BackupNsgRule. */
export interface BackupNsgRuleSettings extends SecurityRuleSettings {
  readonly region: string;
  readonly diskKind?: string;
}

/** What the rules read of BackupServiceTagRules. */
export interface BackupServiceTagRulesSettings extends SecurityRuleSettings {
  readonly region: string;
}

/** A description that is short enough. */
export const descriptionFits: Rule<SecurityRuleSettings> = ({ description }) => {
  const { max, unit } = securityRuleDescriptionLength;
  if (description === undefined || (typeof description === "string" && description.length <= max))
    return noFindings;
  const got = typeof description === "string" ? described(`${description.length} ${unit}`) : description;
  return invalidValue({
    path: "description",
    actual: got,
    accepted: `at most ${max} ${unit}`,
    fix: "shorten it",
    ...cite(securityRuleDescriptionLength),
  });
};

/** Name, description and place of security rules. */
export const securityRuleRules = <S extends SecurityRuleSettings>(
  wantedOf: (subject: S) => readonly WantedRule[],
  fallback: number,
): readonly Rule<S>[] => [
  /** Name of the rule: length and characters. */
  named("ruleNameIsValid", (subject) => {
    const verdicts = wantedOf(subject).map(({ name }) =>
      isValidName("ruleName", name, networkNameLength, networkNameForm),
    );
    return verdicts.find(({ findings }) => findings.length > 0) ?? noFindings;
  }),
  descriptionFits,
  ...placementRules(wantedOf, fallback),
];

/** The rule of a BackupNsgRule. */
export function backupRuleOf({ ruleName, region, diskKind }: BackupNsgRuleSettings): WantedRule[] {
  const rule = backupRule(region, typeof diskKind === "string" ? diskKind : undefined);
  const description = `Azure Backup: VMs to ${rule.destinationAddressPrefix} on port ${rule.destinationPortRange}`;
  return [{ name: ruleName, description, rule }];
}

/** The rules of BackupServiceTagRules, named after the tags. */
export const serviceTagRulesOf = ({ ruleName, region }: BackupServiceTagRulesSettings): WantedRule[] =>
  serviceTagRules(region).map(({ key, rule }) => ({
    name: typeof ruleName === "string" ? `${ruleName}-${key}` : ruleName,
    description: `Azure Backup: VMs to ${rule.destinationAddressPrefix} on port ${rule.destinationPortRange}`,
    rule,
  }));

/** The region has a name that Azure knows. */
export const regionIsKnown: Rule<{ readonly region: string }> = ({ region }) => isRegion("region", region);

/** How the disks are kept is one of the choices. */
export const diskKindIsKnown: Rule<BackupNsgRuleSettings> = ({ diskKind }) =>
  isOneOf("diskKind", diskKind, Object.values(DiskKind), diskKindPort);

/** All that a BackupNsgRule must satisfy. */
export const backupNsgRuleRules: readonly Rule<BackupNsgRuleSettings>[] = [
  regionIsKnown,
  diskKindIsKnown,
  ...securityRuleRules(backupRuleOf, defaultPriorities.backup),
];

/** All that BackupServiceTagRules must satisfy. */
export const backupServiceTagRulesRules: readonly Rule<BackupServiceTagRulesSettings>[] = [
  regionIsKnown,
  ...securityRuleRules(serviceTagRulesOf, defaultPriorities.serviceTags),
];
