import { isWithin, parseAddresses } from "../addresses";
import { type End, machineEnd, serviceEnd } from "./end";
import type { Firewall } from "./firewall";
import { type SecurityGroup, type Traffic, throughGroup } from "./group";
import { inTurn, open, type Passage, type Stop } from "./passage";
import { isRouted, throughRoutes, type WayOut } from "./route";

/** A VM or a proxy, and the network around it. */
export interface Machine extends WayOut {
  /** What a reader calls it. */
  readonly name: string;
  /** Its address, or while that is not known the block in which it lies. Omitted: any private address. */
  readonly address?: string;
  /** Omitted: not known. */
  readonly applicationSecurityGroupIds?: readonly string[];
  /** Group of the network interface. Omitted: none. */
  readonly nicGroup?: SecurityGroup;
  /** Group of the subnet. Omitted: none. */
  readonly subnetGroup?: SecurityGroup;
}

/** A VM, the proxy it uses and the firewalls to which routes may send its traffic. */
export interface EgressPath {
  readonly vm: Machine;
  /** HTTP proxy. Omitted: the VM connects itself. */
  readonly proxy?: Machine & { readonly port: number };
  /** Omitted: none is known. */
  readonly firewalls?: readonly Firewall[];
}

/** What the traffic is for. */
export interface Destination {
  /** Service tag, e.g. `Storage.WestEurope`. */
  readonly tag: string;
  readonly port: number;
}

/** Whether traffic leaves, and what decides it. */
export type EgressVerdict =
  | { readonly outcome: "allowed"; readonly by: readonly string[] }
  | { readonly outcome: "denied"; readonly stops: readonly Stop[] }
  | { readonly outcome: "unknown"; readonly because: string };

/**
 * Evaluates rules as Azure does and says whether TCP traffic of a VM reaches a service of Azure.
 *
 * On its way it passes the groups of the network interface and of the subnet, each with its default rules, then
 * the subnet's routes, and where they lead to a firewall its rules. With a proxy there are two ways: the VM's to
 * the proxy, through the proxy's inbound rules too, and the proxy's to the service. Each must be open.
 *
 * In a group the rule of lowest priority number that matches decides. A service tag's addresses are not public
 * here: they are some of the public ones. So a rule for a raw block decides for the addresses in it, whichever
 * the service has there, and the verdict is "unknown" unless all public addresses fare alike: a block matters
 * little where all else is decided the same way, and 0.0.0.0/0 or its halves decide for all. The tags Internet,
 * AzureCloud, the service's own and, for a region's tag, its AzureCloud part hold all its addresses; another
 * service's or another region's holds none. Whether VirtualNetwork does cannot be told where a route of the
 * user's leads there. "Unknown" also follows from rules, routes, application security groups and addresses that
 * are not known, from the source ports of a rule, from an appliance, a gateway or a private tunnel on the way.
 *
 * What it does not see: network manager rules, routes learned by a gateway, private endpoints, DNS, and whether
 * the subnet has a way to the internet (default outbound access, NAT gateway).
 */
export function evaluateEgress(path: EgressPath, { tag, port }: Destination): EgressVerdict {
  const { vm, proxy, firewalls = [] } = path;
  if (proxy === undefined) return verdict([toService(vm, tag, port, firewalls)]);
  return verdict([toProxy(vm, proxy, firewalls), toService(proxy, tag, port, firewalls)]);
}

interface Way {
  readonly destination: End;
  readonly passage: Passage;
}

function toService(from: Machine, tag: string, port: number, firewalls: readonly Firewall[]): Way {
  const destination = serviceEnd(tag, isRouted(from, serviceEnd(tag)));
  const traffic: Traffic = { source: endOf(from), destination, ports: [[port, port]] };
  return { destination, passage: outOf(from, traffic, throughRoutes(traffic, from, firewalls)) };
}

function toProxy(
  vm: Machine,
  proxy: Machine & { readonly port: number },
  firewalls: readonly Firewall[],
): Way {
  const destination = endOf(proxy);
  const traffic: Traffic = { source: endOf(vm), destination, ports: [[proxy.port, proxy.port]] };
  // Within the virtual network the user's routes rarely reach, and a proxy in it has rules of its own.
  const isInside = destination.isIn("VirtualNetwork") === true;
  const routes = isInside ? open(destination.space) : throughRoutes(traffic, vm, firewalls);
  const way = outOf(vm, traffic, routes);
  const into = [
    throughGroup(proxy.subnetGroup, "Inbound", traffic),
    throughGroup(proxy.nicGroup, "Inbound", traffic),
  ];
  return { destination, passage: inTurn(way, ...into.filter((passage) => passage !== undefined)) };
}

function outOf(from: Machine, traffic: Traffic, routes: Passage): Passage {
  const groups = [
    throughGroup(from.nicGroup, "Outbound", traffic),
    throughGroup(from.subnetGroup, "Outbound", traffic),
  ];
  return inTurn(
    open(traffic.destination.space),
    ...groups.filter((passage) => passage !== undefined),
    routes,
  );
}

const endOf = ({ name, address, applicationSecurityGroupIds }: Machine): End =>
  machineEnd(name, parseAddresses(address), applicationSecurityGroupIds);

function verdict(ways: readonly Way[]): EgressVerdict {
  const closed = ways.filter(({ passage }) => passage.possible.length === 0);
  if (closed.length > 0) {
    const stops = closed.flatMap(({ passage }) => passage.stops);
    const total = stops.filter((stop) => !stop.inPart);
    return { outcome: "denied", stops: total.length > 0 ? total : stops };
  }
  const doubtful = ways.find(({ destination, passage }) => !isWithin(destination.space, passage.sure));
  if (doubtful === undefined)
    return { outcome: "allowed", by: ways.flatMap(({ passage }) => passage.passes) };
  const because =
    doubtful.passage.doubts[0] ?? `some addresses of ${doubtful.destination.name} fare otherwise`;
  return { outcome: "unknown", because };
}

/** A verdict as a sentence: `denied by deny-all at priority 1000 in group lockdown; a rule below 1000 opens it`. */
export function formatEgressVerdict(verdict: EgressVerdict): string {
  if (verdict.outcome === "allowed" && verdict.by.length === 0)
    return "allowed: no rule or route that was given stops it; whether the subnet has a way out was not seen";
  if (verdict.outcome === "allowed") return `allowed by ${verdict.by.join(", then ")}`;
  if (verdict.outcome === "unknown") return `unknown because ${verdict.because}`;
  return verdict.stops
    .map((stop) => [sayStop(stop), sayRemedy(stop)].filter(Boolean).join("; "))
    .join("; and ");
}

/** What stops the traffic: `denied by deny-all at priority 1000 in group lockdown`. */
export const sayStop = ({ by, at, priority }: Stop): string =>
  `denied by ${by}${priority === undefined ? "" : ` at priority ${priority}`} in ${at}`;

/** What lets the traffic past a group's rule; nothing for a route or a firewall. */
export function sayRemedy({ at, priority, freePriority }: Stop): string | undefined {
  if (priority === undefined) return undefined;
  const free = freePriority === undefined ? `, where ${at} has none free` : "";
  return `a rule below ${priority} opens it${free}`;
}
