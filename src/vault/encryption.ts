import { pages } from "../core/pages";
import { invalidValue, noFindings, type Rule } from "../core/rule";
import { keysWithValue, textOf } from "../core/values";
import type { Words } from "../core/words";
import type { VaultSettings } from "./arm";

type VaultRule = Rule<VaultSettings>;

const needs = (kind: "SystemAssigned" | "UserAssigned", got: unknown, words: Words) =>
  invalidValue({
    path: "identity.type",
    actual: got,
    accepted: `${kind} among the types, since ${words.path("encryption")} opens the key with that identity`,
    fix: `add ${kind} to identity.type`,
    ...pages.vault,
  });

const has = (kind: string, { identity }: VaultSettings): boolean =>
  textOf(identity?.type)
    .split(",")
    .some((part) => part.trim() === kind);

/** A vault that encrypts with its owner's key says with which of its identities it opens the key. */
export const keyHasIdentity: VaultRule = ({ encryption }) => {
  if (encryption?.keyUri === undefined) return noFindings;
  const { useSystemAssignedIdentity, userAssignedIdentity } = encryption;
  const ways = {
    ...(useSystemAssignedIdentity === true && { useSystemAssignedIdentity }),
    ...(textOf(userAssignedIdentity) !== "" && { userAssignedIdentity }),
  };
  if (Object.keys(ways).length === 1) return noFindings;
  return invalidValue({
    path: "encryption",
    actual: Object.keys(ways).length === 0 ? undefined : ways,
    accepted: "exactly one of useSystemAssignedIdentity: true, userAssignedIdentity",
    fix: "give the identity that may read the key in the Key Vault",
    ...pages.vault,
  });
};

/** The vault has the system identity that opens its key. */
export const systemIdentityExists: VaultRule = (vault, words) => {
  if (vault.encryption?.useSystemAssignedIdentity !== true || has("SystemAssigned", vault)) return noFindings;
  return needs("SystemAssigned", vault.identity?.type, words);
};

/** The vault has the user identity that opens its key. */
export const userIdentityExists: VaultRule = (vault, words) => {
  const wanted = textOf(vault.encryption?.userAssignedIdentity).toLowerCase();
  if (wanted === "") return noFindings;
  if (!has("UserAssigned", vault)) return needs("UserAssigned", vault.identity?.type, words);
  const listed = identitiesOf(vault);
  if (listed.some((id) => id.toLowerCase() === wanted)) return noFindings;
  return invalidValue({
    path: "identity.userAssignedIdentities",
    actual: listed,
    accepted: `a list with ${words.path("encryption")}.userAssignedIdentity in it`,
    fix: "add that identity's id to the list",
    ...pages.vault,
  });
};

/** azure-native takes a list of ids, Azure answers with a map of them. */
function identitiesOf({ identity }: VaultSettings): string[] {
  const given = identity?.userAssignedIdentities;
  if (Array.isArray(given)) return given.map(textOf);
  return keysWithValue(given as object | undefined);
}

/** Encryption with the owner's key. */
export const encryptionRules: readonly VaultRule[] = [
  keyHasIdentity,
  systemIdentityExists,
  userIdentityExists,
];
