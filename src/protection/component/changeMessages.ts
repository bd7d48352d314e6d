import { at } from "../../core/finding";
import { parseVmId } from "../../vm/id";
import type { VmPlace } from "../arm";
import { OnDestroy, ProtectionState, registrationsPerDay, stoppedStates } from "../facts";

/** A VM of the map, as the component's inputs keep it. */
export interface RecordedVm {
  /** Its place as one text, see placeKey; undefined where it is not known. */
  readonly place?: string;
  readonly previousKey?: unknown;
  readonly protectionState?: unknown;
  readonly disks?: unknown;
}

export type RecordedVms = Readonly<Record<string, RecordedVm>>;

/** The map as it was kept: an entry that chooses nothing is its place alone. */
export const readRecordedVms = (kept: unknown): RecordedVms =>
  Object.fromEntries(Object.entries(kept ?? {}).map(([key, vm]) => [key, readOne(vm)]));

function readOne(kept: unknown): RecordedVm {
  const { place, ...choices } = (typeof kept === "string" ? { place: kept } : (kept ?? {})) as RecordedVm;
  return { ...choices, ...(isPlace(place) && { place }) };
}

/** Whether a kept place is known. */
export const isPlace = (place: unknown): place is string => typeof place === "string" && place.includes("/");

/** A kept place, taken apart: no name of Azure's has a slash. */
export function placeOfRecorded(place: string): VmPlace {
  const [resourceGroupName = "", vmName = ""] = place.split("/");
  return { resourceGroupName, vmName };
}

/** What a change of the map means for the items in Azure. */
export interface MapChanges {
  /** Keys whose VM leaves the map. */
  readonly left: readonly string[];
  /** Keys whose VM becomes another one for Azure. */
  readonly moved: readonly { readonly key: string; readonly from: string; readonly to: string }[];
  /** Keys that are new and whose VM stood under another key, which is gone. */
  readonly renamed: readonly { readonly key: string; readonly from: string }[];
  /** Other keys that are new, with their VM's place. */
  readonly added: readonly { readonly key: string; readonly place: VmPlace }[];
}

/** How a map of VMs changes, as far as the places of its VMs are known. */
export function changesOf(before: RecordedVms, after: RecordedVms): MapChanges {
  const was = (key: string): string => {
    const previous = after[key]?.previousKey;
    return !Object.hasOwn(before, key) && typeof previous === "string" ? previous : key;
  };
  const keys = Object.keys(after);
  const kept = new Set(keys.map(was));
  const moved = keys.flatMap((key) => {
    const [from, to] = [before[was(key)]?.place, after[key]?.place];
    return from === undefined || to === undefined || from === to ? [] : [{ key, from, to }];
  });
  const gone = Object.keys(before).filter((key) => !kept.has(key));
  const goneFrom = new Map(gone.map((key) => [before[key]?.place, key]));
  const fresh = keys.flatMap((key) => {
    const place = Object.hasOwn(before, was(key)) ? undefined : after[key]?.place;
    return place === undefined ? [] : [{ key, place: placeOfRecorded(place), from: goneFrom.get(place) }];
  });
  const renamed = fresh.flatMap(({ key, from }) => (from === undefined ? [] : [{ key, from }]));
  const left = gone.filter((key) => !renamed.some(({ from }) => from === key));
  return { left, moved, renamed, added: fresh.filter(({ from }) => from === undefined) };
}

/** What tells where a VM is; what is not known yet is no text. */
export interface VmNames {
  readonly vmId?: unknown;
  readonly vmName?: unknown;
  readonly resourceGroupName?: unknown;
}

/** The place of a VM, by its names or by its id; undefined where neither is known. */
export function placeOf(vm: VmNames | undefined): VmPlace | undefined {
  const { vmName, resourceGroupName } = vm ?? {};
  if (typeof vmName === "string" && typeof resourceGroupName === "string")
    return { vmName, resourceGroupName };
  return typeof vmName === "string" ? undefined : parseVmId(vm?.vmId);
}

/** The argument that takes an item of Azure into the stack. RegionalBackup's has the subscription, since it knows the vaults. */
function adoptArgument(key: string, id: string, parent: string): string {
  const [, vaultId = id, subscriptionId = ""] =
    /^(\/subscriptions\/([^/]+)\/.+?)\/backupFabrics\//i.exec(id) ?? [];
  const where = parent.includes(":RegionalBackup$")
    ? `subscriptionId: ${JSON.stringify(subscriptionId)}`
    : `vaultId: ${JSON.stringify(vaultId)}`;
  return `adopt: { ${where}, keys: [${JSON.stringify(key)}] }, with the VM's names as plain texts`;
}

/** What becomes of the backup of a VM that leaves the map. */
export function leftMessage(
  key: string,
  { id, parent, deletes }: { id?: string; parent: string; deletes: boolean },
): string {
  const where = at("vms", key);
  if (deletes)
    return `${where} leaves, and onDestroy is Delete: its backup stops and its recovery points are deleted. Azure keeps them recoverable for the vault's soft delete time.`;
  const back =
    id === undefined
      ? ""
      : ` To take it back later put it into the map again and give ${adoptArgument(key, id, parent)}.`;
  return `${where} leaves: the VM stays protected in Azure, with its recovery points, and Pulumi forgets it.${back}`;
}

/** What becomes of the backup of a VM that goes to another resource group or takes another name. */
export function movedMessage(key: string, from: string, to: string, deletes: boolean): string {
  const old = deletes
    ? "is deleted with its recovery points, recoverable for the vault's soft delete time"
    : "stays in Azure with its recovery points, and Pulumi forgets it";
  return `${at("vms", key)}: for Azure ${to} is another virtual machine than ${from}, and so another protected item. That of ${from} ${old}; ${to} starts without recovery points, and its first backup runs at the policy's next time.`;
}

/** Why a VM cannot be protected anew, and the way to go. */
export function existsMessage(
  key: string,
  item: { id: string; parent: string; isSoftDeleted: boolean; deletes: boolean },
): string {
  const kept = item.deletes ? ` and onDestroy: ${JSON.stringify(OnDestroy.Retain)}` : "";
  const then = item.isSoftDeleted ? " It is soft-deleted, and comes back with its recovery points." : "";
  return `${at("vms", key)}: the vault has a protected item of this VM already, and azure-native creates nothing that exists. Unless another stack manages it, take it into this one: ${adoptArgument(key, item.id, item.parent)}${kept}. Once it is in the stack, ${item.deletes ? "both" : "adopt"} may go.${then}`;
}

/** Why a VM cannot change its key just so, and the way to go. */
export const renamedMessage = (key: string, from: string): string =>
  `${at("vms", key)}: the VM is that of ${at("vms", from)}, and Azure takes no second item while it has the first. To rename the key, give it previousKey: ${JSON.stringify(from)}.`;

/** What an unknown name may lead to, and how to make it known. */
export function unknownNamesMessage(component: string, keys: readonly string[]): string {
  const shown = [
    ...keys.slice(0, 5).map((key) => at("vms", key)),
    ...(keys.length > 5 ? [`${keys.length - 5} more`] : []),
  ];
  return `ProtectedVms "${component}": preview does not know the names of ${shown.join(", ")}. When such a VM is replaced, Pulumi replaces its protected item too, which Azure refuses: the item of the old VM is still there. Give vmName as a plain text and resourceGroupName, the same to the VirtualMachine and here, e.g. const web = { resourceGroupName: group.name, vmName: "web" }; then the VM keeps its item and its recovery points.`;
}

/** Why a VM cannot be stopped from the start, and the way to go. */
export const stoppedFirstMessage = (key: string, state: string): string =>
  `${at("vms", key)}.protectionState: got ${state}; allowed: Protected for a VM that was not protected before, since Azure takes the other states in a second step only. Fix: leave protectionState out, run pulumi up, then set it to ${state}.`;

/** The state that an entry asks for; undefined where it is not known, or secret. */
const stateAsked = (state: unknown): string | undefined => {
  const asked = state ?? ProtectionState.Protected;
  return typeof asked === "string" ? asked : undefined;
};

/** What becomes of a backup whose state changes; undefined where it stays, as far as that is known. */
export function stateMessage(key: string, from: unknown, to: unknown): string | undefined {
  const [was, is] = [stateAsked(from), stateAsked(to)];
  if (was === undefined || is === undefined || was === is) return undefined;
  const where = at("vms", key);
  if (is === ProtectionState.ProtectionStopped)
    return `${where}: its backup stops, and its recovery points stay. Once this is done the VM may leave the map.`;
  if (is === ProtectionState.BackupsSuspended)
    return `${where}: its backup stops, and its recovery points expire by the policy. Once this is done the VM may leave the map.`;
  return `${where}: its backup runs again, at the policy's next time.`;
}

/** What a choice of disks that is taken away does not do; undefined where none is. */
export function disksRemovedMessage(key: string, from: unknown, to: unknown): string | undefined {
  if ((from ?? undefined) === undefined || (to ?? undefined) !== undefined) return undefined;
  return `${at("vms", key)}.disks is gone: nothing is sent of it, and Azure may keep the choice it has. To back up all disks again write disks: { exclude: [] }.`;
}

/** What adopting an item changes of it. */
export function adoptedMessages(
  key: string,
  item: { readonly state: string; readonly policy: string; readonly isSoftDeleted: boolean },
  wanted: { readonly state: unknown; readonly policy: unknown },
): string[] {
  const where = at("vms", key);
  const { Protected } = ProtectionState;
  const resumes =
    stoppedStates.includes(item.state) && !item.isSoftDeleted && (wanted.state ?? Protected) === Protected;
  const changesPolicy =
    item.policy !== "" &&
    typeof wanted.policy === "string" &&
    item.policy.toLowerCase() !== wanted.policy.toLowerCase();
  return [
    ...(item.isSoftDeleted
      ? [
          `${where} is adopted and soft-deleted: pulumi up undeletes it, with its recovery points, through Azure's SDK and DefaultAzureCredential, and then writes the program's state and policy.`,
        ]
      : []),
    ...(resumes
      ? [
          `${where} is adopted and its backup, which is ${item.state}, runs again. To leave it so, give protectionState: "${item.state}".`,
        ]
      : []),
    ...(changesPolicy
      ? [`${where} is adopted and goes from policy ${item.policy} to ${wanted.policy}.`]
      : []),
  ];
}

/** What a run may not finish in a day. */
export const manyNewVmsMessage = (count: number): string | undefined =>
  count <= registrationsPerDay.value
    ? undefined
    : `${count} virtual machines are new: Azure registers ${registrationsPerDay.value} ${registrationsPerDay.unit} with a vault. Those beyond it fail; run pulumi up again on the next day. (${registrationsPerDay.source})`;
