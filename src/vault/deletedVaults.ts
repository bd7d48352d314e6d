import { isResourceId, nameIn, resourceGroupIn, subscriptionIn } from "../core/resourceId";
import { textOf } from "../core/values";

/*
 * Azure lists each deleted vault, also those that are purged already: one without items is purged at the moment of its deletion, one with
 * soft-deleted items when they are. Recorded in the tests of azure-cli (test_vault_soft_delete_misc_operations, 2025-10 and 2026-07):
 * https://github.com/Azure/azure-cli. A new vault may have the name of a deleted one, and several deleted vaults may have one name:
 * https://learn.microsoft.com/azure/backup/secure-by-default, 2025-11-10.
 */

/** A deleted vault that can still be brought back. */
export interface DeletedVault {
  /** Its id among the deleted vaults, by which it is brought back. */
  readonly id: string;
  /** The id that it had as a vault, and has again afterwards. */
  readonly vaultId: string;
  readonly vaultName: string;
  readonly resourceGroup: string;
  /** In lower case. */
  readonly subscriptionId: string;
  readonly location: string;
  /** As ISO 8601. Absent: Azure does not say it. */
  readonly deletedAt?: string;
  /** Until when it can be brought back, as ISO 8601. Absent: Azure does not say it. */
  readonly recoverableUntil?: string;
}

/**
 * A deleted vault in an entry of Azure's list.
 *
 * @param region The region whose list it is.
 * @throws Error if the entry does not say which vault it was.
 */
export function deletedVaultOf(entry: unknown, region: string): DeletedVault {
  const { id, location, properties } = (entry ?? {}) as Partial<Record<string, unknown>>;
  const { vaultId, vaultDeletionTime, purgeAt } = (properties ?? {}) as Partial<Record<string, unknown>>;
  const vault = textOf(vaultId);
  if (!isResourceId(textOf(id)) || !isResourceId(vault))
    throw new Error("Azure lists a deleted vault without its id or the id that it had.");
  const deletedAt = timeOf(vaultDeletionTime);
  const recoverableUntil = timeOf(purgeAt);
  return {
    ...{ id: textOf(id), vaultId: vault, vaultName: nameIn(vault), resourceGroup: resourceGroupIn(vault) },
    ...{ subscriptionId: subscriptionIn(vault), location: textOf(location) || region },
    ...(deletedAt !== undefined && { deletedAt }),
    ...(recoverableUntil !== undefined && { recoverableUntil }),
  };
}

/** Whether a deleted vault can still be brought back. One of which Azure does not say it may be. */
export const isRecoverable = ({ recoverableUntil }: DeletedVault, now: Date): boolean =>
  recoverableUntil === undefined || Date.parse(recoverableUntil) > now.getTime();

/** A time with milliseconds: Azure writes seven digits after the second. */
function timeOf(value: unknown): string | undefined {
  const time = new Date(textOf(value));
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
