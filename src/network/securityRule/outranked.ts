import { at } from "../../core/finding";
import { all, invalidValue, noFindings, type Rule, type Verdict } from "../../core/rule";
import { listOf, sameText } from "../../core/values";
import { subtract } from "../addresses";
import { matchRule, type ReadRule, rulesOf, type SecurityGroup } from "../egress/group";
import { backupServiceTags, networkPages, proxyException } from "../facts";
import type { SecurityRule } from "./arm";
import { highestFree } from "./priority";
import { trafficOf } from "./traffic";

/** An exception for backup or for a proxy stands before every rule that denies all of its traffic. */
export const exceptionsAreNotOutranked: Rule<SecurityGroup> = (group) => {
  const rules = listOf(group.rules).filter((rule) => sameText(rule?.direction, "Outbound"));
  return all(
    rules.filter(isException).map((rule) => {
      const deny = denyBefore(rule, group);
      return deny === undefined ? noFindings : outranked(rule, deny, rules);
    }),
  );
};

/** An allow to one of the tags of Azure Backup, or of one machine to the whole internet on web ports. */
function isException(rule: SecurityRule): boolean {
  if (!sameText(rule.access, "Allow") || !isTcp(rule)) return false;
  const to = rule.destinationAddressPrefix;
  const [service] = typeof to === "string" ? to.split(".") : [];
  if (backupServiceTags.value.some((tag) => sameText(service, tag))) return true;
  const traffic = trafficOf(rule);
  const isOneMachine =
    traffic?.source.space.length === 1 && traffic.source.space[0]?.[0] === traffic.source.space[0]?.[1];
  const ports = [rule.destinationPortRange, ...listOf(rule.destinationPortRanges)];
  const isWeb = ports.some((range) => proxyException.ports.includes(range as never) || range === "80-443");
  return isOneMachine && isWeb && sameText(to, proxyException.destination);
}

const isTcp = ({ protocol }: SecurityRule): boolean => sameText(protocol, "*") || sameText(protocol, "Tcp");

/** The first of the rules before the exception that surely deny all its traffic; what leaves before them is not denied. */
function denyBefore(rule: SecurityRule, group: SecurityGroup): ReadRule | undefined {
  const traffic = trafficOf(rule);
  if (traffic === undefined || typeof rule.priority !== "number") return undefined;
  let pending = traffic.destination.space;
  let first: ReadRule | undefined;
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

function outranked(rule: SecurityRule, deny: ReadRule, rules: readonly SecurityRule[]): Verdict {
  const free = highestFree(
    deny.priority,
    rules.map(({ priority }) => priority),
  );
  const name = typeof rule.name === "string" ? rule.name : "";
  return invalidValue({
    path: `${at("securityRules", name)}.priority`,
    actual: rule.priority,
    accepted: `a priority below ${deny.priority}, that of ${deny.by}, which denies all that this rule allows`,
    fix: free === undefined ? `make room below ${deny.priority}` : `set it to ${free}`,
    ...networkPages.nsg,
  });
}
