import { at } from "../../core/finding";
import { inRange, isValidName } from "../../core/limits";
import { forEachEntry, invalidValue, noFindings, type Rule, type Verdict } from "../../core/rule";
import { keysWithValue, listOf } from "../../core/values";
import { isRegion } from "../../region/rules";
import { isAddress } from "../addresses";
import { firewallPriority, networkNameForm, networkNameLength, networkPages } from "../facts";

/** What the rules read of a BackupFirewallRule; every field may be of a wrong type, whatever the types say. */
export interface FirewallRuleSettings {
  readonly groupName: string;
  readonly priority?: number;
  readonly sources: { readonly addresses?: readonly string[]; readonly ipGroupIds?: readonly string[] };
  readonly managedDisks?: { readonly region: string };
}

const ipGroupId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/ipGroups\/[^/]+$/i;

/** Addresses or IP groups, one of the two and not empty. */
export const sourcesAreValid: Rule<FirewallRuleSettings> = ({ sources }) => {
  const given = keysWithValue(sources);
  if (given.length !== 1 || !["addresses", "ipGroupIds"].includes(given[0] as string)) {
    return sourceFault(
      "sources",
      given,
      "exactly one of addresses, ipGroupIds",
      "say from where the VMs come",
    );
  }
  const path = `sources.${given[0]}`;
  const entries = listOf(sources.addresses ?? sources.ipGroupIds);
  if (entries.length === 0) return sourceFault(path, [], "at least one", "say from where the VMs come");
  return forEachEntry(entries, (entry, i) => {
    const here = at(path, Number(i));
    if (sources.addresses !== undefined)
      return entry === "*" ? noFindings : isAddress(here, entry ?? null, { range: true });
    if (typeof entry === "string" && ipGroupId.test(entry)) return noFindings;
    return sourceFault(here, entry, "the id of an IP group", "pass the IpGroup resource's id");
  });
};

const sourceFault = (path: string, got: unknown, allowed: string, fix: string): Verdict =>
  invalidValue({
    path,
    actual: got,
    accepted: allowed,
    fix,
    ...networkPages.firewallRules,
  });

/** Name of the rule collection group. */
export const groupNameIsValid: Rule<FirewallRuleSettings> = ({ groupName }) =>
  isValidName("groupName", groupName, networkNameLength, networkNameForm);

/** Priority of the rule collection group. */
export const groupPriorityIsValid: Rule<FirewallRuleSettings> = ({ priority }) =>
  inRange("priority", priority, firewallPriority);

/** Region whose storage the rule for managed disks opens. */
export const managedDisksRegionIsKnown: Rule<FirewallRuleSettings> = ({ managedDisks }) =>
  managedDisks === undefined ? noFindings : isRegion("managedDisks.region", managedDisks?.region);

/** All that a BackupFirewallRule must satisfy. */
export const backupFirewallRuleRules: readonly Rule<FirewallRuleSettings>[] = [
  groupNameIsValid,
  groupPriorityIsValid,
  sourcesAreValid,
  managedDisksRegionIsKnown,
];
