import { textOf } from "../core/values";
import { laterArguments, laterVaultApi } from "./laterFacts";

/** The arguments among these that need the later API version. An Output counts as set: its value is not known when the vault is registered. */
export const laterArgumentsIn = (args: Readonly<Record<string, unknown>>): readonly string[] =>
  laterArguments.filter((name) => (args[name] ?? undefined) !== undefined);

/**
 * What to know about a change of a vault's API version. Undefined: it stays.
 *
 * @param used The arguments that need the later version.
 * @param writtenWith The version with which the vault was last written, as Azure's answer in the state says.
 */
export function apiVersionNotice(used: readonly string[], writtenWith: unknown): string | undefined {
  const before = textOf(writtenWith);
  const { version } = laterVaultApi;
  if (before === "" || used.length > 0 === (before === version)) return undefined;
  if (used.length > 0) {
    const need = used.length === 1 ? "needs" : "need";
    return `${used.join(" and ")} ${need} API version ${version} of Azure, and the vault was written with ${before}. The vault is updated with the later version. It is not replaced, and its backups stay.`;
  }
  return `No argument needs API version ${version} of Azure any more: the vault is updated with azure-native's default version. It is not replaced, and its backups stay. The default version neither shows nor sets what ${laterArguments.join(", ")} have set, and no source says whether Azure keeps it.`;
}
