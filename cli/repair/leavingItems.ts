import type { PreviewSteps } from "./importFile";

/** A protected item that the stack has and the program no longer declares. */
export interface LeavingItem {
  readonly name: string;
  /** The id in Azure. */
  readonly id: string;
  /** Whether the next `pulumi up` deletes it. False: the item stays in Azure, and only the stack forgets it. */
  readonly isDeleted: boolean;
}

/**
 * The protected items that the next `pulumi up` removes from the stack. No code of a component runs that the program no longer has, so only
 * Pulumi's preview shows them. What becomes of an item in Azure depends on the state, which has the `onDestroy` of the last `pulumi up`.
 */
export function leavingItems({ steps = [] }: PreviewSteps): LeavingItem[] {
  return steps.flatMap(({ op, urn, oldState }) => {
    if (op !== "delete" || !/azure-native:recoveryservices:ProtectedItem::[^:]+$/.test(urn)) return [];
    const name = urn.split("::").at(-1) ?? urn;
    return [{ name, id: oldState?.id ?? "", isDeleted: oldState?.retainOnDelete !== true }];
  });
}

/** What becomes of an item in Azure. */
export const effectOf = ({ isDeleted }: LeavingItem): string =>
  isDeleted
    ? "Azure stops the backup and deletes its recovery points. You can recover them during the vault's soft delete time."
    : "It stays in Azure as it is, with its recovery points, and Pulumi no longer manages it.";
