import { at, described } from "../../core/finding";
import { cite, inRange } from "../../core/limits";
import { forEachEntry, invalidValue, missing, noFindings, type Rule, type Verdict } from "../../core/rule";
import { keysWithValue, listOf } from "../../core/values";
import { isRegion } from "../../region/rules";
import { isAddress } from "../addresses";
import { defaultPriorities, port, proxyException } from "../facts";
import { arePorts } from "../ports";
import { type AllowedDestination, proxyExceptionRule, proxyInboundRule } from "../securityRule/arm";
import type { RuleToAdd } from "../securityRule/placement";
import { type SecurityRuleSettings, securityRuleRules } from "../securityRule/rules";

/** The settings of a ProxyExceptionRule that the rules read. At run time, a field can have any type. */
export interface ProxyExceptionSettings extends SecurityRuleSettings {
  readonly proxyAddress: string;
  readonly destination?: AllowedDestination & { readonly internet?: boolean };
  readonly ports?: readonly string[];
}

/** The settings of a ProxyInboundRule that the rules read. */
export interface ProxyInboundSettings extends SecurityRuleSettings {
  readonly proxyAddress?: string;
  readonly proxyPort: number;
}

/** The proxy's address, or a block that contains several proxies, is valid. */
const proxyAddressIsValid: Rule<ProxyExceptionSettings> = ({ proxyAddress }) =>
  proxyAddress === undefined
    ? requiredValue("proxyAddress", `set it to the proxy's address, e.g. "10.0.0.5"`)
    : isAddress("proxyAddress", proxyAddress);

/** There is at most one destination, and it is valid. */
const destinationIsValid: Rule<ProxyExceptionSettings> = ({ destination }) => {
  if (destination === undefined) return noFindings;
  const given = keysWithValue(destination).filter(
    (key) => key !== "internet" || destination.internet === true,
  );
  const choices = ["internet", "addressRanges", "storageRegion"];
  if (given.length !== 1 || !choices.includes(given[0] as string)) {
    return invalidValue({
      path: "destination",
      actual: described(given.length === 0 ? "no destination" : given.join(" and ")),
      accepted: `exactly one of ${choices.join(", ")}`,
      by: "this argument",
      fix: "set only the destination that you want, or leave destination out for the whole internet",
      ...cite(proxyException),
    });
  }
  if (given[0] === "storageRegion") return isRegion("destination.storageRegion", destination.storageRegion);
  if (given[0] === "internet") return noFindings;
  const path = "destination.addressRanges";
  const ranges = listOf(destination.addressRanges);
  if (ranges.length === 0) return requiredValue(path, `list at least one block, e.g. ["20.38.0.0/16"]`);
  return forEachEntry(ranges, (range, i) =>
    range === undefined
      ? requiredValue(at(path, Number(i)), `set it to a block, e.g. "20.38.0.0/16"`)
      : isAddress(at(path, Number(i)), range),
  );
};

const requiredValue = (path: string, fix: string): Verdict =>
  missing({ path, message: "a value is required", fix, ...cite(proxyException) });

/** The rule of a ProxyExceptionRule. */
export const proxyExceptionOf = ({ ruleName, ...subject }: ProxyExceptionSettings): RuleToAdd[] => [
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
export const proxyInboundOf = ({ ruleName, proxyAddress, proxyPort }: ProxyInboundSettings): RuleToAdd[] => [
  {
    name: ruleName,
    description: "Azure Backup: the virtual network's way to the proxy",
    rule: proxyInboundRule(proxyAddress, typeof proxyPort === "number" ? proxyPort : 0),
  },
];

/** The destination ports are valid. */
const portsAreValid: Rule<ProxyExceptionSettings> = ({ ports }) => arePorts("ports", ports);

/** All rules for a ProxyExceptionRule. */
export const proxyExceptionRules: readonly Rule<ProxyExceptionSettings>[] = [
  proxyAddressIsValid,
  destinationIsValid,
  portsAreValid,
  ...securityRuleRules(proxyExceptionOf, defaultPriorities.proxy),
];

/** The port on which a proxy listens is set and in range. */
export const proxyPortIsValid: Rule<{ readonly proxyPort: number }> = ({ proxyPort }) =>
  proxyPort === undefined
    ? requiredValue("proxyPort", `set it to a port from ${port.min} to ${port.max}`)
    : inRange("proxyPort", proxyPort, port);

/** The proxy's address, if it is set, is valid. */
const proxyAddressIsReadable: Rule<ProxyInboundSettings> = ({ proxyAddress }) =>
  isAddress("proxyAddress", proxyAddress);

/** All rules for a ProxyInboundRule. */
export const proxyInboundRules: readonly Rule<ProxyInboundSettings>[] = [
  proxyAddressIsReadable,
  proxyPortIsValid,
  ...securityRuleRules(proxyInboundOf, defaultPriorities.proxy),
];
