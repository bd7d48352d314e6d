import { textOf } from "../../core/values";
import { regionOf } from "../../region/facts";
import { backupServiceTags, DiskKind, diskKindPort, proxyException } from "../facts";

/** A security rule as Azure takes it, inside a group or as a resource of its own. */
export interface SecurityRule {
  readonly name?: string;
  readonly description?: string;
  readonly priority?: number;
  readonly direction: string;
  readonly access: string;
  readonly protocol: string;
  readonly sourceAddressPrefix?: string;
  readonly sourceAddressPrefixes?: readonly string[];
  readonly sourceApplicationSecurityGroups?: readonly { readonly id?: string }[];
  readonly sourcePortRange?: string;
  readonly sourcePortRanges?: readonly string[];
  readonly destinationAddressPrefix?: string;
  readonly destinationAddressPrefixes?: readonly string[];
  readonly destinationApplicationSecurityGroups?: readonly { readonly id?: string }[];
  readonly destinationPortRange?: string;
  readonly destinationPortRanges?: readonly string[];
}

/** The tag of a region's storage, e.g. `Storage.WestEurope`; undefined where the region is unknown. */
export function storageTag(region: unknown): string | undefined {
  const found = regionOf(region);
  return found && `Storage.${found.tag}`;
}

/** The same for a rule that is to be made: of a region newer than the table the tag is made of the name as it is written. */
export const madeStorageTag = (region: unknown): string =>
  storageTag(region) ??
  `Storage.${textOf(region).replaceAll(/(^|\s)\S/g, (first) => first.trim().toUpperCase())}`;

const outbound = { direction: "Outbound", access: "Allow", protocol: "Tcp", sourcePortRange: "*" } as const;

/** The seed's rule: from the virtual network to the region's storage, on the port of the disk kind. */
export function backupRule(region: unknown, diskKind: string = DiskKind.Managed) {
  return {
    ...outbound,
    sourceAddressPrefix: "VirtualNetwork",
    destinationAddressPrefix: madeStorageTag(region),
    destinationPortRange: String(diskKindPort.value[diskKind as DiskKind]),
  };
}

/** Today's rules: from the virtual network to each tag that Azure Backup needs. By tag, Storage without its region. */
export function serviceTagRules(region: unknown) {
  return backupServiceTags.value.map((tag) => ({
    key: tag,
    rule: {
      ...outbound,
      sourceAddressPrefix: "VirtualNetwork",
      destinationAddressPrefix: tag === "Storage" ? madeStorageTag(region) : tag,
      destinationPortRange: String(backupServiceTags.port),
    },
  }));
}

/** Where a proxy may go: the whole internet unless one of the two is given. */
export interface AllowedDestination {
  readonly addressRanges?: readonly string[];
  readonly storageRegion?: string;
}

/** The seed's exception: from the proxy to the internet, address ranges or a region's storage. */
export function proxyExceptionRule(
  proxyAddress: string,
  destination: AllowedDestination | undefined,
  ports: readonly string[] = proxyException.ports,
) {
  return { ...outbound, sourceAddressPrefix: asBlock(proxyAddress), ...to(destination), ...onPorts(ports) };
}

/** Into the proxy from the virtual network, on the proxy's port. */
export function proxyInboundRule(proxyAddress: string | undefined, proxyPort: number) {
  return {
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    sourceAddressPrefix: "VirtualNetwork",
    sourcePortRange: "*",
    destinationAddressPrefix: proxyAddress === undefined ? "*" : asBlock(proxyAddress),
    destinationPortRange: String(proxyPort),
  } as const;
}

function to(destination: AllowedDestination | undefined) {
  const ranges = destination?.addressRanges;
  if (Array.isArray(ranges)) return { destinationAddressPrefixes: [...ranges] };
  if (destination?.storageRegion)
    return { destinationAddressPrefix: madeStorageTag(destination.storageRegion) };
  return { destinationAddressPrefix: proxyException.destination };
}

/** One range in the field for one: Azure takes either field, and gives back the one that was sent. */
const onPorts = (ports: readonly string[]) =>
  ports.length === 1
    ? { destinationPortRange: ports[0] as string }
    : { destinationPortRanges: Array.from(ports) };

/** A lone address as the block of one, as in the seed. */
const asBlock = (address: string): string =>
  typeof address !== "string" || address.includes("/") ? address : `${address}/32`;
