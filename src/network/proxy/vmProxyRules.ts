import type { Sourced } from "../../core/fact";
import { cite, isOneOf } from "../../core/limits";
import { invalidValue, noFindings, type Rule, type Verdict } from "../../core/rule";
import { parseAddresses } from "../addresses";
import { authenticatedProxy, OsType, proxyHostForm } from "../facts";
import { proxyPortIsValid } from "./rules";

/** An HTTP proxy; every field may be of a wrong type, whatever the types say. */
export interface ProxySettings {
  readonly proxyHost: string;
  readonly proxyPort: number;
}

/** A host alone: no scheme, no port, and above all no name and password. */
export const proxyHostIsValid: Rule<ProxySettings> = ({ proxyHost }) => {
  const isText = typeof proxyHost === "string";
  // A password must not end in a log.
  if (isText && proxyHost.includes("@")) {
    return hostFault(
      `***@${proxyHost.split("@").pop()}`,
      "leave name and password out: Azure Backup takes no proxy that asks for them",
      authenticatedProxy,
    );
  }
  const isHost = isText && proxyHostForm.pattern.test(proxyHost);
  if (isHost && (!/^[\d.]+$/.test(proxyHost) || parseAddresses(proxyHost) !== undefined)) return noFindings;
  const [, host = "10.0.0.5"] = (isText && /^https?:\/\/([A-Za-z0-9.-]+)/.exec(proxyHost)) || [];
  return hostFault(
    proxyHost,
    `write the host alone, e.g. "${host}", and its port in proxyPort`,
    proxyHostForm,
  );
};

const hostFault = (got: unknown, fix: string, page: Sourced): Verdict =>
  invalidValue({
    path: "proxyHost",
    actual: got,
    accepted: proxyHostForm.text,
    fix,
    ...cite(page),
  });

/** All that an HTTP proxy's address must satisfy. */
export const proxyRules: readonly Rule<ProxySettings>[] = [proxyHostIsValid, proxyPortIsValid];

/** The operating system is one whose proxy can be set. */
export const osTypeIsKnown: Rule<{ readonly osType: string }> = ({ osType }) =>
  isOneOf("osType", osType ?? "nothing", Object.values(OsType), proxyHostForm);

/** All that VmProxySettings must satisfy. */
export const vmProxySettingsRules: readonly Rule<ProxySettings & { readonly osType: string }>[] = [
  ...proxyRules,
  osTypeIsKnown,
];
