import { isOneOf } from "../core/limits";
import { pages } from "../core/pages";
import { all, invalidValue, missing, noFindings, type Rule } from "../core/rule";
import { listOf, textOf } from "../core/values";
import { type CompanionSettings, companionRules } from "./companionRules";
import { encryptionRules } from "./encryption";
import {
  CrossSubscriptionRestore,
  Immutability,
  InfrastructureEncryption,
  VaultIdentityType,
  VaultLock,
} from "./facts";
import { laterRules } from "./laterRules";
import { vaultRules } from "./rules";

/** The arguments of a BackupVault: settings of the vault and of its companion resources. */
export interface VaultArguments extends CompanionSettings {
  readonly acknowledgesLock?: boolean;
  readonly lock?: string;
}

type ArgumentsRule = Rule<VaultArguments>;

/** Locked requires acknowledgesLock: true. */
export const lockRequiresAcknowledgement: ArgumentsRule = ({ immutability, acknowledgesLock }) => {
  if (immutability !== Immutability.Locked || acknowledgesLock === true) return noFindings;
  return invalidValue({
    path: "immutability",
    actual: immutability,
    requires: "acknowledgesLock: true, because neither you nor Microsoft can undo it",
    fix: {
      text: `set it to "${Immutability.Unlocked}", or add acknowledgesLock: true`,
      value: Immutability.Unlocked,
    },
    ...pages.immutableVault,
  });
};

/** Cross-subscription restore, identity, encryption and lock are among Azure's choices. */
export const choicesAreKnown: ArgumentsRule = (vault) =>
  all([
    isOneOf(
      "crossSubscriptionRestore",
      vault.crossSubscriptionRestore,
      Object.values(CrossSubscriptionRestore),
      pages.vault,
    ),
    isOneOf("identity.type", vault.identity?.type, Object.values(VaultIdentityType), pages.encryption),
    isOneOf(
      "encryption.infrastructureEncryption",
      vault.encryption?.infrastructureEncryption,
      Object.values(InfrastructureEncryption),
      pages.encryption,
    ),
    isOneOf("lock", vault.lock, Object.values(VaultLock), pages.vault),
  ]);

/** User-assigned identities are listed if the type includes UserAssigned, and only then. */
export const identitiesMatchType: ArgumentsRule = ({ identity }) => {
  const type = identity?.type;
  const path = "identity.userAssignedIdentities";
  const listed = listOf(identity?.userAssignedIdentities as readonly string[] | undefined);
  const isRequired = textOf(type).includes(VaultIdentityType.UserAssigned);
  if (type === undefined || listed.length > 0 === isRequired) return noFindings;
  if (isRequired) {
    return missing({
      path,
      message: `The type ${type} requires at least one identity`,
      fix: "list the Azure ids of the identities",
      ...pages.encryption,
    });
  }
  return invalidValue({
    path,
    actual: listed,
    requires: `an identity.type that includes ${VaultIdentityType.UserAssigned}, and it is ${type}`,
    fix: `set identity.type to "${VaultIdentityType.Both}", or remove the list`,
    ...pages.encryption,
  });
};

/** Rules on all arguments of a BackupVault. */
export const backupVaultRules: readonly ArgumentsRule[] = [
  ...vaultRules,
  lockRequiresAcknowledgement,
  ...laterRules,
  choicesAreKnown,
  ...encryptionRules,
  identitiesMatchType,
  ...companionRules,
];
