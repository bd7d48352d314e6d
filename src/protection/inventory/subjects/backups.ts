import { frequencyOf } from "../../../backupPolicy/arm";
import { DayOfWeek } from "../../../backupPolicy/facts";
import { type ProtectionPolicy, policyFromArm } from "../../../backupPolicy/payload/fromArm";
import { type Inventory, type InventoryResource, ifKnown, type Subject } from "../../../core/inventory";
import { viewsOf } from "../../../core/lazy";
import { listedName, listOf, sameText, textOf } from "../../../core/values";
import type { ProtectedItem } from "../../arm";
import { firstBackupPending, stoppedStates } from "../../facts";
import { type BackupRecord, hoursOfDay } from "../health";
import { type ItemLinks, itemLinksIn } from "../links";

/** The backups of each VM whose protection is on. */
export function backupRecords(inventory: Inventory): Subject<BackupRecord>[] {
  const intervals = new Map<object, number | undefined>();
  // Once for each policy: a policy has many VMs.
  const intervalOf = (policy: ProtectionPolicy | undefined) => {
    if (policy === undefined) return undefined;
    if (!intervals.has(policy)) intervals.set(policy, longestIntervalHours(policy));
    return intervals.get(policy);
  };
  const readAt = inventory.coverage.asOf;
  return itemLinksIn(inventory)
    .filter(({ item }) => isOn(item))
    .map((link) => ({ urn: link.item.urn, of: recordOf({ link, intervalOf, readAt }) }));
}

/** Whether backups should run. A program does not show a state that Azure answers, such as `Protected`. */
const isOn = (item: InventoryResource<ProtectedItem>): boolean => stateOf(item) !== "" && !isStopped(item);

/** Whether no backup runs any more: protection is stopped or suspended, or the item is soft-deleted. */
export const isStopped = (item: InventoryResource<ProtectedItem>): boolean =>
  isSoftDeleted(item) || listedName(stoppedStates, stateOf(item)) !== undefined;

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

/** An item with what its record needs besides. */
interface RecordedItem {
  readonly link: ItemLinks;
  readonly intervalOf: (policy: ProtectionPolicy | undefined) => number | undefined;
  readonly readAt: string | undefined;
}

const stateIn = ({ link }: RecordedItem) => link.item.inputs?.properties;

/** What an item's row says of its backups. Each field is read only when a rule reads it, because it may not have been read. */
const recordOf = viewsOf<RecordedItem, BackupRecord>({
  vmName: ({ link: { vm, item } }) => vm?.name ?? item.name,
  // What a program sends has none of what Azure adds: there is nothing to judge.
  isFirstPending: (source) => {
    const state = stateIn(source);
    return sameText(state?.protectionState, firstBackupPending) || state?.lastBackupStatus === undefined;
  },
  lastBackupStatus: (source) => stateIn(source)?.lastBackupStatus,
  lastBackupTime: (source) => stateIn(source)?.lastBackupTime,
  lastRecoveryPoint: (source) => stateIn(source)?.lastRecoveryPoint,
  healthStatus: (source) => stateIn(source)?.healthStatus,
  healthDetails: (source) => stateIn(source)?.healthDetails,
  longestIntervalHours: ({ link, intervalOf }) => intervalOf(link.policy?.resource?.inputs),
  readAt: ({ readAt }) => readAt,
});

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
