import { at, invalidValueOf } from "../../core/finding";
import { formatFinding } from "../../core/format";
import { OnDestroy, ProtectionState, registrationsPerDay, stoppedStates } from "../facts";

/** The texts that reportChanges logs or returns: what happens, then what to do. */

/** The argument that takes an existing item into the stack. RegionalBackup knows its vaults, so its argument has only the subscription. */
function adoptArgument(key: string, itemId: string, parent: string): string {
  const [, vaultId = itemId, subscriptionId = ""] =
    /^(\/subscriptions\/([^/]+)\/.+?)\/backupFabrics\//i.exec(itemId) ?? [];
  const scope = parent.includes(":RegionalBackup$")
    ? `subscriptionId: ${JSON.stringify(subscriptionId)}`
    : `vaultId: ${JSON.stringify(vaultId)}`;
  return `adopt: { ${scope}, keys: [${JSON.stringify(key)}] }`;
}

/** A VM is no longer in the map. `id` is that of its item; undefined: not known. */
export function removedMessage(
  key: string,
  { id, parent, deletes }: { id?: string; parent: string; deletes: boolean },
): string {
  const removed = `${at("vms", key)} is removed from the map`;
  if (deletes)
    return `${removed}, and onDestroy is Delete: Azure stops the backup and deletes its recovery points. You can recover them during the vault's soft delete time.`;
  const takeBack =
    id === undefined
      ? ""
      : ` To manage it again later, add the VM to the map with its names as plain texts, and set ${adoptArgument(key, id, parent)}.`;
  return `${removed}: the VM stays protected in Azure, with its recovery points, and Pulumi no longer manages the backup.${takeBack}`;
}

/** The VM under a key has another resource group or name. */
export function relocatedMessage(key: string, from: string, to: string, deletes: boolean): string {
  const oldItem = deletes
    ? `The item of ${from} is deleted with its recovery points, which you can recover during the vault's soft delete time.`
    : `The item of ${from} stays in Azure with its recovery points, and Pulumi no longer manages it.`;
  return `${at("vms", key)}: for Azure, ${to} is a different VM than ${from}, and gets a protected item of its own. ${oldItem} ${to} starts without recovery points; its first backup runs at the policy's next time.`;
}

/** The vault already has an item of a VM that is new in the map. */
export function existsMessage(
  key: string,
  item: { id: string; parent: string; isSoftDeleted: boolean; deletes: boolean },
): string {
  const retain = item.deletes ? ` and onDestroy: ${JSON.stringify(OnDestroy.Retain)}` : "";
  const then = item.deletes
    ? `remove adopt and set onDestroy to ${JSON.stringify(OnDestroy.Delete)} again`
    : "remove adopt";
  const undelete = item.isSoftDeleted
    ? " The item is soft-deleted; pulumi up undeletes it with its recovery points."
    : "";
  return `${at("vms", key)}: the vault already has a protected item of this VM, and azure-native does not create an item that exists. If no other stack manages the item, adopt it: write the VM's names as plain texts, and set ${adoptArgument(key, item.id, item.parent)}${retain}. Once the item is in the stack, you may ${then}.${undelete}`;
}

/** A VM has a new key, without previousKey. */
export const renamedMessage = (key: string, from: string): string =>
  `${at("vms", key)} is the VM that was ${at("vms", from)}, and Azure refuses a second item while the first exists. To rename the key, set previousKey: ${JSON.stringify(from)} on ${at("vms", key)}.`;

/** Preview does not know the names of some VMs. */
export function unknownNamesMessage(component: string, keys: readonly string[]): string {
  const shown = [
    ...keys.slice(0, 5).map((key) => at("vms", key)),
    ...(keys.length > 5 ? [`${keys.length - 5} more`] : []),
  ];
  return `ProtectedVms "${component}": preview does not know the names of ${shown.join(", ")}. If such a VM is replaced, Pulumi also replaces its protected item, and Azure refuses that because the item of the old VM still exists. Pass vmName as a plain text, and resourceGroupName, to both the VirtualMachine and this component, e.g. const web = { resourceGroupName: group.name, vmName: "web" }. Then the VM keeps its item and its recovery points.`;
}

/** A VM that was not protected before is to be stopped or suspended. */
export const notYetProtectedMessage = (key: string, state: string): string =>
  formatFinding(
    invalidValueOf({
      path: `${at("vms", key)}.protectionState`,
      actual: state,
      accepted: `only ${ProtectionState.Protected} for a VM that was not protected before`,
      fix: `leave protectionState out and run pulumi up; then set it to ${state}`,
    }),
  );

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
      ? [`${vm} is adopted: its policy changes from ${item.policy} to ${wanted.policy}.`]
      : []),
  ];
}

/** More VMs are new than Azure registers in a day. Undefined: they are not. */
export const registrationLimitMessage = (newVms: number): string | undefined =>
  newVms <= registrationsPerDay.value
    ? undefined
    : `${newVms} virtual machines are new, and Azure registers at most ${registrationsPerDay.value} ${registrationsPerDay.unit} with a vault. The others fail; run pulumi up again on the next day. (${registrationsPerDay.source})`;
