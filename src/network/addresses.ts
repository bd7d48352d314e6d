import { isIP } from "node:net";
import { invalidValue, noFindings, type Verdict } from "../core/rule";
import { textOf } from "../core/values";
import { networkPages } from "./facts";

/** Blocks of IPv4 addresses as numbers, both ends included. They are sorted and do not touch each other. */
export type AddressSet = readonly (readonly [first: number, last: number])[];

export const noAddresses: AddressSet = [];
export const allAddresses: AddressSet = [[0, 2 ** 32 - 1]];

/** An address, a block (`10.0.0.0/24`) or a range (`10.0.0.1-10.0.0.9`); undefined for anything else. */
export function parseAddresses(text: unknown): AddressSet | undefined {
  if (typeof text !== "string") return undefined;
  if (!text.includes("-")) return parseBlock(text);
  const [from, to = "", more] = text.split("-");
  const first = parseBlock(from ?? "")?.[0];
  const last = parseBlock(to)?.[0];
  return more === undefined && first !== undefined && last !== undefined && first[0] <= last[1]
    ? [[first[0], last[1]]]
    : undefined;
}

function parseBlock(text: string): AddressSet | undefined {
  const host = numberOfAddress(text);
  if (host !== undefined) return [[host, host]];
  const [address = "", bits = "", more] = text.split("/");
  const number = numberOfAddress(address);
  const valid = number !== undefined && /^\d{1,2}$/.test(bits) && Number(bits) <= 32;
  if (!valid || more !== undefined) return undefined;
  const size = 2 ** (32 - Number(bits));
  const first = number - (number % size);
  return [[first, first + size - 1]];
}

const octet = "(0|[1-9]\\d{0,2})";
const addressPattern = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}$`);

/** An IPv4 address as a number; undefined for any other text. */
function numberOfAddress(text: string): number | undefined {
  const match = addressPattern.exec(text);
  if (match === null) return undefined;
  let number = 0;
  for (let i = 1; i <= 4; i++) {
    const part = Number(match[i]);
    if (part > 255) return undefined;
    number = number * 256 + part;
  }
  return number;
}

/** Whether the text is an IPv6 address or block, which never matches IPv4 traffic. */
export function isIPv6(text: unknown): boolean {
  const [address = "", bits = "128", more] = textOf(text).split("/");
  return isIP(address) === 6 && /^\d{1,3}$/.test(bits) && Number(bits) <= 128 && more === undefined;
}

/** All addresses of several sets. */
export function union(...sets: readonly AddressSet[]): AddressSet {
  const filled = sets.filter((set) => set.length > 0);
  if (filled.length <= 1) return filled[0] ?? noAddresses;
  const merged: [number, number][] = [];
  for (const [first, last] of filled.flat().sort((a, b) => a[0] - b[0])) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

/** The addresses that are in `a` and in `b`. */
export function intersect(a: AddressSet, b: AddressSet): AddressSet {
  if (a === b) return a;
  const both: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [[aFirst, aLast], [bFirst, bLast]] = [a[i] as [number, number], b[j] as [number, number]];
    if (aFirst <= bLast && bFirst <= aLast) both.push([Math.max(aFirst, bFirst), Math.min(aLast, bLast)]);
    if (aLast < bLast) i++;
    else j++;
  }
  return both;
}

/** The addresses of `a` that are not in `b`. */
export function subtract(a: AddressSet, b: AddressSet): AddressSet {
  if (a === b || a.length === 0) return noAddresses;
  const left: [number, number][] = [];
  let j = 0;
  for (const [first, last] of a) {
    let from = first;
    while (j < b.length && (b[j] as [number, number])[1] < from) j++;
    for (let k = j; k < b.length && (b[k] as [number, number])[0] <= last; k++) {
      const [cutFirst, cutLast] = b[k] as [number, number];
      if (cutFirst > from) left.push([from, cutFirst - 1]);
      from = cutLast + 1;
    }
    if (from <= last) left.push([from, last]);
  }
  return left;
}

/** Whether every address of `a` is in `b`. */
export function isWithin(a: AddressSet, b: AddressSet): boolean {
  let j = 0;
  for (const [first, last] of a) {
    while (j < b.length && (b[j] as [number, number])[1] < first) j++;
    const block = b[j];
    if (block === undefined || block[0] > first || block[1] < last) return false;
  }
  return true;
}

/** Whether some address of `a` is in `b`. */
export const overlaps = (a: AddressSet, b: AddressSet): boolean =>
  a.some(([first, last]) => b.some(([from, to]) => first <= to && from <= last));

/** The value is an IPv4 address or block or, with `allowRange`, a range. An omitted value passes. */
export function isAddress(
  path: string,
  value: unknown,
  { allowRange = false }: { readonly allowRange?: boolean } = {},
): Verdict {
  const isRange = typeof value === "string" && value.includes("-");
  if (value === undefined || (parseAddresses(value) !== undefined && (!isRange || allowRange)))
    return noFindings;
  const [address, block] = ['an IPv4 address ("10.0.0.5")', 'block ("10.0.0.0/24")'];
  return invalidValue({
    path,
    actual: value,
    accepted: allowRange ? `${address}, ${block} or range ("10.0.0.4-10.0.0.9")` : `${address} or ${block}`,
    by: "this argument",
    fix: isIPv6(value)
      ? "use an IPv4 address: Azure Backup's rules are IPv4"
      : "write it in one of these forms",
    ...networkPages.nsg,
  });
}
