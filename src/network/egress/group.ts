import { asNumber } from "../../core/reading";
import { listOf, sameText } from "../../core/values";
import { type AddressSet, intersect, isWithin, overlaps } from "../addresses";
import { clientPorts, defaultSecurityRules } from "../facts";
import type { SecurityRule } from "../securityRule/arm";
import { type Answer, allOf, anyOf, type ConnectionEnd } from "./connectionEnd";
import { type Entry, type Match, matchIf, noMatch, type Passage, uncertain, walk } from "./passage";
import { emptySide, parseSide, type RuleSide } from "./ruleSide";

/** A network security group with its custom rules. Azure's default rules are added to them. */
export interface SecurityGroup {
  readonly name: string;
  /** Omitted: the rules are unknown. */
  readonly rules?: readonly SecurityRule[];
}

export type Direction = "Outbound" | "Inbound";

/** TCP connections. The ports are those of the destination. */
export interface Traffic {
  readonly source: ConnectionEnd;
  readonly destination: ConnectionEnd;
  readonly ports: AddressSet;
}

/** A security rule, parsed. */
export interface ParsedRule extends Entry {
  readonly priority: number;
  /** Why the rule cannot be evaluated; its other fields are then ignored. */
  readonly unreadable: string | undefined;
  readonly tcp: boolean;
  readonly from: RuleSide;
  readonly to: RuleSide;
}

/** The result for traffic at a group; undefined if there is no group, so that nothing denies the traffic there. */
export function throughGroup(
  group: SecurityGroup | undefined,
  direction: Direction,
  traffic: Traffic,
): Passage | undefined {
  if (group === undefined) return undefined;
  const { space } = traffic.destination;
  if (group.rules === undefined) return uncertain(space, `the rules of group ${group.name} are not known`);
  return walk(rulesOf(group, direction), space, (rule, pending) => matchRule(rule, traffic, pending));
}

/** Whether the outbound rules of a group make no difference between the hosts of a virtual network. */
export function takesWholeNetwork(group: SecurityGroup): boolean {
  if (group.rules === undefined) return true;
  const parsed = parsedGroup(group);
  parsed.isSameForAll ??= rulesOf(group, "Outbound").every(
    ({ unreadable, from }) =>
      unreadable !== undefined ||
      from.any ||
      (from.applicationSecurityGroups.length === 0 &&
        from.blocks.length === 0 &&
        from.tags.every((tag) => sameText(tag, "VirtualNetwork"))),
  );
  return parsed.isSameForAll;
}

/** Which of the pending addresses a rule matches. */
export function matchRule(
  rule: ParsedRule,
  { source, destination, ports }: Traffic,
  pending: AddressSet,
): Match {
  if (rule.unreadable !== undefined) return matchAll(rule.unreadable, pending);
  const onPort = rule.tcp && onPorts(rule.to.ports, ports);
  if (onPort === false) return noMatch;
  const answer = allOf(onPort, fromClientPort(rule.from.ports), isFrom(rule.from, source));
  return matchIf(answer, () => isTo(rule.to, destination, pending));
}

const onPorts = (covered: AddressSet, ports: AddressSet): Answer =>
  isWithin(ports, covered) || (overlaps(ports, covered) && "it covers only some of the ports");

const allClientPorts: AddressSet = [[clientPorts.min, clientPorts.max]];

const fromClientPort = (covered: AddressSet): Answer =>
  isWithin(allClientPorts, covered) ||
  (overlaps(allClientPorts, covered) && "it covers only some source ports");

function isFrom(side: RuleSide, source: ConnectionEnd): Answer {
  if (side.applicationSecurityGroups.length > 0) return isMember(side, source);
  if (side.any || isWithin(source.space, side.blocks)) return true;
  const coversPart = overlaps(source.space, side.blocks);
  return anyOf(
    ...side.tags.map(source.isIn),
    coversPart && `it covers only some addresses of ${source.name}`,
  );
}

function isTo(side: RuleSide, destination: ConnectionEnd, pending: AddressSet): Match {
  if (side.applicationSecurityGroups.length > 0) return matchAll(isMember(side, destination), pending);
  const tagged = side.any || anyOf(...side.tags.map(destination.isIn));
  if (tagged !== false) return matchAll(tagged, pending);
  const covered = intersect(pending, side.blocks);
  return { sure: covered, possible: covered };
}

const matchAll = (answer: Answer, pending: AddressSet): Match =>
  matchIf(answer, () => ({ sure: pending, possible: pending }));

const isMember = (side: RuleSide, end: ConnectionEnd): Answer =>
  end.applicationSecurityGroups === undefined
    ? `the application security groups of ${end.name} are not known`
    : end.applicationSecurityGroups.some((id) => side.applicationSecurityGroups.includes(id));

type ParsedGroup = Partial<Record<Direction, readonly ParsedRule[]>> & { isSameForAll?: boolean };
const parsedGroups = new WeakMap<SecurityGroup, ParsedGroup>();

function parsedGroup(group: SecurityGroup): ParsedGroup {
  const parsed = parsedGroups.get(group) ?? {};
  parsedGroups.set(group, parsed);
  return parsed;
}

/** The group's rules of a direction, by priority. They are parsed once, however many VMs are behind the group. */
export function rulesOf(group: SecurityGroup, direction: Direction): readonly ParsedRule[] {
  const parsed = parsedGroup(group);
  parsed[direction] ??= [...listOf(group.rules), ...defaultSecurityRules.value]
    .filter((rule) => sameText(rule?.direction, direction))
    .map((rule) => parseRule(rule, `group ${group.name}`))
    .sort((a, b) => a.priority - b.priority);
  return parsed[direction];
}

/** Parses a security rule; `at` names the place that contains it, for messages. */
export function parseRule(rule: SecurityRule, at: string, given: unknown = rule.priority): ParsedRule {
  const priority = asNumber(given);
  const from = parseSide({
    prefix: rule.sourceAddressPrefix,
    prefixes: rule.sourceAddressPrefixes,
    groups: rule.sourceApplicationSecurityGroups,
    port: rule.sourcePortRange,
    ports: rule.sourcePortRanges,
  });
  const to = parseSide({
    prefix: rule.destinationAddressPrefix,
    prefixes: rule.destinationAddressPrefixes,
    groups: rule.destinationApplicationSecurityGroups,
    port: rule.destinationPortRange,
    ports: rule.destinationPortRanges,
  });
  const allows = sameText(rule.access, "Allow") ? true : sameText(rule.access, "Deny") ? false : undefined;
  const hasPriority = typeof priority === "number" && !Number.isNaN(priority);
  const isReadable = allows !== undefined && hasPriority && from !== undefined && to !== undefined;
  return {
    allows: isReadable ? allows : undefined,
    by: typeof rule.name === "string" ? rule.name : "a rule without a name",
    at,
    // A rule without a priority may be anywhere. In first place, it makes the result of all traffic uncertain.
    priority: hasPriority ? priority : 0,
    unreadable: isReadable ? undefined : "it cannot be read as a security rule",
    tcp: sameText(rule.protocol, "*") || sameText(rule.protocol, "Tcp"),
    from: from ?? emptySide,
    to: to ?? emptySide,
  };
}
