import { counted } from "../format";
import { pulumiFailure } from "../pulumi";
import { isImported } from "./idForms";
import type { RepairOptions } from "./options";
import type { StackEntry } from "./report";
import { resourcesOf } from "./stackResources";

/**
 * Removes resources from the stack whose replacement was interrupted after the deletion of the old one: the stack has the old one, and
 * Azure may have the new one. Then they are missing like all others.
 */
export async function dropPendingReplacements({ pulumi, yes, log }: RepairOptions): Promise<StackEntry[]> {
  const pending = (await resourcesOf(pulumi)).filter(
    ({ type = "", pendingReplacement }) => pendingReplacement === true && isImported(type),
  );
  const entries = pending.map(({ urn, id }) => ({
    name: urn.split("::").at(-1) ?? urn,
    ...(id !== undefined && { id }),
  }));
  if (entries.length === 0) return entries;
  log(`The replacement of ${counted(pending.length, "resource")} was interrupted:`);
  for (const { name, id } of entries) log(`  ${name}  ${id}`);
  if (!yes) {
    log("With --yes they are removed from the stack, and what Azure has in their place is imported.");
    return entries;
  }
  for (const { urn } of pending) {
    const deleted = await pulumi(["state", "delete", urn, "--yes"]);
    if (deleted.exitCode !== 0) throw pulumiFailure("state delete", deleted);
  }
  return entries;
}
