import { listOf } from "../../core/values";
import {
  type AddressSet,
  allAddresses,
  isIPv6,
  isWithin,
  noAddresses,
  parseAddresses,
  union,
} from "../addresses";
import { parsePorts } from "../ports";

/** The source or destination of a security rule, parsed. */
export interface RuleSide {
  readonly ports: AddressSet;
  /** Whether it covers all addresses. */
  readonly any: boolean;
  readonly tags: readonly string[];
  readonly blocks: AddressSet;
  /** Ids in lower case. */
  readonly applicationSecurityGroups: readonly string[];
}

const none: readonly string[] = [];

export const emptySide: RuleSide = {
  ports: noAddresses,
  any: false,
  tags: none,
  blocks: noAddresses,
  applicationSecurityGroups: none,
};

/** A side as the rule contains it: Azure has a field for one value and a field for several. */
export interface SideFields {
  readonly prefix: string | undefined;
  readonly prefixes: readonly string[] | undefined;
  readonly groups: readonly { readonly id?: string }[] | undefined;
  readonly port: string | undefined;
  readonly ports: readonly string[] | undefined;
}

/** Undefined if the fields are empty, or contain a value that is not a port, address, tag or group. */
export function parseSide({
  prefix,
  prefixes,
  groups,
  port,
  ports: ranges,
}: SideFields): RuleSide | undefined {
  const ports = combined(port, ranges, parsePorts);
  const addresses = combined(prefix, prefixes, parsePrefix);
  const applicationSecurityGroups = idsOf(groups);
  const hasNoAddresses =
    !isSet(prefix) && listOf(prefixes).length === 0 && applicationSecurityGroups.length === 0;
  if (ports === undefined || ports.length === 0 || addresses === undefined || hasNoAddresses)
    return undefined;
  return {
    ports,
    any: isWithin(allAddresses, addresses),
    tags: tagsOf(prefix, prefixes),
    blocks: addresses,
    applicationSecurityGroups,
  };
}

/** The union of a single value and several values; undefined if one of them cannot be parsed. */
function combined(
  one: unknown,
  several: readonly unknown[] | undefined,
  parse: (text: unknown) => AddressSet | undefined,
): AddressSet | undefined {
  const first = isSet(one) ? parse(one) : noAddresses;
  const others = listOf(several).map(parse);
  if (first === undefined || others.includes(undefined)) return undefined;
  return others.length === 0 ? first : union(first, ...(others as AddressSet[]));
}

function tagsOf(prefix: unknown, prefixes: readonly unknown[] | undefined): readonly string[] {
  const first = isTag(prefix) ? [prefix] : none;
  return prefixes === undefined ? first : [...first, ...listOf(prefixes).filter(isTag)];
}

/** The addresses of a block. None for a tag, whose addresses are unknown, and for IPv6, which never matches IPv4 traffic. */
function parsePrefix(prefix: unknown): AddressSet | undefined {
  if (prefix === "*") return allAddresses;
  return isTag(prefix) || isIPv6(prefix) ? noAddresses : parseAddresses(prefix);
}

const idsOf = (groups: SideFields["groups"]): readonly string[] =>
  groups === undefined
    ? none
    : listOf(groups).flatMap((group) => (typeof group?.id === "string" ? [group.id.toLowerCase()] : []));

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

const isTag = (prefix: unknown): prefix is string =>
  typeof prefix === "string" && /^[A-Za-z][A-Za-z0-9_.]*$/.test(prefix);
