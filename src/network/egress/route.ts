import { listOf, sameText } from "../../core/values";
import { type AddressSet, allAddresses, intersect, isWithin, parseAddresses, subtract } from "../addresses";
import { storageServiceEndpoints } from "../facts";
import type { End } from "./end";
import { type Firewall, throughFirewall } from "./firewall";
import type { Traffic } from "./group";
import { closed, doubtful, either, open, type Passage, sideBySide } from "./passage";

/** A route of the user's. */
export interface Route {
  readonly name?: string;
  /** Block of addresses, or a service tag. */
  readonly addressPrefix?: string;
  readonly nextHopType?: string;
  readonly nextHopIpAddress?: string;
}

/** The user's routes of a subnet, beside the system's. Routes that a gateway learns (BGP) are not seen. */
export interface RouteTable {
  readonly name: string;
  /** Omitted: the routes are not known. */
  readonly routes?: readonly Route[];
}

/** What a subnet says of the way out of it. */
export interface WayOut {
  /** Omitted: the system's routes alone. */
  readonly routeTable?: RouteTable;
  /** Services with an endpoint in the subnet, e.g. `Microsoft.Storage`. Omitted: none. */
  readonly serviceEndpoints?: readonly string[];
}

/** Whether a route of the user's names addresses of the destination, or may. */
export const isRouted = ({ routeTable }: WayOut, destination: End): boolean =>
  routeTable !== undefined &&
  (routeTable.routes === undefined ||
    routesOf(routeTable).some(
      (route) => onTag(route, destination) !== false || onBlock(route, destination.space).length > 0,
    ));

/**
 * How traffic fares on the subnet's routes. The longest prefix wins. Those of a service tag are longer than
 * 0.0.0.0/0; against any other block of the user's it cannot be told which is longer.
 */
export function throughRoutes(traffic: Traffic, way: WayOut, firewalls: readonly Firewall[]): Passage {
  const { name, space } = traffic.destination;
  if (hasEndpoint(name, way.serviceEndpoints)) return open(space, "the service endpoint of storage");
  const table = way.routeTable;
  if (table === undefined) return open(space);
  if (table.routes === undefined) return doubtful(space, `the routes of table ${table.name} are not known`);
  return sideBySide(
    piecesOf(routesOf(table), traffic.destination).map(({ addresses, routes }) => {
      const part = { ...traffic, destination: { ...traffic.destination, space: addresses } };
      return either(routes.map((route) => onRoute(route, table.name, part, firewalls)));
    }),
  );
}

const routesOf = (table: RouteTable): readonly Route[] =>
  listOf(table.routes).filter((route) => typeof route === "object" && route !== null);

const hasEndpoint = (name: string, endpoints: readonly string[] | undefined): boolean =>
  sameText(name.split(".")[0], "Storage") &&
  listOf(endpoints).some((given) => storageServiceEndpoints.value.some((known) => sameText(given, known)));

/** The system's own way out. */
const toInternet: Route = { addressPrefix: "0.0.0.0/0", nextHopType: "Internet" };

/** Addresses and the routes that they may take: one, unless it cannot be told which of several wins. */
function piecesOf(routes: readonly Route[], { space, isIn }: End) {
  const tagged = routes
    .map((route) => ({ route, answer: onTag(route, { isIn }), rank: tagRank(route.addressPrefix) }))
    .filter(({ answer }) => answer !== false)
    .sort((a, b) => a.rank - b.rank);
  const byTag = tagged.find(({ answer }) => answer === true)?.route;
  const perhapsByTag = tagged.filter(({ answer }) => answer !== true).map(({ route }) => route);
  const byBlock = [...routes, toInternet]
    .map((route) => ({ route, block: onBlock(route, allAddresses) }))
    .filter(({ block }) => block.length > 0)
    .sort((a, b) => sizeOf(a.block) - sizeOf(b.block));

  let pending = space;
  return byBlock.flatMap(({ route, block }) => {
    const addresses = intersect(pending, block);
    if (addresses.length === 0) return [];
    pending = subtract(pending, addresses);
    const isDefault = sizeOf(block) === sizeOf(allAddresses);
    const winners = byTag === undefined ? [route] : isDefault ? [byTag] : [route, byTag];
    return [{ addresses, routes: [...winners, ...perhapsByTag] }];
  });
}

const onTag = ({ addressPrefix }: Route, { isIn }: Pick<End, "isIn">) =>
  typeof addressPrefix === "string" && /^[A-Za-z]/.test(addressPrefix) && isIn(addressPrefix);

const onBlock = ({ addressPrefix }: Route, space: AddressSet): AddressSet =>
  intersect(space, parseAddresses(addressPrefix) ?? []);

const sizeOf = ([block]: AddressSet): number => (block === undefined ? 0 : block[1] - block[0]);

/** Among routes by tag: a service's region before the service, that before AzureCloud's region, AzureCloud last. */
function tagRank(tag: unknown): number {
  const [base, region] = typeof tag === "string" ? tag.toLowerCase().split(".") : [];
  return (base === "azurecloud" ? 2 : 0) + (region === undefined ? 1 : 0);
}

function onRoute(route: Route, table: string, traffic: Traffic, firewalls: readonly Firewall[]): Passage {
  const { space } = traffic.destination;
  const { nextHopType, nextHopIpAddress } = route;
  if (route === toInternet) return open(space);
  const at = `route table ${table}`;
  const by = `route ${[route.name, route.addressPrefix].find(isText) ?? "without a name"}`;
  if (sameText(nextHopType, "Internet")) return open(space, `${by} in ${at}`);
  if (sameText(nextHopType, "None")) return closed({ at, by: `${by} (next hop None)` });
  const hopAddress = parseAddresses(nextHopIpAddress);
  const firewall =
    hopAddress &&
    firewalls.find(({ privateAddress }) => isWithin(hopAddress, parseAddresses(privateAddress) ?? []));
  if (sameText(nextHopType, "VirtualAppliance") && firewall !== undefined)
    return throughFirewall(firewall, traffic);
  const hop = [nextHopType, nextHopIpAddress].filter(isText).join(" ");
  return doubtful(space, `${by} in ${at} sends it to ${hop}, and what that lets through is not known`);
}

const isText = (value: unknown): value is string => typeof value === "string";
