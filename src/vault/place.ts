import { pages } from "../core/pages";
import { sameText } from "../core/values";
import { normalLocation } from "../region/location";

/** What makes a vault the one it is. */
interface VaultPlace {
  readonly vaultName?: unknown;
  readonly resourceGroupName?: unknown;
  readonly location?: unknown;
}

const isText = (value: unknown): value is string => typeof value === "string";

/** How azure-native compares each: another name in whatever letters is another vault. */
const same: Readonly<Record<keyof VaultPlace, (a: string, b: string) => boolean>> = {
  vaultName: (a, b) => a === b,
  resourceGroupName: sameText,
  location: (a, b) => normalLocation(a) === normalLocation(b),
};

/**
 * Why a vault cannot take another name, group or region: it would be another vault, and Pulumi would delete this one with what it
 * protects first. Undefined for any other change, and where a value is not known.
 *
 * @param name The vault's name where its arguments have none.
 */
export function otherVault(name: string, before: VaultPlace, after: VaultPlace): string | undefined {
  const reasons = Object.entries(same).flatMap(([field, isSame]) => {
    const given = [before, after].map((place) => place[field as keyof VaultPlace]);
    const [was, is] = field === "vaultName" ? given.map((value) => value ?? name) : given;
    if (!isText(was) || !isText(is) || isSame(was, is)) return [];
    return [
      `${field}: got ${is}; allowed: ${was}, since another one is another vault, and recovery points cannot move. Fix: set it to ${JSON.stringify(was)}; for a vault with ${JSON.stringify(is)} add a BackupVault under another Pulumi name, and keep this one until its recovery points expire. (${pages.prepare.source})`,
    ];
  });
  return reasons.join("\n") || undefined;
}
