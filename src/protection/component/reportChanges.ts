import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import type { Change } from "../../component/beforeChange";
import { isDeferred, resolveDeferred } from "../../component/deferred";
import { fabricName, protectionNames } from "../arm";
import { ProtectionState } from "../facts";
import {
  adoptedMessages,
  changesOf,
  disksRemovedMessage,
  existsMessage,
  leftMessage,
  type MapChanges,
  manyNewVmsMessage,
  movedMessage,
  type RecordedVms,
  readRecordedVms,
  renamedMessage,
  stateMessage,
  stoppedFirstMessage,
  unknownNamesMessage,
} from "./changeMessages";

/** Says in preview what a change of the map means for the items in Azure, and refuses to protect what is protected. */
export async function reportChanges(deletes: boolean, change: Change): Promise<string | undefined> {
  const { urn: parent, before, after, outputs } = change;
  const [was, is] = [readRecordedVms(before.vms), readRecordedVms(after.vms)];
  const { left, moved, renamed, added } = changesOf(was, is);
  const ids = (outputs.protectedItemIds ?? {}) as Record<string, unknown>;
  for (const key of left) {
    const id = typeof ids[key] === "string" ? ids[key] : undefined;
    pulumi.log.warn(leftMessage(key, { parent, deletes, ...(id !== undefined && { id }) }));
  }
  for (const { key, from, to } of moved) pulumi.log.warn(movedMessage(key, from, to, deletes));
  for (const text of choiceMessages(was, is)) pulumi.log.warn(text);
  const many = manyNewVmsMessage(Object.keys(is).length - Object.keys(was).length);
  if (many !== undefined) pulumi.log.warn(many);
  const adopted = (after.adopt as { keys?: unknown } | undefined)?.keys;
  const isAdopted = (key: string) => Array.isArray(adopted) && adopted.includes(key);
  await reportAdopted(
    added.filter(({ key }) => isAdopted(key)),
    is,
    after,
  );
  const fresh = added.filter(({ key }) => !isAdopted(key));
  // A new component asks of none: a stack of a thousand machines would wait for a thousand answers.
  const taken = before.vms === undefined ? [] : await takenOf(fresh, after, parent, deletes);
  const stopped = await stoppedFirst(fresh, is, after);
  const reasons = renamed.map(({ key, from }) => renamedMessage(key, from));
  // An item whose deletion failed is in the stack still, and its VM may come back: what is there and active is no reason then.
  const inStack = deletes ? taken.filter(({ isSoftDeleted }) => !isSoftDeleted) : [];
  for (const { text } of inStack) pulumi.log.warn(text);
  const refused = taken.filter((item) => !inStack.includes(item)).map(({ text }) => text);
  return [...reasons, ...stopped, ...refused].join("\n") || undefined;
}

/** Why some of the new VMs cannot be stopped: Azure has no item of theirs that could be. One that is there is to be imported. */
async function stoppedFirst(
  fresh: MapChanges["added"],
  is: RecordedVms,
  after: Change["after"],
): Promise<string[]> {
  const { vaultName, resourceGroupName } = after;
  const reasons = fresh.map(async ({ key, place }) => {
    const state = is[key]?.protectionState;
    if (typeof state !== "string" || state === ProtectionState.Protected) return [];
    const isKnown = typeof vaultName === "string" && typeof resourceGroupName === "string";
    const item =
      isKnown && (await existing({ vaultName, resourceGroupName, fabricName, ...protectionNames(place) }));
    return item ? [] : [stoppedFirstMessage(key, state)];
  });
  return (await Promise.all(reasons)).flat();
}

/** What becomes of VMs that stay in the map with another state or another choice of disks. */
function choiceMessages(before: RecordedVms, after: RecordedVms): string[] {
  return Object.entries(after).flatMap(([key, vm]) => {
    const was = before[key];
    if (was === undefined) return [];
    const told = [
      stateMessage(key, was.protectionState, vm.protectionState),
      disksRemovedMessage(key, was.disks, vm.disks),
    ];
    return told.filter((text) => text !== undefined);
  });
}

/** Says what adopting items changes of them. */
async function reportAdopted(
  added: MapChanges["added"],
  is: RecordedVms,
  after: Change["after"],
): Promise<void> {
  const { vaultName, resourceGroupName, policyId } = after;
  if (typeof vaultName !== "string" || typeof resourceGroupName !== "string") return;
  for (const { key, place } of added) {
    const item = await existing({ vaultName, resourceGroupName, fabricName, ...protectionNames(place) });
    if (item === undefined) continue;
    const wanted = { state: is[key]?.protectionState, policy: policyId };
    for (const text of adoptedMessages(key, item, wanted)) pulumi.log.warn(text);
  }
}

/** Why some of the new VMs cannot be protected: the vault has their items. */
async function takenOf(
  added: MapChanges["added"],
  after: Change["after"],
  parent: string,
  deletes: boolean,
): Promise<{ text: string; isSoftDeleted: boolean }[]> {
  const { vaultName, resourceGroupName } = after;
  if (typeof vaultName !== "string" || typeof resourceGroupName !== "string") return [];
  const taken = added.map(async ({ key, place }) => {
    const item = await existing({ vaultName, resourceGroupName, fabricName, ...protectionNames(place) });
    if (item === undefined) return undefined;
    const text = existsMessage(key, { ...item, parent, deletes });
    return { text, isSoftDeleted: item.isSoftDeleted };
  });
  return (await Promise.all(taken)).filter((reason) => reason !== undefined);
}

/** An item that Azure has; undefined where it has none, or where nothing answers. */
async function existing(args: recoveryservices.GetProtectedItemArgs) {
  try {
    const { id, properties } = await recoveryservices.getProtectedItem(args);
    const { isScheduledForDeferredDelete, protectionState, policyId } = properties as {
      isScheduledForDeferredDelete?: boolean;
      protectionState?: string;
      policyId?: string;
    };
    const isSoftDeleted = isScheduledForDeferredDelete === true;
    return { id, isSoftDeleted, state: protectionState ?? "", policy: policyId ?? "" };
  } catch {
    return undefined;
  }
}

/** Says once for a component, in a preview that does not know some names, what that may lead to. */
export async function reportUnknownNames(
  name: string,
  namesFrom: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (!pulumi.runtime.isDryRun()) return;
  const isUnknown = async (late: unknown) => pulumi.containsUnknowns((await resolveDeferred(late)).value);
  const late = Object.keys(namesFrom).filter((key) => isDeferred(namesFrom[key]));
  const are = await Promise.all(late.map((key) => isUnknown(namesFrom[key])));
  const unknown = late.filter((_, i) => are[i]);
  if (unknown.length > 0) pulumi.log.warn(unknownNamesMessage(name, unknown));
}
