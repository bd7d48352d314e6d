import type { Change } from "../component/oneWayDoor";
import { at } from "../core/finding";
import { placeKey } from "../protection/arm";
import { type KeptVm, placeOf } from "../protection/moves";
import { type Placed, vaultKeyOf } from "./placement";

type Vms = Readonly<Record<string, KeptVm & Placed>>;

/** Refuses to protect in another vault what is protected: Azure would, and recovery points cannot move. */
export function refuseOtherVault({ before, after, outputs }: Change): string | undefined {
  const items = (outputs.protectedItemIds ?? {}) as Readonly<Record<string, unknown>>;
  const was = (before.vms ?? {}) as Vms;
  const reasons = Object.entries((after.vms ?? {}) as Vms).flatMap(([key, vm]) => {
    const old = was[key];
    // A VM whose protection failed, for its wrong region perhaps, has no item that could be lost.
    if (old === undefined || typeof items[key] !== "string") return [];
    const [from, to] = [vaultKeyOf(old), vaultKeyOf(vm)];
    const [there, here] = [placeOf(old), placeOf(vm)];
    const isSame = there !== undefined && here !== undefined && placeKey(there) === placeKey(here);
    return isSame && from !== to ? [sayOtherVault(key, from, to)] : [];
  });
  return reasons.join("\n") || undefined;
}

/** Why a VM cannot go to another vault, and the way to go. */
const sayOtherVault = (key: string, from: string, to: string): string =>
  `${at("vms", key)}: its backup is in the vault of ${from}. Azure protects a VM in one vault, and recovery points cannot move to that of ${to}. Leave location and vault as they were. To give the recovery points up instead: take the VM out of the map with onDestroy: "Delete", run pulumi up, then add it again.`;
