import type * as pulumi from "@pulumi/pulumi";
import { Immutability } from "../../vault/facts";
import { immutabilityInUp, type VaultNames } from "../../vault/immutability";
import { ProtectionState } from "../facts";
import { immutableVaultMessage, notImmutableMessage } from "./changeMessages";
import type { Effect } from "./effects";

/** VMs whose backups are to be suspended, in a vault that is certainly not immutable when Azure gets the request. */
export async function suspensionErrors(
  effects: readonly Effect[],
  vault: VaultNames,
  parent: pulumi.Resource | undefined,
  isSecret: boolean,
): Promise<string[]> {
  const keys = effects.flatMap((effect) => (isSuspended(effect) ? [effect.key] : []));
  if (keys.length === 0 || (await immutabilityInUp(vault, parent))?.state !== Immutability.Disabled)
    return [];
  return keys.map((key) => notImmutableMessage(key, isSecret));
}

/** VMs whose backups are to be deleted, in a vault that is immutable when Azure gets the request. */
export async function immutableVault(
  effects: readonly Effect[],
  vault: VaultNames | undefined,
  parent: pulumi.Resource | undefined,
): Promise<{ readonly errors: readonly string[]; readonly warnings: readonly string[] }> {
  const keys = effects.flatMap((effect) => (effect.kind === "softDeleted" ? [effect.key] : []));
  const found = keys.length === 0 || vault === undefined ? undefined : await immutabilityInUp(vault, parent);
  if (found === undefined || found.state === Immutability.Disabled) return { errors: [], warnings: [] };
  const messages = [immutableVaultMessage(keys, found)];
  return found.mayBeTimeBased ? { errors: [], warnings: messages } : { errors: messages, warnings: [] };
}

/** An item that is new is refused for itself, and one that is suspended already is in an immutable vault. */
function isSuspended(effect: Effect): boolean {
  if (effect.kind !== "updated" && effect.kind !== "comesBack") return false;
  const before = effect.kind === "comesBack" ? effect.item?.state : effect.before.protectionState;
  const { protectionState } = effect.after;
  return protectionState === ProtectionState.BackupsSuspended && before !== protectionState;
}
