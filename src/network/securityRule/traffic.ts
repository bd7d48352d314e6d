import { sameText } from "../../core/values";
import { subtract } from "../addresses";
import { machineEnd, serviceEnd } from "../egress/end";
import { type Direction, matchRule, type ReadRule, readRule, rulesOf, type Traffic } from "../egress/group";
import type { Side } from "../egress/side";
import type { SecurityRule } from "./arm";

/** The traffic that a rule is about; undefined where the rule cannot be read. */
export function trafficOf(rule: SecurityRule): Traffic | undefined {
  const { unreadable, from, to } = readRule(rule, "", 0);
  if (unreadable !== undefined) return undefined;
  const [tag] = to.tags;
  const [source, inside] = [endOf(from, "the virtual network"), sameText(rule.direction, "Inbound")];
  if (to.any)
    return {
      source,
      destination: inside ? machineEnd("the proxy") : serviceEnd("Internet"),
      ports: to.ports,
    };
  return {
    source,
    destination: tag === undefined ? endOf(to, "the destination") : serviceEnd(tag),
    ports: to.ports,
  };
}

function endOf({ any, blocks, applicationSecurityGroups }: Side, name: string) {
  const isBlock = !any && blocks.length > 0;
  return machineEnd(name, isBlock ? blocks : undefined, isBlock ? undefined : applicationSecurityGroups);
}

const directionOf = (rule: SecurityRule): Direction =>
  sameText(rule.direction, "Inbound") ? "Inbound" : "Outbound";

/** The rules of a list that deny some of a rule's traffic or may, by priority. */
export function deniesOf(rules: readonly SecurityRule[], rule: SecurityRule): readonly ReadRule[] {
  const traffic = trafficOf(rule);
  if (traffic === undefined) return [];
  return rulesOf({ name: "", rules }, directionOf(rule)).filter(
    (other) =>
      other.allows !== true && matchRule(other, traffic, traffic.destination.space).possible.length > 0,
  );
}

/** The first of these to which some of the traffic comes: what an earlier rule lets out does not. */
export function firstDenyOf(rules: readonly SecurityRule[], rule: SecurityRule): ReadRule | undefined {
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
