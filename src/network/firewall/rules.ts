import { at, described } from "../../core/finding";
import { inRange } from "../../core/limits";
import { forEachEntry, invalidValue, missing, noFindings, type Rule } from "../../core/rule";
import { keysWithValue, listOf } from "../../core/values";
import { isRegion } from "../../region/rules";
import { isAddress } from "../addresses";
import { firewallPriority, networkPages } from "../facts";

/** The settings of a BackupFirewallRule that the rules read. At run time, a field can have any type. */
export interface FirewallRuleSettings {
  readonly groupName: string;
  readonly priority?: number;
  readonly sources: { readonly addresses?: readonly string[]; readonly ipGroupIds?: readonly string[] };
  readonly managedDisks?: { readonly region: string };
}

const exampleSources = '{ addresses: ["10.0.1.0/24"] }';

/** The sources are addresses or IP groups, not both, and not an empty list. */
export const sourcesAreValid: Rule<FirewallRuleSettings> = ({ sources }) => {
  const given = keysWithValue(sources);
  if (given.length !== 1 || !["addresses", "ipGroupIds"].includes(given[0] as string)) {
    return invalidValue({
      path: "sources",
      actual: described(given.length === 0 ? "no source" : given.join(" and ")),
      accepted: "exactly one of addresses, ipGroupIds",
      by: "this argument",
      fix: `set one of them to the sources of the VMs' traffic, e.g. ${exampleSources}`,
      ...networkPages.firewallRules,
    });
  }
  const path = `sources.${given[0]}`;
  const entries = listOf(sources.addresses ?? sources.ipGroupIds);
  if (entries.length === 0)
    return missing({
      path,
      message: "at least one source is required",
      fix: "list the sources of the VMs' traffic",
      ...networkPages.firewallRules,
    });
  return forEachEntry(entries, (entry, i) => {
    const entryPath = at(path, Number(i));
    // The table of names and ids judges the ids of IP groups.
    return sources.addresses === undefined || entry === "*"
      ? noFindings
      : isAddress(entryPath, entry ?? null, { allowRange: true });
  });
};

/** The priority of the rule collection group is in range. */
export const groupPriorityIsValid: Rule<FirewallRuleSettings> = ({ priority }) =>
  inRange("priority", priority, firewallPriority);

/** The region of the rule for managed disks is a region of Azure. */
export const managedDisksRegionIsKnown: Rule<FirewallRuleSettings> = ({ managedDisks }) =>
  managedDisks === undefined ? noFindings : isRegion("managedDisks.region", managedDisks?.region);

/** All rules for a BackupFirewallRule. */
export const backupFirewallRuleRules: readonly Rule<FirewallRuleSettings>[] = [
  groupPriorityIsValid,
  sourcesAreValid,
  managedDisksRegionIsKnown,
];
