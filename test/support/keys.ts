/** Stacks in which VMs are under keys, and whether Azure protects them. */

import type { Stack } from "../../simulator/engine";
import { itemId, propertiesInAzure, vmId } from "./engine";

/** The configuration with VM ids by key, from the VMs' names. */
export const vmsByKey = (names: Record<string, string>) => ({
  vmIds: Object.fromEntries(Object.entries(names).map(([key, name]) => [key, vmId(name)])),
});

/** Whether a VM has an item that is not soft-deleted. */
export function isProtectedIn(stack: Stack, name: string): boolean {
  const item = propertiesInAzure(stack, itemId(name));
  return item !== undefined && item.isScheduledForDeferredDelete !== true;
}
