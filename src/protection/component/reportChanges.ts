import * as pulumi from "@pulumi/pulumi";
import type { Change } from "../../component/beforeChange";
import { sameText } from "../../core/values";
import type { VaultNames } from "../../vault/immutability";
import { vaultInId } from "../arm";
import { OnDestroy, ProtectionState } from "../facts";
import {
  adoptedAgainMessage,
  adoptedMessages,
  adoptedTwiceMessage,
  disksRemovedMessage,
  existsMessage,
  movedKeysMessage,
  notAskedMessage,
  notYetProtectedMessage,
  otherFlagMessage,
  otherVaultsMessage,
  registrationLimitMessage,
  renamedMessage,
  replacedMessage,
  stateMessage,
} from "./changeMessages";
import { type Effect, effectsOf, isExit, placesToAsk, type WantedItem } from "./effects";
import { exitMessage, type MessageContext } from "./exitMessages";
import { immutableVault, suspensionErrors } from "./immutability";
import { askAzure } from "./itemsInAzure";
import { itemsInState, withItemsLeftInState } from "./itemsInState";
import { wantedItems } from "./wantedItems";

/** The component whose change is reported. The hook exists before it. */
export interface Reporter {
  readonly name: string;
  readonly component: () => pulumi.Resource | undefined;
  /** Whether the VM under a key is created anew, as far as the program shows it. */
  readonly isReplaced: (key: string) => Promise<boolean>;
}

/**
 * Runs before the component is created or updated, in preview too. It logs what the change does to the protected items, and returns why
 * the change cannot be made. Undefined: it can.
 */
export async function reportChanges(reporter: Reporter, change: Change): Promise<string | undefined> {
  const { after, urn: parent, secrets } = change;
  const recorded = await itemsInState(change);
  const wanted = wantedItems(after);
  const places = placesToAsk(recorded, wanted).map(({ place }) => place);
  const { byPlace, notAsked } = await askAzure(
    places,
    { vaultName: after.vaultName, resourceGroupName: after.resourceGroupName },
    reporter.component(),
  );
  const { inState, answers } = await withItemsLeftInState(parent, recorded, byPlace);
  const effects = effectsOf(inState, wanted, (place) => answers.get(place));

  const isSecret = ["vms", "vaultName", "resourceGroupName", "protectedItemIds"].some((name) =>
    secrets.has(name),
  );
  const context: MessageContext = { parent, isSecret };
  const deletes = after.onDestroy === OnDestroy.Delete;
  const [vault, component] = [after as unknown as VaultNames, reporter.component()];
  const immutable = await immutableVault(effects, vault, component);
  const warnings = [
    ...effects.filter(isExit).map((exit) => exitMessage(exit, context)),
    ...effects.flatMap(choiceMessages),
    ...effects.flatMap((effect) => adoptionMessages(effect, after, isSecret || secrets.has("policyId"))),
    ...adoptedAgain(effects, false),
    registrationLimitMessage(effects.filter(({ kind }) => kind === "created").length),
    ...immutable.warnings,
    ...(notAsked === undefined
      ? []
      : [notAskedMessage(reporter.name, isSecret ? "Azure did not answer" : notAsked)]),
  ];
  // The engine ends with the first refusal: what was not sent by then would be lost.
  await Promise.all(warnings.map((message) => message && pulumi.log.warn(message)));

  const errors = [
    ...otherVaultErrors(effects, vault, isSecret),
    ...flagErrors(effects, deletes),
    ...adoptedAgain(effects, true),
    ...keyErrors(effects, wanted, context),
    ...existingErrors(effects, deletes, context),
    ...effects.flatMap((effect) => notYetProtectedErrors(effect, isSecret)),
    ...(await suspensionErrors(effects, vault, component, isSecret)),
    ...immutable.errors,
    ...(await replacedErrors(effects, reporter)),
  ];
  return errors.length > 0 ? errors.join("\n") : undefined;
}

/** What changes for VMs that stay in the map, with another state or another selection of disks. */
function choiceMessages(effect: Effect): (string | undefined)[] {
  if (effect.kind !== "updated") return [];
  const { key, before, after } = effect;
  return [
    stateMessage(key, before.protectionState, after.protectionState),
    disksRemovedMessage(key, before.disks, after.disks),
  ];
}

/** How adopted items change. */
function adoptionMessages(effect: Effect, { policyId }: Change["after"], isSecret: boolean): string[] {
  if (effect.kind !== "comesBack" || effect.item === undefined) return [];
  const { key, item, after } = effect;
  return [
    ...adoptedMessages(key, item, { state: after.protectionState, policy: policyId }, isSecret),
    ...(item.managedBy === undefined ? [] : [adoptedTwiceMessage(key, item.managedBy)]),
  ];
}

/** Adopted items that the stack has already, if it is known that Pulumi would delete them, or if it is not. */
function adoptedAgain(effects: readonly Effect[], isKnown: boolean): string[] {
  const keys = effects.flatMap((effect) =>
    effect.kind === "adoptedAgain" && (effect.before.onDestroy !== undefined) === isKnown ? [effect.key] : [],
  );
  return keys.length === 0 ? [] : [adoptedAgainMessage(keys, isKnown)];
}

/** VMs that stay, and whose items would be in another vault. */
function otherVaultErrors(
  effects: readonly Effect[],
  { vaultName, resourceGroupName }: VaultNames,
  isSecret: boolean,
): string[] {
  const to = `${resourceGroupName}/${vaultName}`;
  const left = effects.flatMap((effect) => {
    if (effect.kind !== "stays" && effect.kind !== "updated") return [];
    const found = vaultInId(effect.before.id);
    const from = found && `${found.resourceGroupName}/${found.vaultName}`;
    return from === undefined || sameText(from, to) ? [] : [{ key: effect.key, from }];
  });
  const [first] = left;
  if (first === undefined || typeof vaultName !== "string" || typeof resourceGroupName !== "string")
    return [];
  const keys = left.map(({ key }) => key);
  return [otherVaultsMessage(keys, isSecret ? undefined : { from: first.from, to })];
}

function flagErrors(effects: readonly Effect[], deletes: boolean): string[] {
  const wanted = deletes ? OnDestroy.Delete : OnDestroy.Retain;
  const exits = effects
    .filter(isExit)
    .filter(({ before }) => before.onDestroy !== undefined && before.onDestroy !== wanted);
  return exits.length === 0 ? [] : [otherFlagMessage(exits, wanted)];
}

/** VMs whose item another key of the map has. */
function keyErrors(
  effects: readonly Effect[],
  wanted: readonly WantedItem[],
  context: MessageContext,
): string[] {
  const held = effects.flatMap((effect) =>
    effect.kind === "cannotBeCreated" && effect.holder.by === "key"
      ? [{ key: effect.key, holder: effect.holder.item, isNewKey: effect.before === undefined }]
      : [],
  );
  const keys = new Set(wanted.map(({ key }) => key));
  const isRenamed = ({ holder, isNewKey }: (typeof held)[number]) => isNewKey && !keys.has(holder.key);
  const moved = held.filter((one) => !isRenamed(one));
  return [
    ...held.filter(isRenamed).map(({ key, holder }) => renamedMessage(key, holder.key)),
    ...(moved.length === 0 ? [] : [movedKeysMessage(moved, context)]),
  ];
}

function existingErrors(effects: readonly Effect[], deletes: boolean, context: MessageContext): string[] {
  const existing = effects.flatMap((effect) =>
    effect.kind === "cannotBeCreated" && effect.holder.by === "azure"
      ? [{ key: effect.key, item: effect.holder.item }]
      : [],
  );
  return existing.length === 0 ? [] : [existsMessage(existing, deletes, context)];
}

/** Azure has no item that could be stopped or suspended. */
function notYetProtectedErrors(effect: Effect, isSecret: boolean): string[] {
  if (effect.kind !== "created") return [];
  const { protectionState } = effect.after;
  if (typeof protectionState !== "string" || protectionState === ProtectionState.Protected) return [];
  return [notYetProtectedMessage(effect.key, protectionState, isSecret)];
}

/** VMs that are created anew and whose items would be replaced, because their names are not known. */
async function replacedErrors(effects: readonly Effect[], { isReplaced }: Reporter): Promise<string[]> {
  const keys = effects.flatMap((effect) =>
    effect.kind === "unknown" && effect.before?.place !== undefined ? [effect.key] : [],
  );
  const areReplaced = await Promise.all(keys.map(isReplaced));
  return keys.filter((_, i) => areReplaced[i]).map(replacedMessage);
}
