import type { LeavingItem } from "./leavingItems";

/** What `repair --format json` prints. */
export interface RepairReport {
  /** Of this format. It changes only if a field is removed or changes its meaning. */
  readonly version: 1;
  /** Resources whose replacement was interrupted. With `--yes` they were removed from the stack, and are imported like all others. */
  readonly interrupted: readonly StackEntry[];
  /** The resources that the program declares and the stack did not have. */
  readonly missing: readonly MissingResource[];
  /** Protected items that the next `pulumi up` removes from the stack. */
  readonly leaving: readonly LeavingItem[];
  /** Deleted vaults that had the id of a vault in the stack or in the program, and can still be brought back. Absent: there is no vault. */
  readonly deletedVaults?: readonly DeletedVaultOfStack[];
  /** Why there may be other deleted vaults, a sentence each. Absent: there is no vault. */
  readonly deletedVaultsNotRead?: readonly string[];
  /** Number of imported resources whose inputs in the stack are the program's again. */
  readonly restoredInputs: number;
  /** Whether secrets that an import read as plain text were encrypted in the stack. */
  readonly encryptedSecrets: boolean;
  /** Path of the file with the state of before. Only if inputs were restored. */
  readonly stateBefore?: string;
}

/** A deleted vault that had the id of a vault in the stack or in the program. */
export interface DeletedVaultOfStack {
  /** Its id among the deleted vaults, which `adopt --undelete` accepts. */
  readonly id: string;
  readonly vaultId: string;
  /** Until when it can be brought back, as ISO 8601. Absent: Azure does not say it. */
  readonly recoverableUntil?: string;
  /** Whether Azure has a new vault of this id. The deleted one cannot be brought back beside it. */
  readonly hasNewVault: boolean;
}

/** What is known of the deleted vaults behind the vaults of a stack. */
export interface DeletedVaultsOfStack {
  readonly found: readonly DeletedVaultOfStack[];
  /** What could not be read, in sentences. */
  readonly notRead: readonly string[];
}

/** A vault of the stack or of the program. */
export interface VaultPlace {
  readonly id: string;
  /** Empty: not known. */
  readonly location: string;
}

/** A resource in the stack. */
export interface StackEntry {
  readonly name: string;
  readonly id?: string;
}

export interface MissingResource {
  readonly name: string;
  /** Pulumi's type token. */
  readonly type: string;
  /** The id in Azure. */
  readonly id: string;
  /** Whether it was imported. False without `--yes`, or if Azure has nothing of this id. */
  readonly isImported: boolean;
}
