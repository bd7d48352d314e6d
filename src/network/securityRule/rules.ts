import type { Finding } from "../../core/finding";
import { isNamed, isOneOf } from "../../core/limits";
import type { Rule } from "../../core/rule";
import { nearestNames } from "../../core/values";
import { regionOf, regions } from "../../region/facts";
import {
  DiskKind,
  defaultPriorities,
  diskKindPort,
  networkNameForm,
  networkNameLength,
  networkPages,
  securityRuleDescriptionLength,
} from "../facts";
import { backupRule, serviceTagRules } from "./arm";
import { type Placement, placementRules, type WantedRule } from "./placement";

/** What the rules read of a security rule that is to be made; every field may be of a wrong type. */
export interface NsgRuleSubject extends Placement {
  readonly ruleName: string;
  readonly description?: string;
}

/** What the rules read of a BackupNsgRule. */
export interface BackupNsgRuleSubject extends NsgRuleSubject {
  readonly region: string;
  readonly diskKind?: string;
}

/** What the rules read of BackupServiceTagRules. */
export interface BackupServiceTagRulesSubject extends NsgRuleSubject {
  readonly region: string;
}

/** A region of one of Azure's clouds. */
export function isRegion(path: string, value: unknown): Finding[] {
  if (regionOf(value) !== undefined) return [];
  const names = regions.map(({ name }) => name);
  const nearest = typeof value === "string" ? nearestNames(value.replaceAll(" ", ""), names) : ["westeurope"];
  return [
    {
      path,
      got: value,
      allowed: `a region such as "westeurope" or "West Europe"`,
      fix: `did you mean ${nearest.map((name) => `"${name}"`).join(", ")}`,
      source: networkPages.serviceTags,
    },
  ];
}

/** A description that is short enough. */
export const descriptionFits: Rule<NsgRuleSubject> = ({ description }) => {
  const { max, unit, source } = securityRuleDescriptionLength;
  if (description === undefined || (typeof description === "string" && description.length <= max)) return [];
  const got = typeof description === "string" ? `${description.length} ${unit}` : description;
  return [{ path: "description", got, allowed: `at most ${max} ${unit}`, fix: "shorten it", source }];
};

/** Name, description and place of security rules. */
export const securityRuleRules = <S extends NsgRuleSubject>(
  wantedOf: (subject: S) => readonly WantedRule[],
  fallback: number,
): readonly Rule<S>[] => [
  (subject) =>
    wantedOf(subject)
      .flatMap(({ name }) => isNamed("ruleName", name, networkNameLength, networkNameForm))
      .slice(0, 1),
  descriptionFits,
  ...placementRules(wantedOf, fallback),
];

/** The rule of a BackupNsgRule. */
export function backupRuleOf({ ruleName, region, diskKind }: BackupNsgRuleSubject): WantedRule[] {
  const rule = backupRule(region, typeof diskKind === "string" ? diskKind : undefined);
  const description = `Azure Backup: VMs to ${rule.destinationAddressPrefix} on port ${rule.destinationPortRange}`;
  return [{ name: ruleName, description, rule }];
}

/** The rules of BackupServiceTagRules, named after the tags. */
export const serviceTagRulesOf = ({ ruleName, region }: BackupServiceTagRulesSubject): WantedRule[] =>
  serviceTagRules(region).map(({ key, rule }) => ({
    name: typeof ruleName === "string" ? `${ruleName}-${key}` : ruleName,
    description: `Azure Backup: VMs to ${rule.destinationAddressPrefix} on port ${rule.destinationPortRange}`,
    rule,
  }));

/** All that a BackupNsgRule must satisfy. */
export const backupNsgRuleRules: readonly Rule<BackupNsgRuleSubject>[] = [
  ({ region }) => isRegion("region", region),
  ({ diskKind }) => isOneOf("diskKind", diskKind, Object.values(DiskKind), diskKindPort.source),
  ...securityRuleRules(backupRuleOf, defaultPriorities.backup),
];

/** All that BackupServiceTagRules must satisfy. */
export const backupServiceTagRulesRules: readonly Rule<BackupServiceTagRulesSubject>[] = [
  ({ region }) => isRegion("region", region),
  ...securityRuleRules(serviceTagRulesOf, defaultPriorities.serviceTags),
];
