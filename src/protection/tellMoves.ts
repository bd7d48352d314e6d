import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { isLate, settle } from "../component/late";
import type { Change } from "../component/oneWayDoor";
import { fabricName, protectionNames } from "./arm";
import {
  type KeptVm,
  type Moves,
  movesOf,
  sayExists,
  sayLeft,
  sayMoved,
  sayRenamed,
  sayUnknown,
} from "./moves";

/** Says in preview what a change of the map means for the items in Azure, and refuses to protect what is protected. */
export async function tellMoves(name: string, deletes: boolean, change: Change): Promise<string | undefined> {
  const { urn: parent, before, after, outputs } = change;
  const { left, moved, renamed, added } = movesOf(
    (before.vms ?? {}) as Record<string, KeptVm>,
    (after.vms ?? {}) as Record<string, KeptVm>,
  );
  const ids = (outputs.protectedItemIds ?? {}) as Record<string, unknown>;
  for (const key of left) {
    const id = typeof ids[key] === "string" ? ids[key] : undefined;
    pulumi.log.warn(
      sayLeft(key, { name: `${name}-${key}`, parent, deletes, ...(id !== undefined && { id }) }),
    );
  }
  for (const { key, from, to } of moved) pulumi.log.warn(sayMoved(key, from, to, deletes));
  const reasons = renamed.map(({ key, from }) => sayRenamed(key, from));
  return [...reasons, ...(await takenOf(added, after, name, parent))].join("\n") || undefined;
}

/** Why some of the new VMs cannot be protected: the vault has their items. */
async function takenOf(
  added: Moves["added"],
  after: Change["after"],
  name: string,
  parent: string,
): Promise<string[]> {
  const { vaultName, resourceGroupName } = after;
  if (typeof vaultName !== "string" || typeof resourceGroupName !== "string") return [];
  const taken = added.map(async ({ key, place }) => {
    const item = await existing({ vaultName, resourceGroupName, fabricName, ...protectionNames(place) });
    return item && sayExists(key, { name: `${name}-${key}`, parent, ...item });
  });
  return (await Promise.all(taken)).filter((reason) => reason !== undefined);
}

/** An item that Azure has; undefined where it has none, or where nothing answers. */
async function existing(args: recoveryservices.GetProtectedItemArgs) {
  try {
    const { id, properties } = await recoveryservices.getProtectedItem(args);
    const { isScheduledForDeferredDelete } = properties as { isScheduledForDeferredDelete?: boolean };
    return { id, isSoftDeleted: isScheduledForDeferredDelete === true };
  } catch {
    return undefined;
  }
}

/** Says once for a component, in a preview that does not know some names, what that may lead to. */
export async function tellUnknownNames(
  name: string,
  namesFrom: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (!pulumi.runtime.isDryRun()) return;
  const isUnknown = async (late: unknown) => pulumi.containsUnknowns((await settle(late)).value);
  const late = Object.keys(namesFrom).filter((key) => isLate(namesFrom[key]));
  const are = await Promise.all(late.map((key) => isUnknown(namesFrom[key])));
  const unknown = late.filter((_, i) => are[i]);
  if (unknown.length > 0) pulumi.log.warn(sayUnknown(name, unknown));
}
