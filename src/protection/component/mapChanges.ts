import { parseVmId } from "../../vm/id";
import type { VmPlace } from "../arm";

/** A VM of the map, as the component's inputs in the state record it. See recordVms. */
export interface RecordedVm {
  /** `resourceGroup/name` of the VM, see placeKey. Undefined: not known. */
  readonly place?: string;
  readonly previousKey?: unknown;
  readonly protectionState?: unknown;
  readonly disks?: unknown;
}

export type RecordedVms = Readonly<Record<string, RecordedVm>>;

/** The recorded map. An entry without any choices is recorded as only its place. */
export const readRecordedVms = (recorded: unknown): RecordedVms =>
  Object.fromEntries(Object.entries(recorded ?? {}).map(([key, vm]) => [key, readRecordedVm(vm)]));

function readRecordedVm(recorded: unknown): RecordedVm {
  const vm = typeof recorded === "string" ? { place: recorded } : (recorded ?? {});
  const { place, ...choices } = vm as RecordedVm;
  return { ...choices, ...(isPlace(place) && { place }) };
}

/** Whether a recorded place is known: Pulumi records an unknown or secret value as something else. */
export const isPlace = (place: unknown): place is string => typeof place === "string" && place.includes("/");

/** The parts of a recorded place. No name in Azure has a slash. */
export function parsePlaceKey(place: string): VmPlace {
  const [resourceGroupName = "", vmName = ""] = place.split("/");
  return { resourceGroupName, vmName };
}

/** How a map of VMs changes. */
export interface MapChanges {
  /** Keys whose VM is no longer in the map. */
  readonly removed: readonly string[];
  /** Keys whose VM has another resource group or name than before. For Azure this is another VM. */
  readonly relocated: readonly { readonly key: string; readonly from: string; readonly to: string }[];
  /** New keys without previousKey whose VM had another key before, which is gone. */
  readonly renamed: readonly { readonly key: string; readonly from: string }[];
  /** All other new keys. */
  readonly added: readonly AddedVm[];
}

export interface AddedVm {
  readonly key: string;
  readonly place: VmPlace;
}

/** How the map changes, as far as the places of its VMs are known. */
export function changesOf(before: RecordedVms, after: RecordedVms): MapChanges {
  const keyBefore = (key: string): string => {
    const previousKey = after[key]?.previousKey;
    return !Object.hasOwn(before, key) && typeof previousKey === "string" ? previousKey : key;
  };
  const keys = Object.keys(after);
  const relocated = keys.flatMap((key) => {
    const [from, to] = [before[keyBefore(key)]?.place, after[key]?.place];
    return from === undefined || to === undefined || from === to ? [] : [{ key, from, to }];
  });

  const keysThatStay = new Set(keys.map(keyBefore));
  const goneKeys = Object.keys(before).filter((key) => !keysThatStay.has(key));
  const goneKeyByPlace = new Map(goneKeys.map((key) => [before[key]?.place, key]));
  const newVms = keys.flatMap((key) => {
    const place = Object.hasOwn(before, keyBefore(key)) ? undefined : after[key]?.place;
    if (place === undefined) return [];
    return [{ key, place: parsePlaceKey(place), from: goneKeyByPlace.get(place) }];
  });
  const renamed = newVms.flatMap(({ key, from }) => (from === undefined ? [] : [{ key, from }]));
  const removed = goneKeys.filter((key) => !renamed.some(({ from }) => from === key));
  const added = newVms.flatMap(({ key, place, from }) => (from === undefined ? [{ key, place }] : []));
  return { removed, relocated, renamed, added };
}

/** The arguments that give a VM's place. A deferred value is not a text. */
export interface VmNames {
  readonly vmId?: unknown;
  readonly vmName?: unknown;
  readonly resourceGroupName?: unknown;
}

/** The place of a VM, from its names or else from its id. Undefined: neither is known. */
export function placeOf(vm: VmNames | undefined): VmPlace | undefined {
  const { vmName, resourceGroupName } = vm ?? {};
  if (typeof vmName === "string" && typeof resourceGroupName === "string")
    return { vmName, resourceGroupName };
  return typeof vmName === "string" ? undefined : parseVmId(vm?.vmId);
}
