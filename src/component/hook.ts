import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";

/** How many hooks a program has, or a call to a plugin. A deletion finds its hook by the name, so each run counts from 0. */
const counts = new WeakMap<object, number>();

const monitorOf = () => pulumi.runtime.getMonitor() as { registerResourceHook?: unknown } | undefined;

/** Whether there is an engine that runs hooks: `pulumi.runtime.setMocks` has none. */
export const hasHooks = (): boolean => monitorOf()?.registerResourceHook !== undefined;

/**
 * A hook around a resource's changes. Empty under `pulumi.runtime.setMocks`, which has no hooks.
 *
 * @param name Identifies the owner of the hook in a program.
 */
export function hook(
  name: string,
  run: (args: pulumi.ResourceHookArgs) => Promise<void>,
  options?: pulumi.ResourceHookOptions,
): pulumi.ResourceHook[] {
  const monitor = monitorOf();
  if (monitor?.registerResourceHook === undefined) return [];
  const count = counts.get(monitor) ?? 0;
  counts.set(monitor, count + 1);
  // Bound to the context of the constructor: in a program of another language, the call has ended when the hook runs.
  return [new pulumi.ResourceHook(`azure-vm-backup:${name}:${count}`, AsyncResource.bind(run), options)];
}
