import { isWithin, parseAddresses } from "../addresses";
import { type ConnectionEnd, hostEnd, isPrivate, serviceEnd } from "./connectionEnd";
import type { Firewall } from "./firewall";
import { type SecurityGroup, type Traffic, takesWholeNetwork, throughGroup } from "./group";
import { allowed, inSequence, type Passage, type Stop } from "./passage";
import { isRouted, throughRoutes, type WayOut } from "./route";

/** A VM or a proxy, and the network around it. */
export interface Machine extends WayOut {
  /** Its name in messages. */
  readonly name: string;
  /** Its address. While the address is unknown: a block that contains it. Omitted: any private address. */
  readonly address?: string;
  /** Omitted: unknown. */
  readonly applicationSecurityGroupIds?: readonly string[];
  /** Security group of the network interface. Omitted: none. */
  readonly nicGroup?: SecurityGroup;
  /** Security group of the subnet. Omitted: none. */
  readonly subnetGroup?: SecurityGroup;
}

/** The path of a VM's outbound traffic. */
export interface EgressPath {
  readonly vm: Machine;
  /** The HTTP proxy that the VM uses. Omitted: the VM connects directly. */
  readonly proxy?: Machine & { readonly port: number };
  /** The firewalls to which routes may send the traffic. Omitted: none. */
  readonly firewalls?: readonly Firewall[];
}

/** The destination of the traffic. */
export interface Destination {
  /** Service tag, e.g. `Storage.WestEurope`. */
  readonly tag: string;
  readonly port: number;
}

/** Whether the traffic is allowed, and the rules, routes and firewalls that decide it. */
export type EgressVerdict =
  | { readonly outcome: "allowed"; readonly by: readonly string[] }
  | { readonly outcome: "denied"; readonly stops: readonly Stop[] }
  | { readonly outcome: "unknown"; readonly because: string };

/**
 * Evaluates rules and routes as Azure does, and returns whether TCP traffic of a VM reaches a service of Azure.
 *
 * The traffic passes the security groups of the network interface and of the subnet, each with its default rules. Then it
 * takes the subnet's routes, and passes the rules of a firewall if a route leads to one. With a proxy there are two
 * connections: from the VM to the proxy, which also passes the proxy's inbound rules, and from the proxy to the service.
 * Both must be allowed.
 *
 * In a group, the matching rule with the lowest priority number decides. The addresses of a service tag are not known here,
 * only that they are public. A rule for a block of addresses therefore decides only for the addresses in the block, and the
 * verdict is "unknown" unless all public addresses get the same result. A rule for 0.0.0.0/0, or for both of its halves,
 * decides for all. The tags Internet and AzureCloud, the service's own tag and, for a tag with a region, the AzureCloud tag
 * of that region include all its addresses. The tag of another service or region includes none. If a user-defined route
 * leads to the service, it is unknown whether VirtualNetwork includes it. The verdict is also "unknown" if rules, routes,
 * application security groups or addresses are unknown, if a rule covers only some source ports, or if the traffic passes
 * an appliance, a gateway or a private tunnel.
 *
 * Not evaluated: rules of Network Manager, routes that a gateway learns, private endpoints, DNS, and whether the subnet has
 * outbound internet access (default outbound access, NAT gateway).
 */
export function evaluateEgress(path: EgressPath, destination: Destination): EgressVerdict {
  return egressOf(path)(destination);
}

/** {@link evaluateEgress} of one path. */
export type Evaluator = (destination: Destination) => EgressVerdict;

/** {@link evaluateEgress} for several destinations of one path: the same function for all VMs that get the same verdicts. */
export function egressOf(path: EgressPath): Evaluator {
  const { vm, proxy, firewalls = [] } = path;
  if (proxy !== undefined)
    return ({ tag, port }) =>
      verdictOf([toProxy(vm, proxy, firewalls), toService(proxy, tag, port, firewalls)]);
  return sharesVerdict(vm) ? sharedEvaluator(vm) : directEvaluator(vm, firewalls);
}

const directEvaluator =
  (vm: Machine, firewalls: readonly Firewall[]): Evaluator =>
  ({ tag, port }) =>
    verdictOf([toService(vm, tag, port, firewalls)]);

/** Whether all VMs behind the same groups get the same verdict. Routes lead to firewalls, whose rules may name a VM's address. */
const sharesVerdict = (vm: Machine): boolean =>
  vm.routeTable === undefined &&
  (vm.nicGroup === undefined || takesWholeNetwork(vm.nicGroup)) &&
  (vm.subnetGroup === undefined || takesWholeNetwork(vm.subnetGroup)) &&
  isPrivate(parseAddresses(vm.address));

const noGroup: SecurityGroup = { name: "", rules: [] };

/** By the groups of the interface and of the subnet, then by the subnet's service endpoints. */
const evaluators = new WeakMap<SecurityGroup, WeakMap<SecurityGroup, Map<string, Evaluator>>>();

/** The evaluator of the VMs behind the same groups. */
function sharedEvaluator(vm: Machine): Evaluator {
  const { nicGroup = noGroup, subnetGroup = noGroup, serviceEndpoints = [] } = vm;
  const bySubnet = evaluators.get(nicGroup) ?? new WeakMap<SecurityGroup, Map<string, Evaluator>>();
  evaluators.set(nicGroup, bySubnet);
  const byEndpoints = bySubnet.get(subnetGroup) ?? new Map<string, Evaluator>();
  bySubnet.set(subnetGroup, byEndpoints);
  const key = serviceEndpoints.join();
  const evaluator = byEndpoints.get(key) ?? directEvaluator(vm, []);
  byEndpoints.set(key, evaluator);
  return evaluator;
}

/** One connection on the path, with its result. */
interface Connection {
  readonly destination: ConnectionEnd;
  readonly passage: Passage;
}

function toService(from: Machine, tag: string, port: number, firewalls: readonly Firewall[]): Connection {
  const destination = serviceEnd(tag, isRouted(from, serviceEnd(tag)));
  const traffic: Traffic = { source: endOf(from), destination, ports: [[port, port]] };
  return { destination, passage: outboundFrom(from, traffic, throughRoutes(traffic, from, firewalls)) };
}

function toProxy(
  vm: Machine,
  proxy: Machine & { readonly port: number },
  firewalls: readonly Firewall[],
): Connection {
  const destination = endOf(proxy);
  const traffic: Traffic = { source: endOf(vm), destination, ports: [[proxy.port, proxy.port]] };
  // User-defined routes rarely apply inside the virtual network, and a proxy in it has its own rules.
  const isInside = destination.isIn("VirtualNetwork") === true;
  const routes = isInside ? allowed(destination.space) : throughRoutes(traffic, vm, firewalls);
  const outbound = outboundFrom(vm, traffic, routes);
  const inbound = [
    throughGroup(proxy.subnetGroup, "Inbound", traffic),
    throughGroup(proxy.nicGroup, "Inbound", traffic),
  ];
  return {
    destination,
    passage: inSequence(outbound, ...inbound.filter((passage) => passage !== undefined)),
  };
}

function outboundFrom(from: Machine, traffic: Traffic, routes: Passage): Passage {
  const groups = [
    throughGroup(from.nicGroup, "Outbound", traffic),
    throughGroup(from.subnetGroup, "Outbound", traffic),
  ];
  return inSequence(
    allowed(traffic.destination.space),
    ...groups.filter((passage) => passage !== undefined),
    routes,
  );
}

const endOf = ({ name, address, applicationSecurityGroupIds }: Machine): ConnectionEnd =>
  hostEnd(name, parseAddresses(address), applicationSecurityGroupIds);

function verdictOf(connections: readonly Connection[]): EgressVerdict {
  const denied = connections.filter(({ passage }) => passage.possible.length === 0);
  if (denied.length > 0) {
    const stops = denied.flatMap(({ passage }) => passage.stops);
    const completeStops = stops.filter((stop) => !stop.inPart);
    return { outcome: "denied", stops: completeStops.length > 0 ? completeStops : stops };
  }
  const uncertain = connections.find(
    ({ destination, passage }) => !isWithin(destination.space, passage.sure),
  );
  if (uncertain === undefined)
    return { outcome: "allowed", by: connections.flatMap(({ passage }) => passage.passes) };
  const because =
    uncertain.passage.doubts[0] ?? `some addresses of ${uncertain.destination.name} get a different result`;
  return { outcome: "unknown", because };
}

/** A verdict as a text, e.g. `denied by deny-all at priority 1000 in group lockdown; a rule with a priority below 1000 can allow it`. */
export function formatEgressVerdict(verdict: EgressVerdict): string {
  if (verdict.outcome === "allowed" && verdict.by.length === 0)
    return "allowed: no rule or route denies it; whether the subnet has outbound access was not checked";
  if (verdict.outcome === "allowed") return `allowed by ${verdict.by.join(", then ")}`;
  if (verdict.outcome === "unknown") return `unknown because ${verdict.because}`;
  return verdict.stops
    .map((stop) => [formatStop(stop), formatRemedy(stop)].filter(Boolean).join("; "))
    .join("; and ");
}

/** What denies the traffic, e.g. `denied by deny-all at priority 1000 in group lockdown`. */
export const formatStop = ({ by, at, priority }: Stop): string =>
  `denied by ${by}${priority === undefined ? "" : ` at priority ${priority}`} in ${at}`;

/** What would allow traffic that a group's rule denies; undefined for a route or a firewall. */
function formatRemedy({ at, priority, freePriority }: Stop): string | undefined {
  if (priority === undefined) return undefined;
  const noneFree = freePriority === undefined ? `, but ${at} has no free priority there` : "";
  return `a rule with a priority below ${priority} can allow it${noneFree}`;
}
