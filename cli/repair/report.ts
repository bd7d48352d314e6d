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
  /** Number of imported resources whose inputs in the stack are the program's again. */
  readonly restoredInputs: number;
  /** Whether secrets that an import read as plain text were encrypted in the stack. */
  readonly encryptedSecrets: boolean;
  /** Path of the file with the state of before. Only if inputs were restored. */
  readonly stateBefore?: string;
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
  /** Whether it was imported. False without `--yes`, or if Azure does not have it. */
  readonly isImported: boolean;
}
