import { at } from "../../core/finding";
import { all, invalidValue, noFindings, type Rule, type Verdict } from "../../core/rule";
import { listOf, sameText } from "../../core/values";
import { subtract } from "../addresses";
import { matchRule, type ParsedRule, rulesOf, type SecurityGroup } from "../egress/group";
import { backupServiceTags, networkPages, proxyException } from "../facts";
import type { SecurityRule } from "./arm";
import { highestFreePriority } from "./priority";
import { trafficOf } from "./traffic";

/** An exception for backup or for a proxy is before every rule that denies all of its traffic. */
export const exceptionsAreNotOutranked: Rule<SecurityGroup> = (group) => {
  const rules = listOf(group.rules).filter((rule) => sameText(rule?.direction, "Outbound"));
  return all(
    rules.filter(isException).map((rule) => {
      const deny = denyBefore(rule, group);
      return deny === undefined ? noFindings : outranked(rule, deny, rules);
    }),
  );
};

/** A rule that allows traffic to a service tag of Azure Backup, or from one address to the whole internet on web ports. */
function isException(rule: SecurityRule): boolean {
  if (!sameText(rule.access, "Allow") || !isTcp(rule)) return false;
  const destination = rule.destinationAddressPrefix;
  const [service] = typeof destination === "string" ? destination.split(".") : [];
  if (backupServiceTags.value.some((tag) => sameText(service, tag))) return true;
  const traffic = trafficOf(rule);
  const isOneAddress =
    traffic?.source.space.length === 1 && traffic.source.space[0]?.[0] === traffic.source.space[0]?.[1];
  const ports = [rule.destinationPortRange, ...listOf(rule.destinationPortRanges)];
  const isWeb = ports.some((range) => proxyException.ports.includes(range as never) || range === "80-443");
  return isOneAddress && isWeb && sameText(destination, proxyException.destination);
}

const isTcp = ({ protocol }: SecurityRule): boolean => sameText(protocol, "*") || sameText(protocol, "Tcp");

/** The first of the rules before an exception that certainly deny all its traffic; undefined if a rule before them allows some. */
function denyBefore(rule: SecurityRule, group: SecurityGroup): ParsedRule | undefined {
  const traffic = trafficOf(rule);
  if (traffic === undefined || typeof rule.priority !== "number") return undefined;
  let pending = traffic.destination.space;
  let first: ParsedRule | undefined;
  for (const other of rulesOf(group, "Outbound")) {
    if (other.priority >= rule.priority) break;
    const { sure, possible } = matchRule(other, traffic, pending);
    if (other.allows !== false && possible.length > 0) return undefined;
    if (sure.length > 0) first ??= other;
    pending = subtract(pending, sure);
    if (pending.length === 0) return first;
  }
  return undefined;
}

function outranked(rule: SecurityRule, deny: ParsedRule, rules: readonly SecurityRule[]): Verdict {
  const free = highestFreePriority(
    deny.priority,
    rules.map(({ priority }) => priority),
  );
  const name = typeof rule.name === "string" ? rule.name : "";
  return invalidValue({
    path: `${at("securityRules", name)}.priority`,
    actual: rule.priority,
    requires: `a priority below ${deny.priority}, because ${deny.by} at priority ${deny.priority} denies all traffic that this rule allows`,
    fix:
      free === undefined
        ? `renumber the rules of the group, so that a priority below ${deny.priority} is free`
        : `set it to ${free}`,
    ...networkPages.nsg,
  });
}
