import type { SecurityRule } from "../../../src/network/securityRule/arm";

/**
 * An independent reading of Azure's rules, by brute force: every address is one of a few points, every rule is
 * asked about every point, in order of priority. It shares nothing with src but the shape of a rule.
 */

/** What a tag holds of a service's points, and what cannot be known, chosen at random for one world. */
export interface World {
  readonly vmAddress: string;
  readonly sourcePort: number;
  readonly applicationSecurityGroups: readonly string[];
  /** For each tag that may hold a part of the service: the points it does hold. */
  readonly held: Readonly<Record<string, readonly string[]>>;
}

/** One public address for each way in which the test's blocks cut the internet. */
export const publicPoints = ["1.1.1.1", "20.0.0.1", "20.9.9.9", "52.1.1.1", "130.1.1.1"] as const;

/** Tags that surely hold a service, by its own tag; written out, not worked out. */
const holders: Readonly<Record<string, readonly string[]>> = {
  "Storage.WestEurope": ["Storage.WestEurope", "Storage", "AzureCloud", "AzureCloud.westeurope", "Internet"],
  AzureBackup: ["AzureBackup", "AzureCloud", "Internet"],
  AzureActiveDirectory: ["AzureActiveDirectory", "AzureCloud", "Internet"],
};

const known = new Map<string, string>();

function bits(address: string): string {
  const bytes = () => address.split(".").map((byte) => Number(byte).toString(2).padStart(8, "0"));
  if (!known.has(address)) known.set(address, bytes().join(""));
  return known.get(address) as string;
}

export function isInBlock(point: string, block: string): boolean {
  const [address = "", length = "32"] = block.split("/");
  return bits(point).startsWith(bits(address).slice(0, Number(length)));
}

const isPortIn = (port: number, ranges: readonly string[]) =>
  ranges.some((range) => {
    if (range === "*") return true;
    const [first, last] = range.split("-").map(Number);
    return port >= (first as number) && port <= (last ?? (first as number));
  });

const listed = <T>(one: T | undefined, many: readonly T[] | undefined): T[] => [
  ...(one === undefined ? [] : [one]),
  ...(many ?? []),
];

function fromVm(rule: SecurityRule, world: World): boolean {
  const groups = rule.sourceApplicationSecurityGroups ?? [];
  if (groups.length > 0)
    return groups.some(({ id }) => world.applicationSecurityGroups.includes(id as string));
  return listed(rule.sourceAddressPrefix, rule.sourceAddressPrefixes).some(
    (prefix) =>
      prefix === "*" ||
      prefix === "VirtualNetwork" ||
      (/^\d/.test(prefix) && isInBlock(world.vmAddress, prefix)),
  );
}

const toPoint = (rule: SecurityRule, tag: string, point: string, world: World): boolean =>
  listed(rule.destinationAddressPrefix, rule.destinationAddressPrefixes).some((prefix) => {
    if (prefix === "*") return true;
    if (/^\d/.test(prefix)) return isInBlock(point, prefix);
    return (
      (holders[tag] as readonly string[]).includes(prefix) || world.held[prefix]?.includes(point) === true
    );
  });

/** Whether a group lets a connection to one point out. */
export function letsOut(
  rules: readonly SecurityRule[],
  tag: string,
  point: string,
  port: number,
  world: World,
) {
  for (const rule of [...rules].sort((a, b) => (a.priority as number) - (b.priority as number))) {
    if (rule.direction !== "Outbound" || rule.protocol === "Udp") continue;
    if (!isPortIn(port, listed(rule.destinationPortRange, rule.destinationPortRanges))) continue;
    if (!isPortIn(world.sourcePort, listed(rule.sourcePortRange, rule.sourcePortRanges))) continue;
    if (fromVm(rule, world) && toPoint(rule, tag, point, world)) return rule.access === "Allow";
  }
  // AllowInternetOutBound: every point is public.
  return true;
}

export interface PlainRoute {
  readonly addressPrefix: string;
  readonly nextHopType: string;
}

/** Whether a route names a point of a service. */
export const namesPoint = ({ addressPrefix }: PlainRoute, tag: string, point: string): boolean =>
  /^\d/.test(addressPrefix)
    ? isInBlock(point, addressPrefix)
    : (holders[tag] as readonly string[]).includes(addressPrefix);

/** The next hops that a connection to one point may take: several where it cannot be known which route wins. */
export function nextHops(routes: readonly PlainRoute[], tag: string, point: string): string[] {
  const order = [
    ["Storage.WestEurope"],
    ["Storage", "AzureBackup", "AzureActiveDirectory"],
    ["AzureCloud.westeurope"],
    ["AzureCloud"],
  ];
  const byTag = order
    .flatMap((names) => routes.filter(({ addressPrefix }) => names.includes(addressPrefix)))
    .find(({ addressPrefix }) => (holders[tag] as readonly string[]).includes(addressPrefix));
  const lengths = Array.from({ length: 33 }, (_, i) => 32 - i);
  const byBlock = lengths
    .flatMap((length) => routes.filter(({ addressPrefix }) => addressPrefix.endsWith(`/${length}`)))
    .find(({ addressPrefix }) => isInBlock(point, addressPrefix));
  if (byTag === undefined) return [byBlock?.nextHopType ?? "Internet"];
  if (byBlock === undefined || byBlock.addressPrefix === "0.0.0.0/0") return [byTag.nextHopType];
  return [byBlock.nextHopType, byTag.nextHopType];
}
