import { at } from "../../core/finding";
import { ProtectionState } from "../facts";
import type { Exit } from "./effects";

/** Where a message is shown. */
export interface MessageContext {
  /** URN of the component. */
  readonly parent: string;
  /** Whether places and ids are secret: no text then shows a part of them. */
  readonly isSecret?: boolean;
}

/** The argument that takes existing items into the stack. RegionalBackup knows its vaults, so its argument has only the subscription. */
export function adoptArgument(
  keys: readonly string[],
  itemId: string | undefined,
  { parent, isSecret = false }: MessageContext,
): string {
  const [, vaultId = "<id of the vault>", subscriptionId = "<id of the subscription>"] = isSecret
    ? []
    : (/^(\/subscriptions\/([^/]+)\/.+?)\/backupFabrics\//i.exec(itemId ?? "") ?? []);
  const scope = parent.includes(":RegionalBackup$")
    ? `subscriptionId: ${JSON.stringify(subscriptionId)}`
    : `vaultId: ${JSON.stringify(vaultId)}`;
  return `adopt: { ${scope}, keys: ${JSON.stringify(keys).replaceAll('","', '", "')} }`;
}

const recoverable = "You can recover them during the vault's soft delete time.";

/** An item leaves the stack: its VM is no longer in the map, or its key has another VM. */
export function exitMessage(exit: Exit, context: MessageContext): string {
  return exit.movedTo === undefined
    ? removedMessage(exit, context)
    : relocatedMessage(exit, exit.movedTo, context);
}

/** What becomes of an item whose deletion flag is known, in words that need no map of VMs: the whole component may leave. */
export const leavingMessage = ({ kind, before }: Exit): string =>
  kind === "softDeleted"
    ? `${deleted} If the vault is deleted too, first bring it back: \`npx azure-vm-backup adopt --undelete <vault>\`.`
    : `${sentence(inAzure(before.protectionState))}, and ${unmanaged}.`;

const deleted = `Azure stops the backup and deletes its recovery points. ${recoverable}`;

const unmanaged = "Pulumi no longer manages the backup";

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function removedMessage({ key, kind, before }: Exit, context: MessageContext): string {
  const removed = `${at("vms", key)} is removed from the map`;
  if (kind === "softDeleted") return `${removed}, and onDestroy is Delete: ${deleted}`;
  if (kind === "forgottenOrSoftDeleted")
    return `${removed}, and the last pulumi up did not finish, so onDestroy in the state is not known. If it is Delete, Azure stops the backup and deletes its recovery points; if it is Retain, the item stays in Azure as it is. To be sure, put ${at("vms", key)} back, run pulumi up until it succeeds, then remove it.`;
  const takeBack =
    before.id === undefined
      ? ""
      : ` To manage it again later, add the VM to the map with its names as plain texts, and set ${adoptArgument([key], before.id, context)}.`;
  return `${removed}: ${inAzure(before.protectionState)}, and ${unmanaged}.${takeBack}`;
}

/** What stays in Azure of an item that Pulumi forgets. */
function inAzure(state: unknown): string {
  if (state === ProtectionState.ProtectionStopped)
    return "its backup stays stopped in Azure, with its recovery points";
  if (state === ProtectionState.BackupsSuspended)
    return "its backup stays suspended in Azure, and its recovery points expire by the policy";
  return (state ?? ProtectionState.Protected) === ProtectionState.Protected
    ? "the VM stays protected in Azure, with its recovery points"
    : "its item stays in Azure as it is, with its recovery points";
}

function relocatedMessage(
  { key, kind, before }: Exit,
  { place, isNew }: NonNullable<Exit["movedTo"]>,
  { isSecret = false }: MessageContext,
): string {
  const [from, to] = isSecret ? ["the VM before", "the VM now"] : [before.place, place];
  const oldItems = {
    softDeleted: `The item of ${from} is deleted with its recovery points, which you can recover during the vault's soft delete time.`,
    forgotten: `The item of ${from} stays in Azure with its recovery points, and Pulumi no longer manages it.`,
    forgottenOrSoftDeleted: `The last pulumi up did not finish, so onDestroy in the state is not known: the item of ${from} stays in Azure if it is Retain, and is deleted with its recovery points if it is Delete.`,
  };
  const item = isNew ? ", and gets a protected item of its own" : "";
  const start = isNew
    ? ` ${to} starts without recovery points; its first backup runs at the policy's next time.`
    : "";
  return `${at("vms", key)}: for Azure, ${to} is a different VM than ${from}${item}. ${oldItems[kind]}${start}`;
}

/** At most five names, and how many more there are. */
export const listed = (names: readonly string[]): string =>
  [...names.slice(0, 5), ...(names.length > 5 ? [`${names.length - 5} more`] : [])].join(", ");
