import { adoptedItemId } from "./adoption";
import type { WantedItem } from "./effects";
import { parsePlaceKey, readRecordedVms } from "./vmPlaces";

/** The items that a program declares, from the inputs of its ProtectedVms as they are recorded. */
export function wantedItems({ vms, adopt }: Readonly<Record<string, unknown>>): WantedItem[] {
  const { keys: adoptedKeys, vaultId } = (adopt ?? {}) as { keys?: unknown; vaultId?: unknown };
  const isAdopted = (key: string) => Array.isArray(adoptedKeys) && adoptedKeys.includes(key);
  return Object.entries(readRecordedVms(vms)).map(([key, { previousKey, ...vm }]) => ({
    ...vm,
    key,
    isAdopted: isAdopted(key),
    ...(typeof vaultId === "string" &&
      vm.place !== undefined && { adoptedId: adoptedItemId(vaultId, parsePlaceKey(vm.place)) }),
    ...(typeof previousKey === "string" && { previousKey }),
  }));
}
