import { pages } from "../core/pages";
import { invalidValue, missing, noFindings, type Rule } from "../core/rule";
import { keysWithValue, sameText, textOf } from "../core/values";
import type { VaultSettings } from "./arm";

type VaultRule = Rule<VaultSettings>;
type IdentityKind = "SystemAssigned" | "UserAssigned";

/** Whether the vault has this kind of identity. */
export const hasIdentity = (kind: IdentityKind, { identity }: VaultSettings): boolean =>
  textOf(identity?.type)
    .split(",")
    .some((part) => sameText(part.trim(), kind));

/** The finding about an identity that the vault does not have. */
export const identityMissing = (kind: IdentityKind, neededBy: string) =>
  missing({
    path: "identity.type",
    message: `${neededBy} requires a ${kind} identity, which the vault does not have`,
    fix: `add ${kind} to identity.type`,
    ...pages.vault,
  });

/** Encryption with your key names exactly one identity that reads the key. */
export const keyHasIdentity: VaultRule = ({ encryption }) => {
  if (encryption?.keyUri === undefined) return noFindings;
  const { useSystemAssignedIdentity, userAssignedIdentity } = encryption;
  const named = {
    ...(useSystemAssignedIdentity === true && { useSystemAssignedIdentity }),
    ...(textOf(userAssignedIdentity) !== "" && { userAssignedIdentity }),
  };
  const count = Object.keys(named).length;
  if (count === 1) return noFindings;
  if (count === 0) {
    return missing({
      path: "encryption",
      message: "No identity is named that reads the key",
      fix: "set useSystemAssignedIdentity to true, or userAssignedIdentity to the id of an identity with access to the key",
      ...pages.vault,
    });
  }
  return invalidValue({
    path: "encryption",
    actual: named,
    accepted: "exactly one of useSystemAssignedIdentity: true and userAssignedIdentity",
    fix: "keep the identity that has access to the key, and remove the other",
    ...pages.vault,
  });
};

/** If the system-assigned identity reads the key, the vault has that identity. */
export const systemIdentityExists: VaultRule = (vault, words) => {
  if (vault.encryption?.useSystemAssignedIdentity !== true || hasIdentity("SystemAssigned", vault))
    return noFindings;
  return identityMissing("SystemAssigned", words.path("encryption.useSystemAssignedIdentity"));
};

/** If a user-assigned identity reads the key, the vault has that identity. */
export const userIdentityExists: VaultRule = (vault, words) => {
  const required = textOf(vault.encryption?.userAssignedIdentity).toLowerCase();
  if (required === "") return noFindings;
  const neededBy = words.path("encryption.userAssignedIdentity");
  if (!hasIdentity("UserAssigned", vault)) return identityMissing("UserAssigned", neededBy);
  if (identitiesOf(vault).some((id) => id.toLowerCase() === required)) return noFindings;
  return missing({
    path: "identity.userAssignedIdentities",
    message: `The list does not have the identity of ${neededBy}`,
    fix: "add its id to the list",
    ...pages.vault,
  });
};

/** azure-native accepts a list of ids. Azure returns a map with the ids as keys. */
function identitiesOf({ identity }: VaultSettings): string[] {
  const identities = identity?.userAssignedIdentities;
  if (Array.isArray(identities)) return identities.map(textOf);
  return keysWithValue(identities as object | undefined);
}

/** Rules on encryption with your key. */
export const encryptionRules: readonly VaultRule[] = [
  keyHasIdentity,
  systemIdentityExists,
  userIdentityExists,
];
