import type { Change } from "../component/beforeChange";
import { at } from "../core/finding";
import { recordPlace } from "../protection/component/recordedVms";
import { isPlace } from "../protection/component/vmPlaces";
import { type VmPlacement, vaultKeyOf } from "./placement";

type RecordedVaults = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The VMs as the component's inputs record them: the places of each vault's VMs. Each vault's ProtectedVms records the rest. */
export function recordVaults(vms: Readonly<Record<string, VmPlacement>>): RecordedVaults {
  const recorded: Record<string, Record<string, unknown>> = {};
  for (const [key, vm] of Object.entries(vms)) {
    const vault = vaultKeyOf(vm);
    recorded[vault] ??= {};
    recorded[vault][key] = recordPlace(vm);
  }
  return recorded;
}

/** Refuses to protect a VM in another vault while an item protects it. Azure would refuse, and recovery points cannot move. */
export function refuseOtherVault({ before, after, outputs }: Change): string | undefined {
  const itemIds = (outputs.protectedItemIds ?? {}) as Readonly<Record<string, unknown>>;
  const oldVms = readRecordedVaults(before.vms);
  const reasons = [...readRecordedVaults(after.vms)].flatMap(([key, vm]) => {
    const old = oldVms.get(key);
    // A VM whose protection failed, e.g. because of a wrong region, has no item that could be lost.
    if (old === undefined || typeof itemIds[key] !== "string") return [];
    const isSameVm = isPlace(old.place) && old.place === vm.place;
    return isSameVm && old.vault !== vm.vault ? [otherVaultMessage(key, old.vault, vm.vault)] : [];
  });
  return reasons.join("\n") || undefined;
}

const readRecordedVaults = (recorded: unknown) =>
  new Map(
    Object.entries((recorded ?? {}) as RecordedVaults).flatMap(([vault, vms]) =>
      Object.entries(vms ?? {}).map(([key, place]) => [key, { vault, place }] as const),
    ),
  );

const otherVaultMessage = (key: string, from: string, to: string): string =>
  `${at("vms", key)}: its backup is in the vault of ${from}. Azure protects a VM in only one vault, and recovery points cannot move to the vault of ${to}. Fix: leave location and vault as they were. To give up the recovery points instead, remove the VM from the map with onDestroy: "Delete", run pulumi up, then add the VM again.`;
