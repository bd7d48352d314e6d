import type * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import { resolveDeferred } from "./deferred";

/** Names of the vaults whose items a program deletes when the stack is destroyed. By the engine's address: each command has its own. */
const vaults = new Map<string, Set<string>>();

/** The vaults of this program, and of the other components that a plugin creates for a program in another language. */
function ofThisCommand(): Set<string> {
  const { settings } = (state as unknown as State).getStore();
  const address = settings.options.engineAddr ?? "";
  const known = vaults.get(address) ?? new Set();
  vaults.set(address, known);
  return known;
}

/** The part of the SDK's state that Pulumi's public types leave out. */
interface State {
  getStore(): { readonly settings: { readonly options: { readonly engineAddr?: string } } };
}

const keyOf = async (vaultName: pulumi.Input<string>): Promise<string> =>
  String((await resolveDeferred(vaultName)).value).toLowerCase();

/** Notes that a component deletes its items when the stack is destroyed. */
export function noteDeletedItems(vaultName: pulumi.Input<string>): void {
  const known = ofThisCommand();
  void keyOf(vaultName).then((key) => known.add(key));
}

/** A function that tells whether a component of this command deletes items of a vault. Azure may count them for minutes after that. */
export function deletesItemsOf(vaultName: pulumi.Input<string>): () => Promise<boolean> {
  const known = ofThisCommand();
  return async () => known.has(await keyOf(vaultName));
}
