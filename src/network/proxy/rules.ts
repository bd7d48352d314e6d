import { at } from "../../core/finding";
import { cite, inRange } from "../../core/limits";
import { forEachEntry, invalidValue, noFindings, type Rule, type Verdict } from "../../core/rule";
import { keysWithValue, listOf } from "../../core/values";
import { isRegion } from "../../region/rules";
import { isAddress } from "../addresses";
import { defaultPriorities, port, proxyException } from "../facts";
import { arePorts } from "../ports";
import { type AllowedDestination, proxyExceptionRule, proxyInboundRule } from "../securityRule/arm";
import type { WantedRule } from "../securityRule/placement";
import { type SecurityRuleSettings, securityRuleRules } from "../securityRule/rules";

/** What the rules read of a ProxyExceptionRule; every field may be of a wrong type, whatever the types say. */
export interface ProxyExceptionSettings extends SecurityRuleSettings {
  readonly proxyAddress: string;
  readonly destination?: AllowedDestination & { readonly internet?: boolean };
  readonly ports?: readonly string[];
}

/** What the rules read of a ProxyInboundRule. */
export interface ProxyInboundSettings extends SecurityRuleSettings {
  readonly proxyAddress?: string;
  readonly proxyPort: number;
}

/** The address of a proxy, or the block of several. */
const proxyAddressIsValid: Rule<ProxyExceptionSettings> = ({ proxyAddress }) =>
  proxyAddress === undefined
    ? missing("proxyAddress", `the proxy's address, e.g. "10.0.0.5"`)
    : isAddress("proxyAddress", proxyAddress);

/** One destination at most, and each of it readable. */
const destinationIsValid: Rule<ProxyExceptionSettings> = ({ destination }) => {
  if (destination === undefined) return noFindings;
  const given = keysWithValue(destination).filter(
    (key) => key !== "internet" || destination.internet === true,
  );
  const choices = ["internet", "addressRanges", "storageRegion"];
  if (given.length !== 1 || !choices.includes(given[0] as string)) {
    return invalidValue({
      path: "destination",
      actual: given,
      accepted: `exactly one of ${choices.join(", ")}`,
      fix: "keep the one you mean, or leave destination out for the whole internet",
      ...cite(proxyException),
    });
  }
  if (given[0] === "storageRegion") return isRegion("destination.storageRegion", destination.storageRegion);
  if (given[0] === "internet") return noFindings;
  const ranges = listOf(destination.addressRanges);
  if (ranges.length === 0) return missing("destination.addressRanges", "at least one block of addresses");
  return forEachEntry(ranges, (range, i) =>
    range === undefined
      ? missing(at("destination.addressRanges", Number(i)), "a block of addresses")
      : isAddress(at("destination.addressRanges", Number(i)), range),
  );
};

const missing = (path: string, allowed: string): Verdict =>
  invalidValue({
    path,
    actual: undefined,
    accepted: allowed,
    fix: `give ${path.split(".").pop()}`,
    ...cite(proxyException),
  });

/** The rule of a ProxyExceptionRule. */
export const proxyExceptionOf = ({ ruleName, ...subject }: ProxyExceptionSettings): WantedRule[] => [
  {
    name: ruleName,
    description: "Azure Backup: the proxy's way out",
    rule: proxyExceptionRule(
      subject.proxyAddress,
      subject.destination,
      subject.ports === undefined ? undefined : listOf(subject.ports),
    ),
  },
];

/** The rule of a ProxyInboundRule. */
export const proxyInboundOf = ({ ruleName, proxyAddress, proxyPort }: ProxyInboundSettings): WantedRule[] => [
  {
    name: ruleName,
    description: "Azure Backup: the virtual network's way to the proxy",
    rule: proxyInboundRule(proxyAddress, typeof proxyPort === "number" ? proxyPort : 0),
  },
];

/** The ports that are opened. */
const portsAreValid: Rule<ProxyExceptionSettings> = ({ ports }) => arePorts("ports", ports);

/** All that a ProxyExceptionRule must satisfy. */
export const proxyExceptionRules: readonly Rule<ProxyExceptionSettings>[] = [
  proxyAddressIsValid,
  destinationIsValid,
  portsAreValid,
  ...securityRuleRules(proxyExceptionOf, defaultPriorities.proxy),
];

/** The port on which a proxy listens. */
export const proxyPortIsValid: Rule<{ readonly proxyPort: number }> = ({ proxyPort }) =>
  proxyPort === undefined
    ? missing("proxyPort", `a port from ${port.min} to ${port.max}`)
    : inRange("proxyPort", proxyPort, port);

/** The proxy's address, where it is given. */
const proxyAddressIsReadable: Rule<ProxyInboundSettings> = ({ proxyAddress }) =>
  isAddress("proxyAddress", proxyAddress);

/** All that a ProxyInboundRule must satisfy. */
export const proxyInboundRules: readonly Rule<ProxyInboundSettings>[] = [
  proxyAddressIsReadable,
  proxyPortIsValid,
  ...securityRuleRules(proxyInboundOf, defaultPriorities.proxy),
];
