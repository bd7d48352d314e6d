import { frequencyOf } from "../../../backupPolicy/arm";
import { DayOfWeek } from "../../../backupPolicy/facts";
import { type ProtectionPolicy, policyFromArm } from "../../../backupPolicy/payload/fromArm";
import { type Inventory, type InventoryResource, ifKnown, type Subject } from "../../../core/inventory";
import { listOf, nameIn, sameText, textOf } from "../../../core/values";
import type { ProtectedItem } from "../../arm";
import { firstBackupPending, stoppedStates } from "../../facts";
import { type BackupRecord, hoursOfDay } from "../health";
import { itemLinksIn } from "../links";

/** The backups of each VM whose protection is on. */
export function backupRecords(inventory: Inventory): Subject<BackupRecord>[] {
  const intervals = new Map<object, number | undefined>();
  // Once for each policy: a policy has many VMs.
  const intervalOf = (policy: ProtectionPolicy | undefined) => {
    if (policy === undefined) return undefined;
    if (!intervals.has(policy)) intervals.set(policy, longestIntervalHours(policy));
    return intervals.get(policy);
  };
  return itemLinksIn(inventory)
    .filter(({ item }) => isOn(item))
    .map(({ item, vm, policy }) => ({
      urn: item.urn,
      of: recordOf(
        item,
        vm?.name ?? item.name,
        () => intervalOf(policy?.resource?.inputs),
        inventory.coverage.asOf,
      ),
    }));
}

/** Whether backups should run. A program does not show a state that Azure answers, such as `Protected`. */
const isOn = (item: InventoryResource<ProtectedItem>): boolean => stateOf(item) !== "" && !isStopped(item);

/** Whether no backup runs any more: protection is stopped or suspended, or the item is soft-deleted. */
export const isStopped = (item: InventoryResource<ProtectedItem>): boolean =>
  isSoftDeleted(item) || nameIn(stoppedStates, stateOf(item)) !== undefined;

export const isSoftDeleted = (item: InventoryResource<ProtectedItem>): boolean =>
  readFirst(item, (values) => values?.properties?.isScheduledForDeferredDelete === true) ?? false;

/** Azure's state of an item. Empty: it is not known. */
export const stateOf = (item: InventoryResource<ProtectedItem>): string =>
  readFirst(item, (values) => textOf(values?.properties?.protectionState)) ?? "";

/** The first value that is set, in the outputs or else in the inputs. A row has the same inputs and outputs. */
function readFirst<V>(
  { inputs, outputs }: InventoryResource<ProtectedItem>,
  read: (values: ProtectedItem | undefined) => V,
): V | undefined {
  const value = ifKnown(() => read(outputs));
  return value || inputs === outputs ? value : ifKnown(() => read(inputs));
}

/** What an item's row says of its backups. Each field is read only when a rule reads it, because it may not have been read. */
function recordOf(
  { inputs }: InventoryResource<ProtectedItem>,
  vmName: string,
  intervalHours: () => number | undefined,
  readAt: string | undefined,
): BackupRecord {
  return {
    vmName,
    // What a program sends has none of what Azure adds: there is nothing to judge.
    get isFirstPending() {
      const state = inputs?.properties;
      return sameText(state?.protectionState, firstBackupPending) || state?.lastBackupStatus === undefined;
    },
    get lastBackupStatus() {
      return inputs?.properties?.lastBackupStatus;
    },
    get lastBackupTime() {
      return inputs?.properties?.lastBackupTime;
    },
    get lastRecoveryPoint() {
      return inputs?.properties?.lastRecoveryPoint;
    },
    get healthStatus() {
      return inputs?.properties?.healthStatus;
    },
    get healthDetails() {
      return inputs?.properties?.healthDetails;
    },
    get longestIntervalHours() {
      return intervalHours();
    },
    readAt,
  } as BackupRecord;
}

const weekdays: readonly string[] = Object.values(DayOfWeek);

/** The longest time between two backups of a policy. Undefined: its schedule is not known. */
export function longestIntervalHours(payload: ProtectionPolicy): number | undefined {
  const policy = ifKnown(() => policyFromArm(payload));
  const frequency = policy && ifKnown(() => frequencyOf(policy));
  if (policy === undefined || frequency === undefined) return undefined;
  if (frequency !== "weekly") return hoursOfDay;
  const days = listOf(ifKnown(() => policy.schedule.weekly?.days))
    .map((day) => weekdays.indexOf(day))
    .filter((day) => day >= 0)
    .sort((a, b) => a - b);
  const [first] = days;
  if (first === undefined) return undefined;
  const gaps = days.map((day, i) => (days[i + 1] ?? first + weekdays.length) - day);
  return Math.max(...gaps) * hoursOfDay;
}
