import { AzureError } from "./azureError";
import { textAt } from "./json";
import type { Azure } from "./service";

const lockType = "Microsoft.Authorization/locks";

/**
 * A management lock holds for its resource and for everything below it. A lock on a resource also keeps its resource group, or its
 * vault, from being deleted. https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
 *
 * @throws AzureError if a lock forbids the operation on the resource.
 */
export function checkLocks(azure: Azure, id: string, operation: "write" | "delete"): void {
  const resource = id.toLowerCase();
  if (resource.includes("/providers/microsoft.authorization/locks/")) return;
  for (const lock of azure.store.ofType(lockType)) {
    const scope = lock.id.toLowerCase().split("/providers/microsoft.authorization/locks/")[0] ?? "";
    const isInScope = resource === scope || resource.startsWith(`${scope}/`);
    const containsScope = scope.startsWith(`${resource}/`);
    if (!isInScope && !(operation === "delete" && containsScope)) continue;
    if (operation === "write" && textAt(lock.properties, "level") !== "ReadOnly") continue;
    throw new AzureError(
      409,
      "ScopeLocked",
      `The scope '${id}' cannot perform ${operation} operation because following scope(s) are locked: '${scope}'. Please remove the lock and try again.`,
    );
  }
}
