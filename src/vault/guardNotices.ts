import { listOf } from "../core/values";
import { vaultShape } from "./arm";
import { defaultImmutability, Immutability } from "./facts";
import type { VaultChange } from "./irreversibleChanges";

const kind = "reduceImmutabilityStateRequests";

/** What to know about a change of a guarded vault. The guard's owner may have excluded the operation, so it is no refusal. */
export function guardNotices({ before, after }: VaultChange): string[] {
  const immutabilityOf = (vault: typeof before) => vaultShape.view(vault).immutability;
  const from = immutabilityOf(before) ?? defaultImmutability;
  const requests = listOf(after.properties?.resourceGuardOperationRequests);
  const isNamed = requests.some(
    (request) => typeof request !== "string" || request.toLowerCase().includes(`/${kind}/`.toLowerCase()),
  );
  if (from === defaultImmutability || immutabilityOf(after) !== Immutability.Disabled || isNamed) return [];
  return [
    `immutability changes from ${from} to ${Immutability.Disabled}, and the vault has a resource guard. Azure refuses the change unless resourceGuardOperationRequests names <guard id>/${kind}/default, or the guard's unguardedOperations have Microsoft.RecoveryServices/vaults/write#reduceImmutabilityState.`,
  ];
}
