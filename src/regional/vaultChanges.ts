import type { Change } from "../component/beforeChange";
import { at } from "../core/finding";
import { isPlace } from "../protection/component/mapChanges";
import { recordPlace } from "../protection/component/recordedVms";
import { type Placed, vaultKeyOf } from "./placement";

type RecordedVaults = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The map as the component's inputs keep it: the places of the VMs of each vault. Each vault's ProtectedVms keeps what else is to be told. */
export function recordVaults(vms: Readonly<Record<string, Placed>>): RecordedVaults {
  const kept: Record<string, Record<string, unknown>> = {};
  for (const [key, vm] of Object.entries(vms)) {
    const vault = vaultKeyOf(vm);
    kept[vault] ??= {};
    kept[vault][key] = recordPlace(vm);
  }
  return kept;
}

/** Refuses to protect in another vault what is protected: Azure would, and recovery points cannot move. */
export function refuseOtherVault({ before, after, outputs }: Change): string | undefined {
  const items = (outputs.protectedItemIds ?? {}) as Readonly<Record<string, unknown>>;
  const was = readVaults(before.vms);
  const reasons = [...readVaults(after.vms)].flatMap(([key, vm]) => {
    const old = was.get(key);
    // A VM whose protection failed, for its wrong region perhaps, has no item that could be lost.
    if (old === undefined || typeof items[key] !== "string") return [];
    const isSame = isPlace(old.place) && old.place === vm.place;
    return isSame && old.vault !== vm.vault ? [sayOtherVault(key, old.vault, vm.vault)] : [];
  });
  return reasons.join("\n") || undefined;
}

const readVaults = (kept: unknown) =>
  new Map(
    Object.entries((kept ?? {}) as RecordedVaults).flatMap(([vault, vms]) =>
      Object.entries(vms ?? {}).map(([key, place]) => [key, { vault, place }] as const),
    ),
  );

/** Why a VM cannot go to another vault, and the way to go. */
const sayOtherVault = (key: string, from: string, to: string): string =>
  `${at("vms", key)}: its backup is in the vault of ${from}. Azure protects a VM in one vault, and recovery points cannot move to that of ${to}. Leave location and vault as they were. To give the recovery points up instead: take the VM out of the map with onDestroy: "Delete", run pulumi up, then add it again.`;
