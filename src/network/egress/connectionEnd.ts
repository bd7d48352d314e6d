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

/** Yes, no, or the reason why it cannot be told. */
export type Answer = boolean | string;

/** The answer to "all of these": no beats a doubt, a doubt beats yes. */
export const allOf = (...answers: readonly Answer[]): Answer =>
  answers.includes(false) ? false : (answers.find((answer) => answer !== true) ?? true);

/** The answer to "any of these": yes beats a doubt, a doubt beats no. */
export const anyOf = (...answers: readonly Answer[]): Answer =>
  answers.includes(true) ? true : (answers.find((answer) => answer !== false) ?? false);

/** One end of a connection. */
export interface End {
  /** What a reader calls it. */
  readonly name: string;
  /** Addresses among which its own lie: one for a machine, the public ones for a service tag. */
  readonly space: AddressSet;
  /** Whether a service tag stands for its addresses. */
  readonly isIn: (tag: string) => Answer;
  /** Ids of its application security groups, in lower case; undefined where they are not known. */
  readonly applicationSecurityGroups: readonly string[] | undefined;
}

const privateSpace = union(...privateBlocks.value.map((block) => parseAddresses(block) ?? noAddresses));
const publicSpace = subtract(allAddresses, privateSpace);

/**
 * A service of Azure, by its tag. Its addresses are Microsoft's to know and to change, so all that is taken as
 * certain is that they are public and in which other tags they lie: a region's part in the whole tag, that in
 * AzureCloud, that in Internet. Tags of two services, or of two regions, are taken to share nothing.
 *
 * @param routed whether the subnet has a route of the user's for these addresses. Azure then may count them to
 *   VirtualNetwork ("this tag might also contain default routes"), and that cannot be told from outside.
 */
export function serviceEnd(tag: string, routed = false): End {
  const own = tag.toLowerCase();
  const [ownBase, ownRegion] = own.split(".");
  const isIn = (other: string): Answer => {
    const name = other.toLowerCase();
    if (name === own || name === "internet") return true;
    if (name === "virtualnetwork") return routed && `VirtualNetwork may hold ${tag}, since a route does`;
    const [base, region] = name.split(".");
    if (own === "internet" || (base === ownBase && ownRegion === undefined && region !== undefined))
      return `${other} holds only a part of ${tag}`;
    if (name === "azurecloud") return true;
    if (base === "azurecloud" && ownRegion === undefined) return `${other} holds only a part of ${tag}`;
    if (base === "azurecloud") return (azureCloudRegions.value[region ?? ""] ?? region) === ownRegion;
    return base === ownBase && (region === undefined || region === ownRegion);
  };
  return { name: tag, space: publicSpace, applicationSecurityGroups: [], isIn };
}

/**
 * A machine in the virtual network or a network connected to it, a block of such machines, or a proxy outside.
 *
 * @param addresses its address; several, among which its own lies; omitted: any private address.
 * @param applicationSecurityGroupIds Omitted: not known.
 */
export function machineEnd(
  name: string,
  addresses?: AddressSet,
  applicationSecurityGroupIds?: readonly unknown[],
): End {
  const space = addresses ?? privateSpace;
  const isPrivate = isWithin(space, privateSpace);
  const isPublic = isWithin(space, publicSpace);
  const isIn = (tag: string): Answer => {
    const known = tag.toLowerCase();
    if (known === "virtualnetwork" && isPrivate) return true;
    if (known === "internet" && isPublic) return true;
    return !isPrivate && `whether ${tag} holds ${name} is not known here`;
  };
  const applicationSecurityGroups = Array.isArray(applicationSecurityGroupIds)
    ? applicationSecurityGroupIds.flatMap((id) => (typeof id === "string" ? [id.toLowerCase()] : []))
    : undefined;
  return { name, space, applicationSecurityGroups, isIn };
}
