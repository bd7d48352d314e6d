import type { SecurityRule } from "../../../src/network/securityRule/arm";

/**
 * An independent, brute-force evaluation of Azure's rules. Every address is one of a few points, and every rule is
 * evaluated for every point, in order of priority. It shares only the shape of a rule with src.
 */

/** One possible world: random values for what is unknown, such as which points of a service a tag includes. */
export interface World {
  readonly vmAddress: string;
  readonly sourcePort: number;
  readonly applicationSecurityGroups: readonly string[];
  /** For each tag that may include a part of the service: the points that it includes. */
  readonly included: Readonly<Record<string, readonly string[]>>;
}

/** One public address for each part into which the test's blocks divide the internet. */
export const publicPoints = ["1.1.1.1", "20.0.0.1", "20.9.9.9", "52.1.1.1", "130.1.1.1"] as const;

/** Tags that certainly include a service, by its own tag. They are literals, so that no code of src computes them. */
const includingTags: Readonly<Record<string, readonly string[]>> = {
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
      (includingTags[tag] as readonly string[]).includes(prefix) ||
      world.included[prefix]?.includes(point) === true
    );
  });

/** Whether a group allows a connection to one point. */
export function allowsTo(
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

/** Whether a route covers a point of a service. */
export const coversPoint = ({ addressPrefix }: PlainRoute, tag: string, point: string): boolean =>
  /^\d/.test(addressPrefix)
    ? isInBlock(point, addressPrefix)
    : (includingTags[tag] as readonly string[]).includes(addressPrefix);

/** The possible next hops of a connection to one point: several if it is unknown which route applies. */
export function nextHops(routes: readonly PlainRoute[], tag: string, point: string): string[] {
  const order = [
    ["Storage.WestEurope"],
    ["Storage", "AzureBackup", "AzureActiveDirectory"],
    ["AzureCloud.westeurope"],
    ["AzureCloud"],
  ];
  const byTag = order
    .flatMap((names) => routes.filter(({ addressPrefix }) => names.includes(addressPrefix)))
    .find(({ addressPrefix }) => (includingTags[tag] as readonly string[]).includes(addressPrefix));
  const lengths = Array.from({ length: 33 }, (_, i) => 32 - i);
  const byBlock = lengths
    .flatMap((length) => routes.filter(({ addressPrefix }) => addressPrefix.endsWith(`/${length}`)))
    .find(({ addressPrefix }) => isInBlock(point, addressPrefix));
  if (byTag === undefined) return [byBlock?.nextHopType ?? "Internet"];
  if (byBlock === undefined || byBlock.addressPrefix === "0.0.0.0/0") return [byTag.nextHopType];
  return [byBlock.nextHopType, byTag.nextHopType];
}
