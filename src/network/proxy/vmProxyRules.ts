import type { Sourced } from "../../core/fact";
import { cite, isOneOf } from "../../core/limits";
import { invalidValue, missing, noFindings, type Rule, type Verdict } from "../../core/rule";
import { parseAddresses } from "../addresses";
import { authenticatedProxy, OsType, proxyHostForm } from "../facts";
import { proxyPortIsValid } from "./rules";

/** An HTTP proxy. At run time, a field can have any type. */
export interface ProxySettings {
  readonly proxyHost: string;
  readonly proxyPort: number;
}

/** The host has no scheme, no port and, above all, no user name and password. */
export const proxyHostIsValid: Rule<ProxySettings> = ({ proxyHost }) => {
  const isText = typeof proxyHost === "string";
  // The message must not repeat a password: it ends up in logs.
  if (isText && proxyHost.includes("@")) {
    return invalidHost(
      `***@${proxyHost.split("@").pop()}`,
      "remove the user name and password: Azure Backup does not support a proxy that requires them",
      authenticatedProxy,
    );
  }
  const isHost = isText && proxyHostForm.pattern.test(proxyHost);
  if (isHost && (!/^[\d.]+$/.test(proxyHost) || parseAddresses(proxyHost) !== undefined)) return noFindings;
  const [, host = "10.0.0.5"] = (isText && /^https?:\/\/([A-Za-z0-9.-]+)/.exec(proxyHost)) || [];
  return invalidHost(
    proxyHost,
    `write only the host, e.g. "${host}", and its port in proxyPort`,
    proxyHostForm,
  );
};

const invalidHost = (actual: unknown, fix: string, page: Sourced): Verdict =>
  invalidValue({
    path: "proxyHost",
    actual,
    accepted: proxyHostForm.text,
    by: "this argument",
    fix,
    ...cite(page),
  });

/** All rules for the address of an HTTP proxy. */
export const proxyRules: readonly Rule<ProxySettings>[] = [proxyHostIsValid, proxyPortIsValid];

/** The proxy can be set on the operating system. */
export const osTypeIsKnown: Rule<{ readonly osType: string }> = ({ osType }) => {
  const choices = Object.values(OsType);
  return osType === undefined || osType === null
    ? missing({
        path: "osType",
        message: "a value is required",
        fix: `set it to ${choices.join(" or ")}`,
        ...cite(proxyHostForm),
      })
    : isOneOf("osType", osType, choices, proxyHostForm);
};

/** All rules for VmProxySettings. */
export const vmProxySettingsRules: readonly Rule<ProxySettings & { readonly osType: string }>[] = [
  ...proxyRules,
  osTypeIsKnown,
];
