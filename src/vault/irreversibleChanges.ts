import { pages } from "../core/pages";
import type { Vault } from "./arm";
import { CrossSubscriptionRestore, Immutability, StorageRedundancy } from "./facts";

/** A vault's payload before and after a change; before is empty where the vault is new. */
export interface VaultChange {
  readonly before: Vault;
  readonly after: Vault;
}

const immutabilityOf = ({ properties }: Vault): string | undefined =>
  properties?.securitySettings?.immutabilitySettings?.state;
const restoreOf = ({ properties }: Vault): string | undefined =>
  properties?.restoreSettings?.crossSubscriptionRestoreSettings?.crossSubscriptionRestoreState;
const redundancyOf = ({ properties }: Vault): string | undefined =>
  properties?.redundancySettings?.standardTierStorageRedundancy;
const isText = (value: unknown): value is string => typeof value === "string";

/** Why Azure will refuse a change of a vault, and what to do instead; undefined for any other change. */
export function irreversibleVaultChange({ before, after }: VaultChange): string | undefined {
  const faults = [lockDoor(before, after), restoreDoor(before, after), encryptionDoor(before, after)];
  const found = faults.filter((reason) => reason !== undefined);
  return found.length === 0 ? undefined : found.join("\n");
}

function lockDoor(before: Vault, after: Vault): string | undefined {
  const [from = Immutability.Disabled, to = Immutability.Disabled] = [
    immutabilityOf(before),
    immutabilityOf(after),
  ];
  // A value that is not known yet is no text; a state that is left out stays as it is in Azure.
  if (!isText(from) || !isText(to) || from === to || immutabilityOf(after) === undefined) return undefined;
  if (from === Immutability.Locked)
    return say(
      "immutability",
      to,
      `${Immutability.Locked}, which this vault has and nobody can undo`,
      `set it to ${Immutability.Locked} with acknowledgesLock: true`,
    );
  if (to !== Immutability.Locked || from === Immutability.Unlocked) return undefined;
  return say(
    "immutability",
    to,
    `${Immutability.Locked} only for a vault that is ${Immutability.Unlocked} already`,
    `set it to ${Immutability.Unlocked} and run pulumi up, try your restores and retention changes, then set it to ${Immutability.Locked}`,
  );
}

function restoreDoor(before: Vault, after: Vault): string | undefined {
  const [from, to] = [restoreOf(before), restoreOf(after)];
  const { PermanentlyDisabled } = CrossSubscriptionRestore;
  if (from !== PermanentlyDisabled || !isText(to) || to === PermanentlyDisabled) return undefined;
  return say(
    "crossSubscriptionRestore",
    to,
    `${PermanentlyDisabled}, which this vault has for ever`,
    `set it to ${PermanentlyDisabled}`,
  );
}

function encryptionDoor(before: Vault, after: Vault): string | undefined {
  const [from, to] = [before.properties?.encryption, after.properties?.encryption];
  if (!isText(from?.keyVaultProperties?.keyUri)) return undefined;
  if (to === undefined || to === null) {
    return say(
      "encryption",
      "nothing",
      "encryption with a key of yours, which a vault keeps once it has it",
      "give the key again; a vault without it is a new vault",
    );
  }
  const [was, is] = [from?.infrastructureEncryption ?? "Disabled", to.infrastructureEncryption ?? "Disabled"];
  if (!isText(was) || !isText(is) || was === is) return undefined;
  return say(
    "encryption.infrastructureEncryption",
    is,
    `${was}, which is fixed with the key`,
    `set it to ${was}`,
  );
}

const say = (path: string, got: string, allowed: string, fix: string): string =>
  `${path}: got ${got}; allowed: ${allowed}. Fix: ${fix}. (${path.startsWith("immutability") ? pages.immutableVault.source : pages.vault.source})`;

/** What to know of a change that Azure may refuse, or that nobody can undo: told in preview. */
export function vaultChangeNotices({ before, after }: VaultChange): string[] {
  const said: string[] = [];
  const [from, to] = [redundancyOf(before), redundancyOf(after)];
  if (isText(from) && isText(to) && from !== to) {
    said.push(
      `storageRedundancy goes from ${from} to ${to}: Azure takes it while no virtual machine was ever protected here, and answers StorageModelModifyError afterwards. Then make a new vault, protect the machines there, and keep this one until its recovery points expire.`,
    );
  }
  const [restored, restores] = [before, after].map(
    ({ properties }) => properties?.redundancySettings?.crossRegionRestore,
  );
  if (restored === "Enabled" && restores === "Disabled" && to === StorageRedundancy.GeoRedundant) {
    said.push(
      "crossRegionRestore is switched off: Azure takes it while no virtual machine was ever protected here, and refuses it afterwards. Then set it to true again.",
    );
  }
  if (immutabilityOf(after) === Immutability.Locked && immutabilityOf(before) === Immutability.Unlocked) {
    said.push(
      "immutability goes from Unlocked to Locked: this cannot be undone, by nobody. Recovery points live until they expire, retention can only grow, and the vault stays until the last one is gone.",
    );
  }
  if (
    restoreOf(after) === CrossSubscriptionRestore.PermanentlyDisabled &&
    restoreOf(before) !== CrossSubscriptionRestore.PermanentlyDisabled
  ) {
    said.push("crossSubscriptionRestore goes to PermanentlyDisabled: this cannot be undone.");
  }
  const [hadKey, hasKey] = [before, after].map(
    ({ properties }) => properties?.encryption?.keyVaultProperties?.keyUri,
  );
  if (before.properties !== undefined && hadKey === undefined && hasKey !== undefined) {
    said.push(
      "encryption with a key of yours is switched on: Azure takes it while no virtual machine was ever protected here, and it cannot be switched off again.",
    );
  }
  return said;
}
