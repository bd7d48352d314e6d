import { at, described, invalidValueOf } from "../../core/finding";
import { formatFinding } from "../../core/format";
import { cite } from "../../core/limits";
import { pages } from "../../core/pages";
import type { KnownImmutability } from "../../vault/immutability";
import { OnDestroy, ProtectionState, registrationsPerDay, stoppedStates, suspensionRefused } from "../facts";
import type { Exit, ItemInAzure, ItemInState } from "./effects";
import { adoptArgument, listed, type MessageContext } from "./exitMessages";

/** The texts about the effects of a change: what happens, then what to do. */

/** Why items cannot leave the stack in the `pulumi up` that changes onDestroy: the state decides what becomes of them. */
export function otherFlagMessage(exits: readonly Exit[], wanted: OnDestroy): string {
  const keys = listed(exits.map(({ key }) => at("vms", key)));
  const [result, other] =
    wanted === OnDestroy.Delete
      ? ["their backups would stay in Azure", OnDestroy.Retain]
      : ["their backups would be deleted", OnDestroy.Delete];
  return `onDestroy changes from ${other} to ${wanted} while items leave the stack: ${keys}. The state decides what becomes of an item, and it still has ${other}: ${result}. Fix: run \`pulumi up\` with only onDestroy changed first; then make the other changes.`;
}

/** Azure already has items of VMs that are to be created. */
export function existsMessage(
  entries: readonly {
    readonly key: string;
    readonly item: Pick<ItemInAzure, "id"> & Partial<ItemInAzure>;
  }[],
  deletes: boolean,
  context: MessageContext,
): string {
  const keys = entries.map(({ key }) => key);
  const one = entries.length === 1;
  const retain = deletes ? ` and onDestroy: ${JSON.stringify(OnDestroy.Retain)}` : "";
  const then = deletes
    ? `remove adopt and set onDestroy to ${JSON.stringify(OnDestroy.Delete)} again`
    : "remove adopt";
  const softDeleted = entries.filter(({ item }) => item.isSoftDeleted);
  const undelete =
    softDeleted.length === 0
      ? ""
      : one
        ? " The item is soft-deleted; pulumi up undeletes it with its recovery points."
        : ` ${listed(softDeleted.map(({ key }) => at("vms", key)))}: soft-deleted; pulumi up undeletes such items with their recovery points.`;
  const managers = [...new Set(entries.flatMap(({ item }) => item.managedBy ?? []))];
  const managed =
    managers.length === 0
      ? ""
      : ` This stack manages ${one ? "it" : "some of them"} as ${listed(managers)}: if you renamed or moved the component, give it the option aliases instead, so that it keeps its items.`;
  const exists = one
    ? "the vault already has a protected item of this VM, and azure-native does not create an item that exists. If no other stack manages the item, adopt it: write the VM's names as plain texts"
    : "the vault already has protected items of these VMs, and azure-native does not create an item that exists. If no other stack manages the items, adopt them: write the VMs' names as plain texts";
  const crashed = ` If a crash or a lost state is the reason, \`npx azure-vm-backup repair --yes\` imports ${one ? "it" : "them"} too.`;
  return `${listed(keys.map((key) => at("vms", key)))}: ${exists}, and set ${adoptArgument(keys, entries[0]?.item.id, context)}${retain}. Once the ${one ? "item is" : "items are"} in the stack, you may ${then}.${undelete}${managed}${managers.length === 0 ? crashed : ""}`;
}

/** An adopted item is also another resource of this stack. */
export const adoptedTwiceMessage = (key: string, manager: string): string =>
  `${at("vms", key)} is adopted, and this stack also manages the item as ${manager}. If that resource leaves the program and onDestroy in the state is Delete, Azure deletes the backup. If you renamed the component, give it the option aliases instead of adopt.`;

/** Adopted items that the stack has, while its state has onDestroy Delete or may have it. */
export function adoptedAgainMessage(keys: readonly string[], isKnown: boolean): string {
  const names = listed(keys.map((key) => at("vms", key)));
  const flag = isKnown ? "is" : "may be";
  return `adopt.keys has items that the stack has already: ${names}. Pulumi would import each again and delete the old one, and onDestroy in the state ${flag} Delete, so Azure would delete the backup. Fix: remove them from adopt.keys, or run \`pulumi up\` with only onDestroy: "Retain" changed first.`;
}

/** A VM has a new key, without previousKey. */
export const renamedMessage = (key: string, from: string): string =>
  `${at("vms", key)} is the VM that was ${at("vms", from)}, and Azure refuses a second item while the first exists. To rename the key, set previousKey: ${JSON.stringify(from)} on ${at("vms", key)}.`;

/** VMs are under keys of the map that other VMs had, e.g. because the keys are positions in a list. */
export function movedKeysMessage(
  moved: readonly { readonly key: string; readonly holder: ItemInState }[],
  context: MessageContext,
): string {
  const moves = listed(
    moved.map(({ key, holder }) => `the VM of ${at("vms", holder.key)} is now ${at("vms", key)}`),
  );
  const keep = listed(
    moved.map(
      ({ key, holder }) =>
        `${context.isSecret ? `the VM of ${at("vms", key)}` : holder.place} under ${JSON.stringify(holder.key)}`,
    ),
  );
  const isDeleted = moved.some(({ holder }) => holder.onDestroy !== OnDestroy.Retain);
  const adopt = adoptArgument(
    moved.map(({ key }) => key),
    moved[0]?.holder.id,
    context,
  );
  const byAdoption = isDeleted
    ? `To change the keys all the same, first run \`pulumi up\` with only onDestroy: "Retain" changed, then set ${adopt}.`
    : `To change the keys all the same, write the VMs' names as plain texts and set ${adopt}.`;
  return `VMs change their keys: ${moves}. Azure refuses a second item of a VM while the first exists. Fix: keep each VM under its key: ${keep}. Do not number keys, because a removed VM then moves all later ones; use names. ${byAdoption}`;
}

/** A VM whose names are known only from its id is created anew. */
export const replacedMessage = (key: string): string =>
  `${at("vms", key)}: the VM is created anew, and its names are only in its id, which is not known until then. Pulumi would also replace its protected item, and Azure refuses a second item while the first exists. Fix: pass vmName as a plain text, and resourceGroupName, to both the VirtualMachine and ${at("vms", key)}.`;

/** Azure could not be asked whether VMs have items. */
export const notAskedMessage = (component: string, reason: string): string =>
  `ProtectedVms "${component}": Azure did not say of all new VMs whether the vault has a protected item of them already: ${reason}. If it has one, pulumi up fails with "cannot create already existing resource" and prints the adopt setting.`;

/** Preview does not know the names of some VMs. */
export function unknownNamesMessage(component: string, keys: readonly string[]): string {
  return `ProtectedVms "${component}": preview does not know the names of ${listed(keys.map((key) => at("vms", key)))}. If such a VM is replaced, Pulumi also replaces its protected item, and Azure refuses that because the item of the old VM still exists. Pass vmName as a plain text, and resourceGroupName, to both the VirtualMachine and this component, e.g. const web = { resourceGroupName: group.name, vmName: "web" }. Then the VM keeps its item and its recovery points.`;
}

/** A VM that was not protected before is to be stopped or suspended. */
export const notYetProtectedMessage = (key: string, state: string, isSecret = false): string =>
  formatFinding(
    invalidValueOf({
      path: `${at("vms", key)}.protectionState`,
      actual: isSecret ? described("[secret]") : state,
      accepted: `only ${ProtectionState.Protected} for a VM that was not protected before`,
      fix: `leave protectionState out and run pulumi up; then set it${isSecret ? "" : ` to ${state}`}`,
    }),
  );

/** A VM's backup is to be suspended in a vault that is not immutable. */
export const notImmutableMessage = (key: string, isSecret = false): string =>
  formatFinding(
    invalidValueOf({
      path: `${at("vms", key)}.protectionState`,
      actual: isSecret ? described("[secret]") : ProtectionState.BackupsSuspended,
      requires: "a vault with immutability Unlocked or Locked",
      fix: `set the vault's immutability first, or set ${at("vms", key)}.protectionState to ${ProtectionState.ProtectionStopped}`,
      ...cite(suspensionRefused),
    }),
  );

/** VMs leave an immutable vault while onDestroy in the state is Delete. */
export function immutableVaultMessage(
  keys: readonly string[],
  { shown, mayBeTimeBased }: KnownImmutability,
): string {
  const refusal = mayBeTimeBased
    ? "Azure does not delete backups from it, unless its immutability is time-based, which azure-native's API version does not show. If Azure refuses:"
    : "Azure does not delete backups from it. Fix:";
  const orDays = mayBeTimeBased
    ? ""
    : " If its immutability is time-based, set its immutabilityDays instead: Azure then decides.";
  return `${listed(keys.map((key) => at("vms", key)))}: onDestroy in the state is Delete, and the vault is immutable${shown}: ${refusal} run \`pulumi up\` with only onDestroy: "Retain" changed first, then make the other changes; the recovery points then expire by the policy.${orDays} (${pages.immutableVault.source}, ${pages.immutableVault.asOf})`;
}

/** VMs that stay get another vault. `vaults`: undefined if their names are secret. */
export function otherVaultsMessage(
  keys: readonly string[],
  vaults: { readonly from: string; readonly to: string } | undefined,
): string {
  const { from, to } = vaults ?? { from: "the vault before", to: "the vault now" };
  return `${listed(keys.map((key) => at("vms", key)))}: the vault changes from ${from} to ${to}. Azure protects a VM in only one vault, and recovery points cannot move. Fix: leave vaultName and resourceGroupName as they were, and use another ProtectedVms for new VMs in the other vault. To give up the recovery points instead, set onDestroy: "Delete" and run pulumi up; remove the VMs from the map and run pulumi up; then change the vault and add the VMs again.`;
}

/** The state that an entry sets. Undefined: it is unknown or secret. */
const stateOf = (recorded: unknown): string | undefined => {
  const state = recorded ?? ProtectionState.Protected;
  return typeof state === "string" ? state : undefined;
};

/** The state of a VM's protection changes. Undefined: it does not, as far as it is known. */
export function stateMessage(key: string, before: unknown, after: unknown): string | undefined {
  const [from, to] = [stateOf(before), stateOf(after)];
  if (from === undefined || to === undefined || from === to) return undefined;
  const vm = at("vms", key);
  if (to === ProtectionState.ProtectionStopped)
    return `${vm}: its backup stops, and its recovery points stay. After this pulumi up, you may remove the VM from the map.`;
  if (to === ProtectionState.BackupsSuspended)
    return `${vm}: its backup stops, and its recovery points expire by the policy. After this pulumi up, you may remove the VM from the map.`;
  return `${vm}: its backup runs again at the policy's next time.`;
}

/** A selection of disks is removed from the arguments. Undefined: none is. */
export function disksRemovedMessage(key: string, before: unknown, after: unknown): string | undefined {
  if ((before ?? undefined) === undefined || (after ?? undefined) !== undefined) return undefined;
  return `${at("vms", key)}.disks is removed: nothing is sent to Azure, which may keep the previous selection. To back up all disks again, write disks: { exclude: [] }.`;
}

/** How the adoption of an item changes it. */
export function adoptedMessages(
  key: string,
  item: { readonly state: string; readonly policy: string; readonly isSoftDeleted: boolean },
  wanted: { readonly state: unknown; readonly policy: unknown },
  isSecret = false,
): string[] {
  const vm = at("vms", key);
  const { Protected } = ProtectionState;
  const resumes =
    stoppedStates.includes(item.state) && !item.isSoftDeleted && (wanted.state ?? Protected) === Protected;
  const changesPolicy =
    item.policy !== "" &&
    typeof wanted.policy === "string" &&
    item.policy.toLowerCase() !== wanted.policy.toLowerCase();
  return [
    ...(item.isSoftDeleted
      ? [
          `${vm} is adopted and soft-deleted: pulumi up undeletes it with its recovery points, through Azure's SDK and DefaultAzureCredential. Then it sets the program's state and policy.`,
        ]
      : []),
    ...(resumes
      ? [
          `${vm} is adopted: its backup is ${item.state} now, and pulumi up starts it again. To leave it as it is, set protectionState: "${item.state}".`,
        ]
      : []),
    ...(changesPolicy
      ? [
          isSecret
            ? `${vm} is adopted: its policy changes to the one of the program.`
            : `${vm} is adopted: its policy changes from ${item.policy} to ${wanted.policy}.`,
        ]
      : []),
  ];
}

/** More VMs are new than Azure registers in a day. Undefined: they are not. */
export const registrationLimitMessage = (newVms: number): string | undefined =>
  newVms <= registrationsPerDay.value
    ? undefined
    : `${newVms} virtual machines are new, and Azure registers at most ${registrationsPerDay.value} ${registrationsPerDay.unit} with a vault. The others fail; run pulumi up again on the next day. (${registrationsPerDay.source})`;
