import { sameText } from "../../core/values";
import { subtract } from "../addresses";
import { hostEnd, serviceEnd } from "../egress/connectionEnd";
import {
  type Direction,
  matchRule,
  type ParsedRule,
  parseRule,
  rulesOf,
  type Traffic,
} from "../egress/group";
import type { RuleSide } from "../egress/ruleSide";
import type { SecurityRule } from "./arm";

/** The traffic that a rule applies to; undefined if the rule cannot be read. */
export function trafficOf(rule: SecurityRule): Traffic | undefined {
  const { unreadable, from, to } = parseRule(rule, "", 0);
  if (unreadable !== undefined) return undefined;
  const [tag] = to.tags;
  const source = endOf(from, "the virtual network");
  if (to.any)
    return {
      source,
      destination: sameText(rule.direction, "Inbound") ? hostEnd("the proxy") : serviceEnd("Internet"),
      ports: to.ports,
    };
  return {
    source,
    destination: tag === undefined ? endOf(to, "the destination") : serviceEnd(tag),
    ports: to.ports,
  };
}

function endOf({ any, blocks, applicationSecurityGroups }: RuleSide, name: string) {
  const isBlock = !any && blocks.length > 0;
  return hostEnd(name, isBlock ? blocks : undefined, isBlock ? undefined : applicationSecurityGroups);
}

const directionOf = (rule: SecurityRule): Direction =>
  sameText(rule.direction, "Inbound") ? "Inbound" : "Outbound";

/** The rules of a list that deny, or may deny, some of a rule's traffic, by priority. */
export function deniesOf(rules: readonly SecurityRule[], rule: SecurityRule): readonly ParsedRule[] {
  const traffic = trafficOf(rule);
  if (traffic === undefined) return [];
  return rulesOf({ name: "", rules }, directionOf(rule)).filter(
    (other) =>
      other.allows !== true && matchRule(other, traffic, traffic.destination.space).possible.length > 0,
  );
}

/** The first such rule that some of the traffic reaches. Traffic that an earlier rule allows does not reach it. */
export function firstDenyOf(rules: readonly SecurityRule[], rule: SecurityRule): ParsedRule | undefined {
  const traffic = trafficOf(rule);
  if (traffic === undefined) return undefined;
  let pending = traffic.destination.space;
  for (const other of rulesOf({ name: "", rules }, directionOf(rule))) {
    const { sure, possible } = matchRule(other, traffic, pending);
    if (other.allows === true) pending = subtract(pending, sure);
    else if (possible.length > 0) return other;
  }
  return undefined;
}
