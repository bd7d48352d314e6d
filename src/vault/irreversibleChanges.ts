import { formatFinding } from "../core/format";
import { pages } from "../core/pages";
import { asChoice } from "../core/reading";
import { all, invalidValue, missing, noFindings, type Verdict } from "../core/rule";
import { type SecretValue, withoutSecretValues } from "../core/secrets";
import { type Vault, vaultShape } from "./arm";
import {
  CrossSubscriptionRestore,
  defaultImmutability,
  defaultInfrastructureEncryption,
  Immutability,
  StorageRedundancy,
} from "./facts";

/** A vault's payload before and after a change. `before` is empty for a new vault. */
export interface VaultChange {
  readonly before: Vault;
  readonly after: Vault;
}

const immutabilityOf = (vault: Vault) => vaultShape.view(vault).immutability;
const readRestore = asChoice(Object.values(CrossSubscriptionRestore));
const restoreOf = ({ properties }: Vault) =>
  readRestore(properties?.restoreSettings?.crossSubscriptionRestoreSettings?.crossSubscriptionRestoreState);
const redundancyOf = (vault: Vault) => vaultShape.view(vault).storageRedundancy;
const regionRestoreOf = (vault: Vault) => vaultShape.view(vault).crossRegionRestore;
const keyUriOf = ({ properties }: Vault) => properties?.encryption?.keyVaultProperties?.keyUri;
const secondEncryptionOf = ({ properties }: Vault) =>
  properties?.encryption?.infrastructureEncryption ?? defaultInfrastructureEncryption;

/** A value that is not known yet is no text: nothing is reported about it. */
const isText = (value: unknown): value is string => typeof value === "string";

/**
 * Why Azure will refuse a change of a vault, and what to do instead. Undefined for any other change.
 *
 * @param secrets Arguments that no text may show. Omitted: none is secret.
 */
export function irreversibleVaultChange(
  change: VaultChange,
  secrets: readonly SecretValue[] = [],
): string | undefined {
  const { findings } = all([
    immutabilityChange(change),
    restoreChange(change),
    encryptionChange(change),
    keyIdentityChange(change),
  ]);
  return withoutSecretValues(findings, secrets).map(formatFinding).join("\n") || undefined;
}

function immutabilityChange({ before, after }: VaultChange): Verdict {
  const [from = defaultImmutability, to] = [immutabilityOf(before), immutabilityOf(after)];
  // Azure keeps a state that the program no longer sets.
  if (!isText(from) || !isText(to) || from === to) return noFindings;
  const { Locked, Unlocked } = Immutability;
  if (from === Locked) {
    return invalidValue({
      path: "immutability",
      actual: to,
      accepted: `only ${Locked}, because a lock cannot be undone`,
      by: "this vault",
      fix: `set it to "${Locked}", with acknowledgesLock: true`,
      ...pages.immutableVault,
    });
  }
  if (to !== Locked || from === Unlocked) return noFindings;
  return invalidValue({
    path: "immutability",
    actual: to,
    requires: `a vault that is already ${Unlocked}`,
    fix: `set it to "${Unlocked}" and run pulumi up, test your restores and retention changes, then set it to "${Locked}"`,
    ...pages.immutableVault,
  });
}

function restoreChange({ before, after }: VaultChange): Verdict {
  const { PermanentlyDisabled } = CrossSubscriptionRestore;
  const to = restoreOf(after);
  if (restoreOf(before) !== PermanentlyDisabled || !isText(to) || to === PermanentlyDisabled)
    return noFindings;
  return invalidValue({
    path: "crossSubscriptionRestore",
    actual: to,
    accepted: `only ${PermanentlyDisabled}, because this setting cannot be undone`,
    by: "this vault",
    fix: `set it to "${PermanentlyDisabled}"`,
    ...pages.vault,
  });
}

/** A system-assigned identity exists only after the vault has it, so no one can have given it access to the key before. */
function keyIdentityChange({ before, after }: VaultChange): Verdict {
  const typeBefore = before.identity?.type ?? "None";
  const hadIdentity = !isText(typeBefore) || typeBefore.toLowerCase().includes("systemassigned");
  if (hadIdentity || vaultShape.view(after).encryption?.useSystemAssignedIdentity !== true) return noFindings;
  return invalidValue({
    path: "encryption.useSystemAssignedIdentity",
    actual: true,
    requires: "a vault that already has its system-assigned identity, with access to the key",
    fix: 'leave encryption out and run pulumi up with identity.type "SystemAssigned", give the identity access to the key, then set encryption; or set userAssignedIdentity to an identity that has access',
    ...pages.encryption,
  });
}

function encryptionChange({ before, after }: VaultChange): Verdict {
  if (!isText(keyUriOf(before))) return noFindings;
  if ((after.properties?.encryption ?? undefined) === undefined) {
    return missing({
      path: "encryption",
      message: "This vault is encrypted with your key, and Azure cannot remove the key",
      fix: "set encryption again. For a vault without your key, add another BackupVault",
      ...pages.vault,
    });
  }
  const [from, to] = [secondEncryptionOf(before), secondEncryptionOf(after)];
  if (!isText(from) || !isText(to) || from === to) return noFindings;
  return invalidValue({
    path: "encryption.infrastructureEncryption",
    actual: to,
    accepted: `only ${from}, because this setting cannot change once the vault has your key`,
    by: "this vault",
    fix: `set it to "${from}"`,
    ...pages.vault,
  });
}

const ifNeverProtected = "Azure accepts this only if the vault has never protected a VM";

/** What to know about a change that Azure may refuse or that cannot be undone. Preview shows it. */
export function vaultChangeNotices({ before, after }: VaultChange): string[] {
  const notices: string[] = [];
  const [from, to] = [redundancyOf(before), redundancyOf(after)];
  if (isText(from) && isText(to) && from !== to) {
    notices.push(
      `storageRedundancy changes from ${from} to ${to}. ${ifNeverProtected}; otherwise it answers StorageModelModifyError. In that case, create a new vault, protect the VMs there, and keep this vault until its recovery points expire.`,
    );
  }
  const losesRegionRestore = regionRestoreOf(before) === true && regionRestoreOf(after) === false;
  if (losesRegionRestore && to === StorageRedundancy.GeoRedundant) {
    notices.push(
      `crossRegionRestore is switched off. ${ifNeverProtected}. If Azure refuses it, set crossRegionRestore to true again.`,
    );
  }
  const [{ Locked, Unlocked }, { PermanentlyDisabled }] = [Immutability, CrossSubscriptionRestore];
  if (immutabilityOf(after) === Locked && immutabilityOf(before) === Unlocked) {
    const days = vaultShape.view(after).immutabilityDays;
    const lasting =
      typeof days === "number"
        ? `No recovery point can be deleted in its first ${days} days, and no source says that the days can be reduced.`
        : "Recovery points live until they expire, retention can only grow, and the vault stays until its last recovery point has expired.";
    notices.push(
      `immutability changes from ${Unlocked} to ${Locked}. This cannot be undone, not even by Microsoft. ${lasting}`,
    );
  }
  if (restoreOf(after) === PermanentlyDisabled && restoreOf(before) !== PermanentlyDisabled) {
    notices.push(`crossSubscriptionRestore changes to ${PermanentlyDisabled}. This cannot be undone.`);
  }
  const isNew = before.properties === undefined;
  if (!isNew && keyUriOf(before) === undefined && keyUriOf(after) !== undefined) {
    notices.push(
      `The vault gets encryption with your key. ${ifNeverProtected}, and the key cannot be removed again.`,
    );
  }
  return notices;
}
