import { invalidValueOf } from "../core/finding";
import { formatFinding, formatValue } from "../core/format";
import { pages } from "../core/pages";
import { type SecretValue, withoutSecretValues } from "../core/secrets";
import { sameText } from "../core/values";
import { normalLocation } from "../region/location";

/** What identifies a vault. Azure cannot change any of it. */
interface VaultPlace {
  readonly vaultName?: unknown;
  readonly resourceGroupName?: unknown;
  readonly location?: unknown;
}

/** How azure-native compares each field. For it, a name in other letter case is another vault. */
const isSameValue: Readonly<Record<keyof VaultPlace, (a: string, b: string) => boolean>> = {
  vaultName: (a, b) => a === b,
  resourceGroupName: sameText,
  location: (a, b) => normalLocation(a) === normalLocation(b),
};

/**
 * Why a vault cannot get another name, resource group or region: that would be another vault, and Pulumi would first delete this one
 * with its backups. Undefined for any other change, and if a value is not known.
 *
 * @param name The vault's name if its arguments have none.
 * @param secrets What no text may show. Omitted: nothing is secret.
 */
export function vaultReplacementError(
  name: string,
  before: VaultPlace,
  after: VaultPlace,
  secrets: readonly SecretValue[] = [],
): string | undefined {
  const findings = Object.entries(isSameValue).flatMap(([field, isSame]) => {
    const values = [before, after].map((place) => place[field as keyof VaultPlace]);
    const [old, wanted] = field === "vaultName" ? values.map((value) => value ?? name) : values;
    if (typeof old !== "string" || typeof wanted !== "string" || isSame(old, wanted)) return [];
    return [cannotChange(field, old, wanted)];
  });
  return withoutSecretValues(findings, secrets).map(formatFinding).join("\n") || undefined;
}

const cannotChange = (field: string, old: string, wanted: string) =>
  invalidValueOf({
    path: field,
    actual: wanted,
    accepted: `only ${formatValue(old)}. With another ${field} it would be another vault, and recovery points cannot move`,
    by: "this vault",
    fix: `set it to ${formatValue(old)}. For a vault with ${formatValue(wanted)}, add a BackupVault with another Pulumi name, and keep this one until its recovery points expire`,
    ...pages.prepare,
  });
