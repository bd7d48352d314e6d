import { textOf } from "../../core/values";
import { regionOf } from "../../region/facts";
import { backupServiceTags, DiskKind, diskKindPort, proxyException } from "../facts";

/** A security rule in Azure's form, inside a group or as a separate resource. */
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

/** The service tag of a region's storage, e.g. `Storage.WestEurope`; undefined if the region is unknown. */
export function storageTag(region: unknown): string | undefined {
  const found = regionOf(region);
  return found && `Storage.${found.tag}`;
}

/** The service tag for a new rule. If a region is newer than the table of regions, its tag is built from the name as written. */
export const buildStorageTag = (region: unknown): string =>
  storageTag(region) ??
  `Storage.${textOf(region).replaceAll(/(^|\s)\S/g, (first) => first.trim().toUpperCase())}`;

const outbound = { direction: "Outbound", access: "Allow", protocol: "Tcp", sourcePortRange: "*" } as const;

/** The seed's rule: from the virtual network to the region's storage, on the port of the kind of disk. */
export function backupRule(region: unknown, diskKind: string = DiskKind.Managed) {
  return {
    ...outbound,
    sourceAddressPrefix: "VirtualNetwork",
    destinationAddressPrefix: buildStorageTag(region),
    destinationPortRange: String(diskKindPort.value[diskKind as DiskKind]),
  };
}

/** Today's rules: from the virtual network to each service tag of Azure Backup. The key of a rule is its tag without a region. */
export function serviceTagRules(region: unknown) {
  return backupServiceTags.value.map((tag) => ({
    key: tag,
    rule: {
      ...outbound,
      sourceAddressPrefix: "VirtualNetwork",
      destinationAddressPrefix: tag === "Storage" ? buildStorageTag(region) : tag,
      destinationPortRange: String(backupServiceTags.port),
    },
  }));
}

/** The destination that a proxy may reach. Without either field: the whole internet. */
export interface AllowedDestination {
  readonly addressRanges?: readonly string[];
  readonly storageRegion?: string;
}

/** The seed's exception: from the proxy to the internet, to address ranges or to a region's storage. */
export function proxyExceptionRule(
  proxyAddress: string,
  destination: AllowedDestination | undefined,
  ports: readonly string[] = proxyException.ports,
) {
  return {
    ...outbound,
    sourceAddressPrefix: asBlock(proxyAddress),
    ...destinationFields(destination),
    ...portFields(ports),
  };
}

/** From the virtual network to the proxy, on the proxy's port. */
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

function destinationFields(destination: AllowedDestination | undefined) {
  const ranges = destination?.addressRanges;
  if (Array.isArray(ranges)) return { destinationAddressPrefixes: [...ranges] };
  if (destination?.storageRegion)
    return { destinationAddressPrefix: buildStorageTag(destination.storageRegion) };
  return { destinationAddressPrefix: proxyException.destination };
}

/** A single range is in the singular field. Azure accepts either field and returns the one that was sent. */
const portFields = (ports: readonly string[]) =>
  ports.length === 1
    ? { destinationPortRange: ports[0] as string }
    : { destinationPortRanges: Array.from(ports) };

/** A single address as a block of one address, as in the seed. */
const asBlock = (address: string): string =>
  typeof address !== "string" || address.includes("/") ? address : `${address}/32`;
