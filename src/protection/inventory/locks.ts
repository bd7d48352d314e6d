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

export const lockType = "Microsoft.Authorization/locks";

interface Lock {
  readonly level?: string;
  /** Of a lock on any resource. */
  readonly scope?: string;
  /** Of a lock on a resource group. */
  readonly resourceGroupName?: string;
}

/** A lock on a resource group, and what Azure Backup has there. */
export interface GroupLock {
  readonly level: string;
  readonly group: string;
  readonly holds: "protected virtual machines" | "restore points" | "nothing of Azure Backup";
}

/** A lock keeps Azure Backup from deleting the restore points that have expired. */
export const lockSparesRestorePoints: Rule<GroupLock> = ({ level, group, holds }) => {
  if (holds === "nothing of Azure Backup") return noFindings;
  return invalidValue({
    path: "level",
    actual: described(`${level} on resource group ${group}, which holds ${holds}`),
    accepted: "no lock there: Azure Backup could not delete the restore points that have expired",
    fix: "lock the resources in the group one by one, or keep restore points in a group of their own without a lock",
    ...cite(lockStopsCleanUp),
  });
};

/** The stack's locks on resource groups. */
export function groupLocks(inventory: Inventory): { subjects: Subject<GroupLock>[]; unknown?: unknown } {
  const locks = inventory.of<Lock>(lockType);
  if (locks.length === 0) return { subjects: [] };
  const machines = protectedGroups(inventory);
  const prefixes = prefixesOf(inventory);
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
      : machines.names.has(group.toLowerCase())
        ? "protected virtual machines"
        : "nothing of Azure Backup";
    if (holds === "nothing of Azure Backup") unknown ??= machines.unknown;
    subjects.push({ urn: lock.urn, of: { level: level as string, group, holds } });
  }
  return { subjects, unknown };
}

/** The group that a lock is on; undefined for a lock on a single resource or a subscription. */
function groupOf(lock: Lock | undefined): string | undefined {
  if (typeof lock?.resourceGroupName === "string") return lock.resourceGroupName;
  return /\/resourceGroups\/([^/]+)\/?$/i.exec(textOf(lock?.scope))?.[1];
}

function protectedGroups(inventory: Inventory) {
  const names = new Set<string>();
  let unknown: unknown;
  for (const { item, vm } of itemLinksIn(inventory)) {
    const ofItem = ifKnown(() => parseVmId(item.inputs?.properties?.sourceResourceId)?.resourceGroupName);
    const ofVm = (vm?.resource as InventoryResource<{ resourceGroupName?: string }> | undefined)?.inputs;
    const group = ofItem ?? ifKnown(() => ofVm?.resourceGroupName);
    if (typeof group === "string") names.add(group.toLowerCase());
    else unknown ??= unknownError(() => [item.inputs?.properties?.sourceResourceId, ofVm?.resourceGroupName]);
  }
  return { names, unknown };
}

/** How the names of the groups begin that hold restore points: Azure's own, and those that the stack's policies name. */
function prefixesOf(inventory: Inventory): string[] {
  const named = inventory
    .of<ProtectionPolicy>(backupPolicyType)
    .map((policy) =>
      textOf(ifKnown(() => policy.inputs?.properties?.instantRPDetails?.azureBackupRGNamePrefix)),
    );
  return [restorePointGroupPrefix.value, ...named.filter((prefix) => prefix !== "")];
}
