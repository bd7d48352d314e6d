import { listOf, sameText } from "../../core/values";
import { type AddressSet, intersect, isWithin, overlaps } from "../addresses";
import { clientPorts, defaultSecurityRules } from "../facts";
import type { SecurityRule } from "../securityRule/arm";
import { type Answer, allOf, anyOf, type End } from "./end";
import { doubtful, type Entry, type Match, matchIf, noMatch, type Passage, walk } from "./passage";
import { noSide, readSide, type Side } from "./side";

/** A network security group with its custom rules; the default rules are added to them. */
export interface SecurityGroup {
  readonly name: string;
  /** Omitted: the rules are not known. */
  readonly rules?: readonly SecurityRule[];
}

export type Direction = "Outbound" | "Inbound";

/** TCP connections on their way; ports are those of the destination. */
export interface Traffic {
  readonly source: End;
  readonly destination: End;
  readonly ports: AddressSet;
}

/** A security rule, read. */
export interface ReadRule extends Entry {
  readonly priority: number;
  /** Why the rule cannot be judged; its other fields are not looked at then. */
  readonly unreadable: string | undefined;
  readonly tcp: boolean;
  readonly from: Side;
  readonly to: Side;
}

/** How traffic fares at a group; undefined where there is no group, since nothing stops it there. */
export function throughGroup(
  group: SecurityGroup | undefined,
  direction: Direction,
  traffic: Traffic,
): Passage | undefined {
  if (group === undefined) return undefined;
  const { space } = traffic.destination;
  if (group.rules === undefined) return doubtful(space, `the rules of group ${group.name} are not known`);
  return walk(rulesOf(group, direction), space, (rule, pending) => matchRule(rule, traffic, pending));
}

/** Which of the pending addresses a rule matches. */
export function matchRule(
  rule: ReadRule,
  { source, destination, ports }: Traffic,
  pending: AddressSet,
): Match {
  if (rule.unreadable !== undefined) return whole(rule.unreadable, pending);
  const onPort = rule.tcp && onPorts(rule.to.ports, ports);
  if (onPort === false) return noMatch;
  const answer = allOf(onPort, fromClientPort(rule.from.ports), isFrom(rule.from, source));
  return matchIf(answer, () => isTo(rule.to, destination, pending));
}

const onPorts = (named: AddressSet, ports: AddressSet): Answer =>
  isWithin(ports, named) || (overlaps(ports, named) && "it names some of the ports only");

const clients: AddressSet = [[clientPorts.min, clientPorts.max]];

const fromClientPort = (named: AddressSet): Answer =>
  isWithin(clients, named) || (overlaps(clients, named) && "it names some source ports only");

function isFrom(side: Side, source: End): Answer {
  if (side.applicationSecurityGroups.length > 0) return isMember(side, source);
  if (side.any || isWithin(source.space, side.blocks)) return true;
  const part = overlaps(source.space, side.blocks);
  return anyOf(
    ...side.tags.map(source.isIn),
    part && `it names some of the addresses of ${source.name} only`,
  );
}

function isTo(side: Side, destination: End, pending: AddressSet): Match {
  if (side.applicationSecurityGroups.length > 0) return whole(isMember(side, destination), pending);
  const tagged = side.any || anyOf(...side.tags.map(destination.isIn));
  if (tagged !== false) return whole(tagged, pending);
  const named = intersect(pending, side.blocks);
  return { sure: named, possible: named };
}

const whole = (answer: Answer, pending: AddressSet): Match =>
  matchIf(answer, () => ({ sure: pending, possible: pending }));

const isMember = (side: Side, end: End): Answer =>
  end.applicationSecurityGroups === undefined
    ? `the application security groups of ${end.name} are not known`
    : end.applicationSecurityGroups.some((id) => side.applicationSecurityGroups.includes(id));

type ReadGroup = Partial<Record<Direction, readonly ReadRule[]>>;
const readGroups = new WeakMap<SecurityGroup, ReadGroup>();

/** The group's rules of a direction by priority, read once however many VMs are behind the group. */
export function rulesOf(group: SecurityGroup, direction: Direction): readonly ReadRule[] {
  const read = readGroups.get(group) ?? {};
  readGroups.set(group, read);
  read[direction] ??= [...listOf(group.rules), ...defaultSecurityRules.value]
    .filter((rule) => sameText(rule?.direction, direction))
    .map((rule) => readRule(rule, `group ${group.name}`))
    .sort((a, b) => a.priority - b.priority);
  return read[direction];
}

/** A security rule, read; `at` says where it stands. */
export function readRule(rule: SecurityRule, at: string, priority: unknown = rule.priority): ReadRule {
  const from = readSide({
    prefix: rule.sourceAddressPrefix,
    prefixes: rule.sourceAddressPrefixes,
    groups: rule.sourceApplicationSecurityGroups,
    port: rule.sourcePortRange,
    ports: rule.sourcePortRanges,
  });
  const to = readSide({
    prefix: rule.destinationAddressPrefix,
    prefixes: rule.destinationAddressPrefixes,
    groups: rule.destinationApplicationSecurityGroups,
    port: rule.destinationPortRange,
    ports: rule.destinationPortRanges,
  });
  const allows = sameText(rule.access, "Allow") ? true : sameText(rule.access, "Deny") ? false : undefined;
  const hasPriority = typeof priority === "number" && !Number.isNaN(priority);
  const readable = allows !== undefined && hasPriority && from !== undefined && to !== undefined;
  return {
    allows: readable ? allows : undefined,
    by: typeof rule.name === "string" ? rule.name : "a rule without a name",
    at,
    // A rule without a priority might stand anywhere: first, it leaves its doubt on all.
    priority: hasPriority ? priority : 0,
    unreadable: readable ? undefined : "it cannot be read as a security rule",
    tcp: sameText(rule.protocol, "*") || sameText(rule.protocol, "Tcp"),
    from: from ?? noSide,
    to: to ?? noSide,
  };
}
