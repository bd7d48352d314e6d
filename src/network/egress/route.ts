import { listOf, sameText } from "../../core/values";
import { type AddressSet, allAddresses, intersect, isWithin, parseAddresses, subtract } from "../addresses";
import { storageServiceEndpoints } from "../facts";
import type { ConnectionEnd } from "./connectionEnd";
import { type Firewall, throughFirewall } from "./firewall";
import type { Traffic } from "./group";
import { allowed, anyOneOf, denied, type Passage, uncertain, unionOf } from "./passage";

/** A user-defined route. */
export interface Route {
  readonly name?: string;
  /** Block of addresses, or a service tag. */
  readonly addressPrefix?: string;
  readonly nextHopType?: string;
  readonly nextHopIpAddress?: string;
}

/** The user-defined routes of a subnet. Azure's system routes are added. Routes that a gateway learns (BGP) are not evaluated. */
export interface RouteTable {
  readonly name: string;
  /** Omitted: the routes are unknown. */
  readonly routes?: readonly Route[];
}

/** The routing of a subnet's outbound traffic. */
export interface WayOut {
  /** Omitted: only Azure's system routes. */
  readonly routeTable?: RouteTable;
  /** Services with an endpoint in the subnet, e.g. `Microsoft.Storage`. Omitted: none. */
  readonly serviceEndpoints?: readonly string[];
}

/** Whether a user-defined route covers, or may cover, addresses of the destination. */
export const isRouted = ({ routeTable }: WayOut, destination: ConnectionEnd): boolean =>
  routeTable !== undefined &&
  (routeTable.routes === undefined ||
    routesOf(routeTable).some(
      (route) =>
        coversTag(route, destination) !== false || coveredAddresses(route, destination.space).length > 0,
    ));

/**
 * The result for traffic on the subnet's routes. The route with the longest prefix applies. The prefixes of a service tag
 * are longer than 0.0.0.0/0. Whether they are longer than another block is unknown.
 */
export function throughRoutes(traffic: Traffic, subnet: WayOut, firewalls: readonly Firewall[]): Passage {
  const { name, space } = traffic.destination;
  if (hasServiceEndpoint(name, subnet.serviceEndpoints))
    return allowed(space, "the service endpoint of storage");
  const table = subnet.routeTable;
  if (table === undefined) return allowed(space);
  if (table.routes === undefined) return uncertain(space, `the routes of table ${table.name} are not known`);
  return unionOf(
    piecesOf(routesOf(table), traffic.destination).map(({ addresses, routes }) => {
      const part = { ...traffic, destination: { ...traffic.destination, space: addresses } };
      return anyOneOf(routes.map((route) => onRoute(route, table.name, part, firewalls)));
    }),
  );
}

const routesOf = (table: RouteTable): readonly Route[] =>
  listOf(table.routes).filter((route) => typeof route === "object" && route !== null);

const hasServiceEndpoint = (name: string, endpoints: readonly string[] | undefined): boolean =>
  sameText(name.split(".")[0], "Storage") &&
  listOf(endpoints).some((endpoint) =>
    storageServiceEndpoints.value.some((known) => sameText(endpoint, known)),
  );

/** Azure's system route to the internet. */
const systemRoute: Route = { addressPrefix: "0.0.0.0/0", nextHopType: "Internet" };

/** Sets of addresses with the routes that may apply to them: one route, unless it is unknown which of several applies. */
function piecesOf(routes: readonly Route[], { space, isIn }: ConnectionEnd) {
  const tagged = routes
    .map((route) => ({ route, answer: coversTag(route, { isIn }), rank: tagRank(route.addressPrefix) }))
    .filter(({ answer }) => answer !== false)
    .sort((a, b) => a.rank - b.rank);
  const byTag = tagged.find(({ answer }) => answer === true)?.route;
  const possiblyByTag = tagged.filter(({ answer }) => answer !== true).map(({ route }) => route);
  const byBlock = [...routes, systemRoute]
    .map((route) => ({ route, block: coveredAddresses(route, allAddresses) }))
    .filter(({ block }) => block.length > 0)
    .sort((a, b) => sizeOf(a.block) - sizeOf(b.block));

  let pending = space;
  return byBlock.flatMap(({ route, block }) => {
    const addresses = intersect(pending, block);
    if (addresses.length === 0) return [];
    pending = subtract(pending, addresses);
    const isDefault = sizeOf(block) === sizeOf(allAddresses);
    const applying = byTag === undefined ? [route] : isDefault ? [byTag] : [route, byTag];
    return [{ addresses, routes: [...applying, ...possiblyByTag] }];
  });
}

const coversTag = ({ addressPrefix }: Route, { isIn }: Pick<ConnectionEnd, "isIn">) =>
  typeof addressPrefix === "string" && /^[A-Za-z]/.test(addressPrefix) && isIn(addressPrefix);

const coveredAddresses = ({ addressPrefix }: Route, space: AddressSet): AddressSet =>
  intersect(space, parseAddresses(addressPrefix) ?? []);

const sizeOf = ([block]: AddressSet): number => (block === undefined ? 0 : block[1] - block[0]);

/** Order of routes by tag: a service in a region, the service, AzureCloud in a region, AzureCloud. */
function tagRank(tag: unknown): number {
  const [base, region] = typeof tag === "string" ? tag.toLowerCase().split(".") : [];
  return (base === "azurecloud" ? 2 : 0) + (region === undefined ? 1 : 0);
}

function onRoute(route: Route, table: string, traffic: Traffic, firewalls: readonly Firewall[]): Passage {
  const { space } = traffic.destination;
  const { nextHopType, nextHopIpAddress } = route;
  if (route === systemRoute) return allowed(space);
  const at = `route table ${table}`;
  const by = `route ${[route.name, route.addressPrefix].find(isText) ?? "without a name"}`;
  if (sameText(nextHopType, "Internet")) return allowed(space, `${by} in ${at}`);
  if (sameText(nextHopType, "None")) return denied({ at, by: `${by} (next hop None)` });
  const hopAddress = parseAddresses(nextHopIpAddress);
  const firewall =
    hopAddress &&
    firewalls.find(({ privateAddress }) => isWithin(hopAddress, parseAddresses(privateAddress) ?? []));
  if (sameText(nextHopType, "VirtualAppliance") && firewall !== undefined)
    return throughFirewall(firewall, traffic);
  const hop = [nextHopType, nextHopIpAddress].filter(isText).join(" ");
  return uncertain(space, `${by} in ${at} sends it to ${hop}, and what is allowed there is not known`);
}

const isText = (value: unknown): value is string => typeof value === "string";
