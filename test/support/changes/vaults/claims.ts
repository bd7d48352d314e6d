/** What the messages of a preview claim. */
import type { Outcome } from "../sequence";
import type { ItemState } from "./azure";
import type { Expected } from "./kind";

export const messagesOf = ({ diagnostics }: Pick<Outcome, "diagnostics">, severity: string): string[] =>
  diagnostics.flatMap((one) => (one.severity === severity ? [one.message] : []));

const keysIn = (text: string): string[] =>
  [...text.matchAll(/vms(?:\["([^"]+)"\]|\.(\w+))/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

/** The VMs whose backups are or may be deleted, as some message says. By the keys that they have had. */
export function vmsAnnouncedIn(
  messages: readonly string[],
  keys: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const lines = messages.flatMap((message) => message.split("\n")).filter((line) => /delete/i.test(line));
  return lines.flatMap(keysIn).flatMap((key) => [...(keys.get(key) ?? [])]);
}

/** What messages claim about the items of VMs that leave, by VM, and about the vaults of regions without VMs: whether they stay. */
export function claimsIn(messages: readonly string[], before: Expected["items"]) {
  const items: Record<string, ItemState> = {};
  const vaults: Record<string, boolean> = {};
  const claim = (key: string | undefined, state: ItemState) => {
    const vm = before[key ?? ""]?.vm;
    if (vm !== undefined) items[vm] = state;
  };
  for (const message of messages) {
    const [key] = keysIn(message);
    if (/ is removed from the map, and onDestroy is Delete/.test(message)) claim(key, "soft");
    if (/ is removed from the map: /.test(message)) claim(key, "active");
    const [, moved, becomes] = /The item of bank\/(\w) (is deleted|stays in Azure with)/.exec(message) ?? [];
    if (moved !== undefined) items[moved] = becomes === "is deleted" ? "soft" : "active";
    const [, vault, removed = ""] = /^No VM is left in ([\w-]+) \(removed: ([^)]+)\)/.exec(message) ?? [];
    if (vault === undefined) continue;
    for (const one of keysIn(removed))
      claim(one, /the VMs stay protected in Azure/.test(message) ? "active" : "soft");
    if (/The vault stays in Azure/.test(message)) vaults[vault] = true;
    if (/Pulumi deletes the vault/.test(message)) vaults[vault] = false;
  }
  return { items, vaults };
}
