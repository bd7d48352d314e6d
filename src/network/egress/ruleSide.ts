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

/** Source or destination of a security rule, read. */
export interface Side {
  readonly ports: AddressSet;
  readonly any: boolean;
  readonly tags: readonly string[];
  readonly blocks: AddressSet;
  /** Ids in lower case. */
  readonly applicationSecurityGroups: readonly string[];
}

const none: readonly string[] = [];

export const noSide: Side = {
  ports: noAddresses,
  any: false,
  tags: none,
  blocks: noAddresses,
  applicationSecurityGroups: none,
};

/** A side as it is written: Azure has a field for one and a field for several. */
export interface WrittenSide {
  readonly prefix: string | undefined;
  readonly prefixes: readonly string[] | undefined;
  readonly groups: readonly { readonly id?: string }[] | undefined;
  readonly port: string | undefined;
  readonly ports: readonly string[] | undefined;
}

/** Undefined where it names nothing, or something that is no port, address, tag or group. */
export function readSide({ prefix, prefixes, groups, port, ports: ranges }: WrittenSide): Side | undefined {
  const ports = joined(port, ranges, parsePorts);
  const addresses = joined(prefix, prefixes, parsePrefix);
  const applicationSecurityGroups = idsOf(groups);
  const namesNone =
    !isGiven(prefix) && listOf(prefixes).length === 0 && applicationSecurityGroups.length === 0;
  if (ports === undefined || ports.length === 0 || addresses === undefined || namesNone) return undefined;
  return {
    ports,
    any: isWithin(allAddresses, addresses),
    tags: tagsOf(prefix, prefixes),
    blocks: addresses,
    applicationSecurityGroups,
  };
}

/** What one text and several stand for together; undefined where one of them cannot be read. */
function joined(
  one: unknown,
  several: readonly unknown[] | undefined,
  parse: (text: unknown) => AddressSet | undefined,
): AddressSet | undefined {
  const first = isGiven(one) ? parse(one) : noAddresses;
  const others = listOf(several).map(parse);
  if (first === undefined || others.includes(undefined)) return undefined;
  return others.length === 0 ? first : union(first, ...(others as AddressSet[]));
}

function tagsOf(prefix: unknown, prefixes: readonly unknown[] | undefined): readonly string[] {
  const first = isTag(prefix) ? [prefix] : none;
  return prefixes === undefined ? first : [...first, ...listOf(prefixes).filter(isTag)];
}

/** The addresses of a block; none for a tag, which holds what Azure says, and for IPv6, which IPv4 never meets. */
function parsePrefix(prefix: unknown): AddressSet | undefined {
  if (prefix === "*") return allAddresses;
  return isTag(prefix) || isIPv6(prefix) ? noAddresses : parseAddresses(prefix);
}

const idsOf = (groups: WrittenSide["groups"]): readonly string[] =>
  groups === undefined
    ? none
    : listOf(groups).flatMap((group) => (typeof group?.id === "string" ? [group.id.toLowerCase()] : []));

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

const isTag = (prefix: unknown): prefix is string =>
  typeof prefix === "string" && /^[A-Za-z][A-Za-z0-9_.]*$/.test(prefix);
