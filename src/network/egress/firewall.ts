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
import { type Answer, allOf, anyOf, type ConnectionEnd } from "./connectionEnd";
import type { Traffic } from "./group";
import { type Entry, type Match, matchIf, type Passage, uncertain, walk } from "./passage";

/** A network rule or application rule of a firewall policy, in Azure's form. */
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

/** A rule collection group of a firewall policy, in Azure's form. */
export interface RuleCollectionGroup {
  readonly priority?: number;
  readonly ruleCollections?: readonly {
    readonly name?: string;
    readonly priority?: number;
    readonly action?: { readonly type?: string };
    readonly rules?: readonly FirewallRule[];
  }[];
}

/** An Azure Firewall with its policy. Threat intelligence and parent policies are not evaluated. */
export interface Firewall {
  readonly name: string;
  /** Address that routes have as their next hop. While it is unknown: the block of the firewall's subnet. */
  readonly privateAddress?: string;
  /** Omitted: the rules are unknown. */
  readonly ruleCollectionGroups?: readonly RuleCollectionGroup[];
}

/** The result for traffic at a firewall: network rules first, then application rules, then the default deny. */
export function throughFirewall(firewall: Firewall, traffic: Traffic): Passage {
  const at = `firewall ${firewall.name}`;
  const { space } = traffic.destination;
  if (firewall.ruleCollectionGroups === undefined)
    return uncertain(space, `the rules of ${at} are not known`);
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
  const defaultDeny: FirewallEntry = { allows: false, by: "the default deny", at, rule: undefined };
  return walk([...entries, defaultDeny], space, ({ rule }, pending) => {
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
  const covered = union(...listOf(rule.destinationPorts).map((range) => parsePorts(range) ?? noAddresses));
  const onPort = isWithin(ports, covered) || (overlaps(ports, covered) && "it covers only some of the ports");
  return matchIf(allOf(tcp, onPort, isFrom(rule, source)), () => isTo(rule, destination, pending));
}

function isTo(rule: FirewallRule, { isIn }: ConnectionEnd, pending: AddressSet): Match {
  const all = strings(rule.destinationAddresses);
  const answer = anyOf(
    all.includes("*"),
    ...all.filter((entry) => /^[A-Za-z]/.test(entry)).map(isIn),
    listOf(rule.destinationIpGroups).length > 0 && "the addresses of its IP groups are not known",
    ...strings(rule.destinationFqdns).map(coversBackupDomains),
  );
  if (answer !== false) return matchIf(answer, () => ({ sure: pending, possible: pending }));
  const blocks = intersect(pending, union(...all.map((entry) => parseAddresses(entry) ?? noAddresses)));
  return { sure: blocks, possible: blocks };
}

function matchApplicationRule(rule: FirewallRule, { source, ports }: Traffic, pending: AddressSet): Match {
  const webPorts = listOf(rule.protocols).flatMap((protocol): number[] => {
    const isWeb = sameText(protocol?.protocolType, "Https") || sameText(protocol?.protocolType, "Http");
    return isWeb && typeof protocol.port === "number" ? [protocol.port] : [];
  });
  const onPort = isWithin(ports, union(...webPorts.map((port): AddressSet => [[port, port]])));
  const domains = anyOf(
    listOf(rule.fqdnTags).some((tag) => sameText(tag, backupFqdnTag.value)),
    ...strings(rule.targetFqdns).map(coversBackupDomains),
    listOf(rule.targetUrls).length > 0 && "it filters by URL",
    listOf(rule.webCategories).length > 0 && "it filters by web category",
  );
  return matchIf(allOf(onPort, isFrom(rule, source), domains), () => ({ sure: pending, possible: pending }));
}

function isFrom({ sourceAddresses, sourceIpGroups }: FirewallRule, { name, space }: ConnectionEnd): Answer {
  const all = strings(sourceAddresses);
  const blocks = union(...all.map((entry) => parseAddresses(entry) ?? noAddresses));
  return anyOf(
    all.includes("*") || isWithin(space, blocks),
    overlaps(space, blocks) && `it covers only some addresses of ${name}`,
    listOf(sourceIpGroups).length > 0 && "the addresses of its IP groups are not known",
  );
}

/** Whether a domain name, with or without a wildcard, covers all domains of Azure Backup. */
function coversBackupDomains(fqdn: string): Answer {
  if (fqdn === "*") return true;
  const name = fqdn.toLowerCase().replace(/^\*\./, "");
  const related = backupDomains.value.some((domain) => name.endsWith(domain) || domain.endsWith(name));
  return related && `it covers ${fqdn}, which is only a part of the domains of Azure Backup`;
}
