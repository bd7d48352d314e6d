import { pages } from "../core/fact";
import type { Finding } from "../core/finding";
import type { Rule } from "../core/rule";
import { presentKeys, textOf } from "../core/values";
import type { Vault } from "./arm";

type VaultRule = Rule<Vault>;

const cited = { source: pages.vault, asOf: "2025-12-10" } as const;
const kekPath = "properties.encryption.kekIdentity";

const needs = (kind: "SystemAssigned" | "UserAssigned", got: unknown): Finding => ({
  path: "identity.type",
  got,
  allowed: `${kind} among the types, since ${kekPath} opens the key with that identity`,
  fix: `add ${kind} to identity.type`,
  ...cited,
});

const has = (kind: string, { identity }: Vault): boolean =>
  textOf(identity?.type)
    .split(",")
    .some((part) => part.trim() === kind);

/** A vault that encrypts with its owner's key says with which of its identities it opens the key. */
export const keyHasIdentity: VaultRule = ({ properties }) => {
  const encryption = properties?.encryption;
  if (encryption?.keyVaultProperties === undefined || encryption.keyVaultProperties === null) return [];
  const { useSystemAssignedIdentity, userAssignedIdentity } = encryption.kekIdentity ?? {};
  const ways = [useSystemAssignedIdentity === true, textOf(userAssignedIdentity) !== ""];
  if (ways.filter(Boolean).length === 1) return [];
  return [
    {
      path: kekPath,
      got: encryption.kekIdentity,
      allowed: "exactly one of useSystemAssignedIdentity: true, userAssignedIdentity",
      fix: "give the identity that may read the key in the Key Vault",
      ...cited,
    },
  ];
};

/** The vault has the system identity that opens its key. */
export const systemIdentityExists: VaultRule = (vault) => {
  if (vault.properties?.encryption?.kekIdentity?.useSystemAssignedIdentity !== true) return [];
  return has("SystemAssigned", vault) ? [] : [needs("SystemAssigned", vault.identity?.type)];
};

/** The vault has the user identity that opens its key. */
export const userIdentityExists: VaultRule = (vault) => {
  const wanted = textOf(vault.properties?.encryption?.kekIdentity?.userAssignedIdentity).toLowerCase();
  if (wanted === "") return [];
  if (!has("UserAssigned", vault)) return [needs("UserAssigned", vault.identity?.type)];
  const listed = identitiesOf(vault);
  if (listed.some((id) => id.toLowerCase() === wanted)) return [];
  return [
    {
      path: "identity.userAssignedIdentities",
      got: listed,
      allowed: `a list with ${kekPath}.userAssignedIdentity in it`,
      fix: "add that identity's id to the list",
      ...cited,
    },
  ];
};

/** azure-native takes a list of ids, Azure answers with a map of them. */
function identitiesOf({ identity }: Vault): string[] {
  const given = identity?.userAssignedIdentities;
  if (Array.isArray(given)) return given.map(textOf);
  return presentKeys(given as object | undefined);
}

export const encryptionRules: readonly VaultRule[] = [
  keyHasIdentity,
  systemIdentityExists,
  userIdentityExists,
];
