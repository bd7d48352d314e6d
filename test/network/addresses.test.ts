import fc from "fast-check";
import {
  type AddressSet,
  intersect,
  isAddress,
  isIPv6,
  isWithin,
  overlaps,
  parseAddresses,
  subtract,
  union,
} from "../../src/network/addresses";
import { arePorts, parsePorts } from "../../src/network/ports";

it.each([
  ["10.0.0.5", [[167772165, 167772165]]],
  ["10.0.0.5/32", [[167772165, 167772165]]],
  ["10.0.0.0/24", [[167772160, 167772415]]],
  ["10.0.0.9/24", [[167772160, 167772415]]],
  ["0.0.0.0/0", [[0, 4294967295]]],
  ["255.255.255.255", [[4294967295, 4294967295]]],
  ["10.0.0.4-10.0.0.9", [[167772164, 167772169]]],
])("%s is parsed", (text, expected) => expect(parseAddresses(text)).toEqual(expected));

it.each([
  "",
  "10.0.0",
  "10.0.0.256",
  "010.0.0.1",
  "0x0a.0.0.1",
  "10.0.0.0/33",
  "10.0.0.0/",
  "10.0.0.0/8/8",
  "10.0.0.9-10.0.0.4",
  "10.0.0.1-",
  "fd00::1",
  "Internet",
  " 10.0.0.1",
  5,
  null,
  undefined,
])("%j is not an address", (text) => expect(parseAddresses(text)).toBeUndefined());

it("recognizes IPv6, and asks for IPv4", () => {
  expect(["fd00::1", "2603:1020::/32", "::/0", "10.0.0.1", "a:b", 5].map(isIPv6)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(isAddress("proxyAddress", "fd00::1").findings[0]?.fix?.text).toContain("IPv4");
  expect(isAddress("proxyAddress", "10.0.0.300").findings).toHaveLength(1);
  expect(isAddress("proxyAddress", "10.0.0.1-10.0.0.2").findings).toHaveLength(1);
  expect(isAddress("sources", "10.0.0.1-10.0.0.2", { allowRange: true }).findings).toEqual([]);
  expect(isAddress("proxyAddress", undefined).findings).toEqual([]);
});

it("sets of addresses behave as sets of numbers", () => {
  const blocks = fc.array(
    fc.tuple(fc.nat(40), fc.nat(12)).map(([first, size]): AddressSet => [[first, first + size]]),
    { maxLength: 4 },
  );
  const numbers = (set: AddressSet) =>
    new Set(set.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)));
  const isTidy = (set: AddressSet) =>
    set.every(([first, last], i) => first <= last && (i === 0 || first > (set[i - 1]?.[1] ?? 0) + 1));
  fc.assert(
    fc.property(blocks, blocks, (left, right) => {
      const [a, b] = [union(...left), union(...right)];
      const [inA, inB] = [numbers(a), numbers(b)];
      expect([...numbers(union(a, b))].sort()).toEqual([...new Set([...inA, ...inB])].sort());
      expect(numbers(intersect(a, b))).toEqual(new Set([...inA].filter((n) => inB.has(n))));
      expect(numbers(subtract(a, b))).toEqual(new Set([...inA].filter((n) => !inB.has(n))));
      expect(isWithin(a, b)).toBe([...inA].every((n) => inB.has(n)));
      expect(overlaps(a, b)).toBe([...inA].some((n) => inB.has(n)));
      expect([a, union(a, b)].every(isTidy)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ["443", [[443, 443]]],
  ["80-443", [[80, 443]]],
  ["*", [[0, 65535]]],
  ["0", [[0, 0]]],
  [443, [[443, 443]]],
  ["80-", undefined],
  ["-80", undefined],
  ["443-80", undefined],
  ["65536", undefined],
  ["http", undefined],
  [null, undefined],
])("port %j", (text, expected) => expect(parsePorts(text)).toEqual(expected));

it.each([
  [["80", "443"], []],
  [["1", "65535", "80-443"], []],
  [["0"], ["ports[0]"]],
  [["80", "65536"], ["ports[1]"]],
  [["80-"], ["ports[0]"]],
  [["*"], ["ports[0]"]],
  [[80], ["ports[0]"]],
  [[], ["ports"]],
  ["443", ["ports"]],
  [undefined, []],
])("the ports of an argument: %j", (ports, paths) =>
  expect(arePorts("ports", ports).findings.map(({ path }) => path)).toEqual(paths),
);
