import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import type * as pulumi from "@pulumi/pulumi";
import { limited } from "../../component/limited";
import { ownResources } from "../../component/ownStack";
import { sameText } from "../../core/values";
import { declaredImmutability } from "../../vault/declaredVaults";
import { defaultImmutability, Immutability } from "../../vault/facts";
import { ProtectionState } from "../facts";
import { notImmutableMessage } from "./changeMessages";
import type { Effect } from "./effects";
import type { VaultNames } from "./itemsInAzure";

/** VMs whose backups are to be suspended, in a vault that is certainly not immutable when Azure gets the request. */
export async function suspensionErrors(
  effects: readonly Effect[],
  vault: VaultNames,
  parent: pulumi.Resource | undefined,
): Promise<string[]> {
  const keys = effects.flatMap((effect) => (isSuspended(effect) ? [effect.key] : []));
  if (keys.length === 0 || !(await isNotImmutable(vault, parent))) return [];
  return keys.map(notImmutableMessage);
}

/** An item that is new is refused for itself, and one that is suspended already is in an immutable vault. */
function isSuspended(effect: Effect): boolean {
  if (effect.kind !== "updated" && effect.kind !== "comesBack") return false;
  const before = effect.kind === "comesBack" ? effect.item?.state : effect.before.protectionState;
  const { protectionState } = effect.after;
  return protectionState === ProtectionState.BackupsSuspended && before !== protectionState;
}

/**
 * Whether a vault is not immutable in Azure, and the program does not change that. A vault that the program manages without BackupVault
 * may change in the same run, so nothing is claimed about it.
 */
async function isNotImmutable(
  { vaultName, resourceGroupName }: VaultNames,
  parent: pulumi.Resource | undefined,
): Promise<boolean> {
  if (typeof vaultName !== "string" || typeof resourceGroupName !== "string") return false;
  const names = { vaultName, resourceGroupName };
  const declared = await declaredImmutability(names);
  if (!declared.every((state) => (state ?? defaultImmutability) === Immutability.Disabled)) return false;
  try {
    const { id, properties } = await limited(() =>
      recoveryservices.getVault(names, parent === undefined ? {} : { parent }),
    );
    const state = properties.securitySettings?.immutabilitySettings?.state ?? defaultImmutability;
    if (state !== Immutability.Disabled) return false;
    if (declared.length > 0) return true;
    const own = (await ownResources()) ?? [];
    return !own.some(({ outputs }) => sameText(outputs.id, id));
  } catch {
    // Without an answer nothing is claimed.
    return false;
  }
}
