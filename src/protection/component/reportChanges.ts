import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import type { Change } from "../../component/beforeChange";
import { isDeferred, resolveDeferred } from "../../component/deferred";
import { fabricName, protectionNames, type VmPlace } from "../arm";
import { ProtectionState } from "../facts";
import {
  adoptedMessages,
  disksRemovedMessage,
  existsMessage,
  notYetProtectedMessage,
  registrationLimitMessage,
  relocatedMessage,
  removedMessage,
  renamedMessage,
  stateMessage,
  unknownNamesMessage,
} from "./changeMessages";
import { type AddedVm, changesOf, type RecordedVms, readRecordedVms } from "./mapChanges";

/**
 * Runs before the component is created or updated, in preview too. It logs how the change of the map affects the protected items,
 * and returns why the change cannot be made. Undefined: it can.
 */
export async function reportChanges(deletes: boolean, change: Change): Promise<string | undefined> {
  const { urn: parent, before, after, outputs } = change;
  const oldVms = readRecordedVms(before.vms);
  const newVms = readRecordedVms(after.vms);
  const { removed, relocated, renamed, added } = changesOf(oldVms, newVms);
  const ids = (outputs.protectedItemIds ?? {}) as Record<string, unknown>;
  const registrations = Object.keys(newVms).length - Object.keys(oldVms).length;
  warnOf([
    ...removed.map((key) => {
      const id = ids[key];
      return removedMessage(key, { parent, deletes, ...(typeof id === "string" && { id }) });
    }),
    ...relocated.map(({ key, from, to }) => relocatedMessage(key, from, to, deletes)),
    ...choiceMessages(oldVms, newVms),
    registrationLimitMessage(registrations),
  ]);

  const readItem = itemReader(after);
  const adoptedKeys = keysOf(after.adopt);
  const adopted = added.filter(({ key }) => adoptedKeys.includes(key));
  const created = added.filter(({ key }) => !adoptedKeys.includes(key));
  warnOf(await adoptionMessages(adopted, newVms, after.policyId, readItem));

  // A new component reads no items: a stack of a thousand VMs would wait for a thousand answers.
  const existing = before.vms === undefined ? [] : await existingItems(created, readItem);
  // With Delete, an active item may be one whose deletion failed: it is still in the stack, and its VM may return to the map.
  const isTolerated = ({ item }: Existing) => deletes && !item.isSoftDeleted;
  const messageOf = ({ key, item }: Existing) => existsMessage(key, { ...item, parent, deletes });
  warnOf(existing.filter(isTolerated).map(messageOf));

  const errors = [
    ...renamed.map(({ key, from }) => renamedMessage(key, from)),
    ...(await notYetProtectedMessages(created, newVms, readItem)),
    ...existing.filter((one) => !isTolerated(one)).map(messageOf),
  ];
  return errors.length > 0 ? errors.join("\n") : undefined;
}

function warnOf(messages: readonly (string | undefined)[]): void {
  for (const message of messages) if (message !== undefined) pulumi.log.warn(message);
}

const keysOf = (adopt: unknown): readonly unknown[] => {
  const keys = (adopt as { keys?: unknown } | undefined)?.keys;
  return Array.isArray(keys) ? keys : [];
};

/** What changes for VMs that stay in the map, with another state or another selection of disks. */
const choiceMessages = (oldVms: RecordedVms, newVms: RecordedVms): (string | undefined)[] =>
  Object.entries(newVms).flatMap(([key, vm]) => {
    const old = oldVms[key];
    if (old === undefined) return [];
    return [
      stateMessage(key, old.protectionState, vm.protectionState),
      disksRemovedMessage(key, old.disks, vm.disks),
    ];
  });

/** How adopted items change. */
async function adoptionMessages(
  adopted: readonly AddedVm[],
  vms: RecordedVms,
  policy: unknown,
  readItem: ReadItem,
): Promise<string[]> {
  const existing = await existingItems(adopted, readItem);
  return existing.flatMap(({ key, item }) =>
    adoptedMessages(key, item, { state: vms[key]?.protectionState, policy }),
  );
}

/** Why some new VMs cannot be stopped or suspended: Azure has no item of theirs. */
async function notYetProtectedMessages(
  created: readonly AddedVm[],
  vms: RecordedVms,
  readItem: ReadItem,
): Promise<string[]> {
  const messages = created.map(async ({ key, place }) => {
    const state = vms[key]?.protectionState;
    if (typeof state !== "string" || state === ProtectionState.Protected) return [];
    return (await readItem(place)) === undefined ? [notYetProtectedMessage(key, state)] : [];
  });
  return (await Promise.all(messages)).flat();
}

/** A protected item in Azure. */
interface Item {
  readonly id: string;
  readonly isSoftDeleted: boolean;
  /** Azure's protectionState and policy id; empty: Azure returns none. */
  readonly state: string;
  readonly policy: string;
}

interface Existing {
  readonly key: string;
  readonly item: Item;
}

/** Those of the VMs that have an item in the vault. */
async function existingItems(vms: readonly AddedVm[], readItem: ReadItem): Promise<Existing[]> {
  const found = vms.map(async ({ key, place }) => ({ key, item: await readItem(place) }));
  return (await Promise.all(found)).filter((one): one is Existing => one.item !== undefined);
}

/** Reads a VM's item. Undefined: it does not exist, the vault's names are not known, or Azure does not answer. */
type ReadItem = (place: VmPlace) => Promise<Item | undefined>;

function itemReader({ vaultName, resourceGroupName }: Change["after"]): ReadItem {
  return async (place) => {
    if (typeof vaultName !== "string" || typeof resourceGroupName !== "string") return undefined;
    const args = { vaultName, resourceGroupName, fabricName, ...protectionNames(place) };
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
  };
}

/** Warns once for a component, in a preview that does not know the names of some VMs. */
export async function reportUnknownNames(
  component: string,
  namesByKey: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (!pulumi.runtime.isDryRun()) return;
  const isUnknown = async (names: unknown) => pulumi.containsUnknowns((await resolveDeferred(names)).value);
  const deferred = Object.keys(namesByKey).filter((key) => isDeferred(namesByKey[key]));
  const areUnknown = await Promise.all(deferred.map((key) => isUnknown(namesByKey[key])));
  const unknown = deferred.filter((_, i) => areUnknown[i]);
  if (unknown.length > 0) pulumi.log.warn(unknownNamesMessage(component, unknown));
}
