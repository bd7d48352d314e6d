import { at } from "../core/finding";
import { cite } from "../core/limits";
import { forEachEntry, invalidValue, noFindings, type Verdict } from "../core/rule";
import type { AddressSet } from "./addresses";
import { port, proxyException } from "./facts";

const allPorts: AddressSet = [[0, port.max]];

/** `443`, `80-443` or `*` as a set of numbers; undefined for any other value. */
export function parsePorts(text: unknown): AddressSet | undefined {
  if (text === "*") return allPorts;
  const written = typeof text === "number" ? String(text) : text;
  const [, first, last = first] =
    typeof written === "string" ? (/^(\d{1,5})(?:-(\d{1,5}))?$/.exec(written) ?? []) : [];
  if (first === undefined || Number(first) > Number(last) || Number(last) > port.max) return undefined;
  return [[Number(first), Number(last)]];
}

/** The value is a list of at least one port or range of ports. An omitted list passes. */
export function arePorts(path: string, ports: unknown): Verdict {
  if (ports === undefined) return noFindings;
  if (Array.isArray(ports) && ports.length > 0) {
    return forEachEntry(ports as unknown[], (entry, i) => isPortRange(at(path, Number(i)), entry));
  }
  return invalidValue({
    path,
    actual: ports,
    accepted: "a list of at least one port or range",
    by: "this argument",
    fix: `write a list such as ${JSON.stringify(proxyException.ports)}`,
    ...cite(port),
  });
}

function isPortRange(path: string, value: unknown): Verdict {
  const parsed = typeof value === "string" ? parsePorts(value)?.[0] : undefined;
  if (parsed !== undefined && parsed[0] >= port.min && value !== "*") return noFindings;
  return invalidValue({
    path,
    actual: value,
    accepted: `a text with a port from ${port.min} to ${port.max} ("443") or a range of ports ("80-443")`,
    by: "this argument",
    fix: "write the port or range in one of these forms",
    ...cite(port),
  });
}
