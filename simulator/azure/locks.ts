import { text } from "./json";
import { Refusal } from "./refusal";
import type { Azure } from "./service";

const lockType = "Microsoft.Authorization/locks";

/**
 * Refuses what a management lock forbids on a resource and on all below it; a group or a vault is not deleted over the
 * lock of what is in it. https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
 */
export function checkLocks(azure: Azure, id: string, operation: "write" | "delete"): void {
  const here = id.toLowerCase();
  if (here.includes("/providers/microsoft.authorization/locks/")) return;
  for (const lock of azure.store.ofType(lockType)) {
    const scope = lock.id.toLowerCase().split("/providers/microsoft.authorization/locks/")[0] ?? "";
    const isBelow = here === scope || here.startsWith(`${scope}/`);
    const isAbove = operation === "delete" && scope.startsWith(`${here}/`);
    if (!isBelow && !isAbove) continue;
    if (operation === "write" && text(lock.properties, "level") !== "ReadOnly") continue;
    throw new Refusal(
      409,
      "ScopeLocked",
      `The scope '${id}' cannot perform ${operation} operation because following scope(s) are locked: '${scope}'. Please remove the lock and try again.`,
    );
  }
}
