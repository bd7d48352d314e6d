import { listOf, sameText } from "../../core/values";
import {
  type AddressSet,
  intersect,
  isWithin,
  noAddresses,
  overlaps,
  parseAddresses,
  union,
} from "../addresses";
import { backupDomains, backupFqdnTag } from "../facts";
import { parsePorts } from "../ports";
import { type Answer, allOf, anyOf, type End } from "./end";
import type { Traffic } from "./group";
import { doubtful, type Entry, type Match, matchIf, type Passage, walk } from "./passage";

/** A rule of a firewall policy, network or application, as Azure takes it. */
export interface FirewallRule {
  readonly name?: string;
  readonly ruleType?: string;
  readonly sourceAddresses?: readonly string[];
  readonly sourceIpGroups?: readonly string[];
  readonly ipProtocols?: readonly string[];
  readonly destinationAddresses?: readonly string[];
  readonly destinationIpGroups?: readonly string[];
  readonly destinationFqdns?: readonly string[];
  readonly destinationPorts?: readonly string[];
  readonly protocols?: readonly { readonly protocolType?: string; readonly port?: number }[];
  readonly fqdnTags?: readonly string[];
  readonly targetFqdns?: readonly string[];
  readonly targetUrls?: readonly string[];
  readonly webCategories?: readonly string[];
}

/** A rule collection group of a firewall policy, as Azure takes it. */
export interface RuleCollectionGroup {
  readonly priority?: number;
  readonly ruleCollections?: readonly {
    readonly name?: string;
    readonly priority?: number;
    readonly action?: { readonly type?: string };
    readonly rules?: readonly FirewallRule[];
  }[];
}

/** An Azure Firewall with its policy. Threat intelligence and parent policies are not seen. */
export interface Firewall {
  readonly name: string;
  /** Address that routes name as next hop, or while that is not known the block of the firewall's subnet. */
  readonly privateAddress?: string;
  /** Omitted: the rules are not known. */
  readonly ruleCollectionGroups?: readonly RuleCollectionGroup[];
}

/** How traffic fares at a firewall: network rules first, then application rules, then all is denied. */
export function throughFirewall(firewall: Firewall, traffic: Traffic): Passage {
  const at = `firewall ${firewall.name}`;
  const { space } = traffic.destination;
  if (firewall.ruleCollectionGroups === undefined) return doubtful(space, `the rules of ${at} are not known`);
  const rules = byPriority(firewall.ruleCollectionGroups)
    .flatMap((group) => byPriority(group?.ruleCollections))
    .flatMap((collection) =>
      listOf(collection?.rules).map((rule) => ({ rule, action: collection?.action?.type })),
    );
  const ofType = (type: string) => rules.filter(({ rule }) => sameText(rule?.ruleType, type));
  const entries = [...ofType("NetworkRule"), ...ofType("ApplicationRule")].map(
    ({ rule, action }): FirewallEntry => ({
      allows: sameText(action, "Allow") ? true : sameText(action, "Deny") ? false : undefined,
      by: typeof rule.name === "string" ? rule.name : "a rule without a name",
      at,
      rule,
    }),
  );
  const none: FirewallEntry = { allows: false, by: "the default deny", at, rule: undefined };
  return walk([...entries, none], space, ({ rule }, pending) => {
    if (rule === undefined) return { sure: pending, possible: pending };
    return sameText(rule.ruleType, "NetworkRule")
      ? matchNetworkRule(rule, traffic, pending)
      : matchApplicationRule(rule, traffic, pending);
  });
}

interface FirewallEntry extends Entry {
  readonly rule: FirewallRule | undefined;
}

const byPriority = <T extends { readonly priority?: number }>(list: readonly T[] | undefined): T[] =>
  [...listOf(list)].sort((a, b) => priorityOf(a) - priorityOf(b));

const priorityOf = (ranked: { readonly priority?: number } | null): number =>
  typeof ranked?.priority === "number" ? ranked.priority : 0;

const strings = (list: readonly string[] | undefined): readonly string[] =>
  listOf(list).filter((entry) => typeof entry === "string");

function matchNetworkRule(
  rule: FirewallRule,
  { source, destination, ports }: Traffic,
  pending: AddressSet,
): Match {
  const tcp = listOf(rule.ipProtocols).some(
    (protocol) => sameText(protocol, "TCP") || sameText(protocol, "Any"),
  );
  const named = union(...listOf(rule.destinationPorts).map((range) => parsePorts(range) ?? noAddresses));
  const onPort = isWithin(ports, named) || (overlaps(ports, named) && "it names some of the ports only");
  return matchIf(allOf(tcp, onPort, isFrom(rule, source)), () => isTo(rule, destination, pending));
}

function isTo(rule: FirewallRule, { isIn }: End, pending: AddressSet): Match {
  const all = strings(rule.destinationAddresses);
  const answer = anyOf(
    all.includes("*"),
    ...all.filter((entry) => /^[A-Za-z]/.test(entry)).map(isIn),
    listOf(rule.destinationIpGroups).length > 0 && "what its IP groups hold is not known",
    ...strings(rule.destinationFqdns).map(reaches),
  );
  if (answer !== false) return matchIf(answer, () => ({ sure: pending, possible: pending }));
  const blocks = intersect(pending, union(...all.map((entry) => parseAddresses(entry) ?? noAddresses)));
  return { sure: blocks, possible: blocks };
}

function matchApplicationRule(rule: FirewallRule, { source, ports }: Traffic, pending: AddressSet): Match {
  const web = listOf(rule.protocols).flatMap((given): number[] => {
    const isWeb = sameText(given?.protocolType, "Https") || sameText(given?.protocolType, "Http");
    return isWeb && typeof given.port === "number" ? [given.port] : [];
  });
  const onPort = isWithin(ports, union(...web.map((port): AddressSet => [[port, port]])));
  const names = anyOf(
    listOf(rule.fqdnTags).some((tag) => sameText(tag, backupFqdnTag.value)),
    ...strings(rule.targetFqdns).map(reaches),
    listOf(rule.targetUrls).length > 0 && "it names URLs",
    listOf(rule.webCategories).length > 0 && "it names web categories",
  );
  return matchIf(allOf(onPort, isFrom(rule, source), names), () => ({ sure: pending, possible: pending }));
}

function isFrom({ sourceAddresses, sourceIpGroups }: FirewallRule, { name, space }: End): Answer {
  const all = strings(sourceAddresses);
  const blocks = union(...all.map((entry) => parseAddresses(entry) ?? noAddresses));
  return anyOf(
    all.includes("*") || isWithin(space, blocks),
    overlaps(space, blocks) && `it names some of the addresses of ${name} only`,
    listOf(sourceIpGroups).length > 0 && "what its IP groups hold is not known",
  );
}

/** Whether a domain name, perhaps with a wildcard, stands for all that Azure Backup must reach. */
function reaches(fqdn: string): Answer {
  if (fqdn === "*") return true;
  const name = fqdn.toLowerCase().replace(/^\*\./, "");
  const related = backupDomains.value.some((domain) => name.endsWith(domain) || domain.endsWith(name));
  return related && `it names ${fqdn}, a part of what Azure Backup reaches`;
}
