import { backupPolicyType, type ProtectionPolicy } from "../../backupPolicy/payload/fromArm";
import { described } from "../../core/finding";
import {
  type Inventory,
  type InventoryResource,
  ifKnown,
  type Subject,
  unknownError,
} from "../../core/inventory";
import { cite } from "../../core/limits";
import { invalidValue, noFindings, type Rule } from "../../core/rule";
import { sameText, textOf } from "../../core/values";
import { parseVmId } from "../../vm/id";
import { lockStopsCleanUp, restorePointGroupPrefix } from "../facts";
import { itemLinksIn } from "./links";
import type { Subjects } from "./subjects/subjects";

export const lockType = "Microsoft.Authorization/locks";

interface Lock {
  readonly level?: string;
  /** Of a lock on any resource. */
  readonly scope?: string;
  /** Of a lock on a resource group. */
  readonly resourceGroupName?: string;
}

/** A lock on a resource group, and what Azure Backup has in the group. */
export interface GroupLock {
  readonly level: string;
  readonly group: string;
  /** Undefined: nothing that it must be able to delete. */
  readonly holds: "protected virtual machines" | "restore points" | undefined;
}

/** No lock prevents Azure Backup from deleting expired restore points. */
export const lockAllowsCleanUp: Rule<GroupLock> = ({ level, group, holds }) => {
  if (holds === undefined) return noFindings;
  return invalidValue({
    path: "level",
    actual: described(`${level} on resource group ${group}, which holds ${holds}`),
    accepted: "no lock there, because it must be able to delete expired restore points",
    by: "Azure Backup",
    fix: "lock the resources in the group one by one, or keep restore points in a group of their own without a lock",
    ...cite(lockStopsCleanUp),
  });
};

/** The locks on resource groups. */
export function groupLocks(inventory: Inventory): Subjects<GroupLock> {
  const locks = inventory.of<Lock>(lockType);
  if (locks.length === 0) return { subjects: [] };
  const vmGroups = groupsOfProtectedVms(inventory);
  const prefixes = restorePointGroupPrefixes(inventory);
  const subjects: Subject<GroupLock>[] = [];
  let unknown: unknown;
  for (const lock of locks) {
    const read = () => [groupOf(lock.inputs), textOf(lock.inputs?.level)] as const;
    unknown ??= unknownError(read);
    const [group, level] = ifKnown(read) ?? [];
    if (group === undefined || !lockStopsCleanUp.levels.some((one) => sameText(one, level ?? ""))) continue;
    const isOfRestorePoints = prefixes.some((prefix) => group.toLowerCase().startsWith(prefix.toLowerCase()));
    const holds = isOfRestorePoints
      ? "restore points"
      : vmGroups.names.has(group.toLowerCase())
        ? "protected virtual machines"
        : undefined;
    if (holds === undefined) unknown ??= vmGroups.unknown;
    subjects.push({ urn: lock.urn, of: { level: level as string, group, holds } });
  }
  return { subjects, unknown };
}

/** The resource group that a lock is on. Undefined: it is on a single resource or a subscription. */
function groupOf(lock: Lock | undefined): string | undefined {
  if (typeof lock?.resourceGroupName === "string") return lock.resourceGroupName;
  return /\/resourceGroups\/([^/]+)\/?$/i.exec(textOf(lock?.scope))?.[1];
}

function groupsOfProtectedVms(inventory: Inventory) {
  const names = new Set<string>();
  let unknown: unknown;
  for (const { item, vm } of itemLinksIn(inventory)) {
    const fromId = ifKnown(() => parseVmId(item.inputs?.properties?.sourceResourceId)?.resourceGroupName);
    const vmInputs = (vm?.resource as InventoryResource<{ resourceGroupName?: string }> | undefined)?.inputs;
    const group = fromId ?? ifKnown(() => vmInputs?.resourceGroupName);
    if (typeof group === "string") names.add(group.toLowerCase());
    else
      unknown ??= unknownError(() => [
        item.inputs?.properties?.sourceResourceId,
        vmInputs?.resourceGroupName,
      ]);
  }
  return { names, unknown };
}

/** First parts of the names of resource groups with restore points: Azure's own, and those that policies set. */
function restorePointGroupPrefixes(inventory: Inventory): string[] {
  const fromPolicies = inventory
    .of<ProtectionPolicy>(backupPolicyType)
    .map((policy) =>
      textOf(ifKnown(() => policy.inputs?.properties?.instantRPDetails?.azureBackupRGNamePrefix)),
    );
  return [restorePointGroupPrefix.value, ...fromPolicies.filter((prefix) => prefix !== "")];
}
