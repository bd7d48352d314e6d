import { azureCloudRegions } from "../../region/facts";
import {
  type AddressSet,
  allAddresses,
  isWithin,
  noAddresses,
  parseAddresses,
  subtract,
  union,
} from "../addresses";
import { privateBlocks } from "../facts";

/** Yes, no, or the reason why the answer is unknown. */
export type Answer = boolean | string;

/** The answer to "all of these": no prevails over unknown, and unknown over yes. */
export const allOf = (...answers: readonly Answer[]): Answer =>
  answers.includes(false) ? false : (answers.find((answer) => answer !== true) ?? true);

/** The answer to "any of these": yes prevails over unknown, and unknown over no. */
export const anyOf = (...answers: readonly Answer[]): Answer =>
  answers.includes(true) ? true : (answers.find((answer) => answer !== false) ?? false);

/** The source or destination of a connection. */
export interface ConnectionEnd {
  /** Its name in messages. */
  readonly name: string;
  /** Addresses that contain its own: a single address for a VM, all public addresses for a service tag. */
  readonly space: AddressSet;
  /** Whether a service tag includes its addresses. */
  readonly isIn: (tag: string) => Answer;
  /** Ids of its application security groups, in lower case; undefined if they are unknown. */
  readonly applicationSecurityGroups: readonly string[] | undefined;
}

const privateSpace = union(...privateBlocks.value.map((block) => parseAddresses(block) ?? noAddresses));
const publicSpace = subtract(allAddresses, privateSpace);

/** Whether addresses are those of a virtual network. Omitted: they are any private address. */
export const isPrivate = (addresses: AddressSet = privateSpace): boolean => isWithin(addresses, privateSpace);

/**
 * A service of Azure, by its tag. Only Microsoft knows its addresses, and can change them. Certain is only that they are
 * public, and which other tags include them: the tag of a region is included in the tag of the service, in AzureCloud and
 * in Internet. Tags of two services, or of two regions, are assumed to share no address.
 *
 * @param routed whether the subnet has a user-defined route for these addresses. Azure may then count them as
 *   VirtualNetwork ("this tag might also contain default routes"), so whether that tag includes them is unknown.
 */
export function serviceEnd(tag: string, routed = false): ConnectionEnd {
  const key = `${tag} ${routed}`;
  const known = serviceEnds.get(key) ?? newServiceEnd(tag, routed);
  serviceEnds.set(key, known);
  return known;
}

/** Services are few, and what is remembered about one is found by its object. */
const serviceEnds = new Map<string, ConnectionEnd>();

function newServiceEnd(tag: string, routed: boolean): ConnectionEnd {
  const own = tag.toLowerCase();
  const [ownBase, ownRegion] = own.split(".");
  const isIn = (other: string): Answer => {
    const name = other.toLowerCase();
    if (name === own || name === "internet") return true;
    if (name === "virtualnetwork")
      return routed && `VirtualNetwork may include ${tag}, because a route leads there`;
    const [base, region] = name.split(".");
    if (own === "internet" || (base === ownBase && ownRegion === undefined && region !== undefined))
      return `${other} includes only a part of ${tag}`;
    if (name === "azurecloud") return true;
    if (base === "azurecloud" && ownRegion === undefined) return `${other} includes only a part of ${tag}`;
    if (base === "azurecloud") return (azureCloudRegions.value[region ?? ""] ?? region) === ownRegion;
    return base === ownBase && (region === undefined || region === ownRegion);
  };
  return { name: tag, space: publicSpace, applicationSecurityGroups: [], isIn };
}

/**
 * A host in the virtual network or in a network connected to it, a block of such hosts, or a proxy outside.
 *
 * @param addresses its address, or several that contain it. Omitted: any private address.
 * @param applicationSecurityGroupIds Omitted: unknown.
 */
export function hostEnd(
  name: string,
  addresses?: AddressSet,
  applicationSecurityGroupIds?: readonly unknown[],
): ConnectionEnd {
  const space = addresses ?? privateSpace;
  const isInside = isPrivate(space);
  const isPublic = isWithin(space, publicSpace);
  const isIn = (tag: string): Answer => {
    const lowerCaseTag = tag.toLowerCase();
    if (lowerCaseTag === "virtualnetwork" && isInside) return true;
    if (lowerCaseTag === "internet" && isPublic) return true;
    return !isInside && `it is not known whether ${tag} includes ${name}`;
  };
  const applicationSecurityGroups = Array.isArray(applicationSecurityGroupIds)
    ? applicationSecurityGroupIds.flatMap((id) => (typeof id === "string" ? [id.toLowerCase()] : []))
    : undefined;
  return { name, space, applicationSecurityGroups, isIn };
}
