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
