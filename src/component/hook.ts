import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";

let hooks = 0;

/**
 * A hook around a resource's changes. None under `pulumi.runtime.setMocks`, which knows no hooks.
 *
 * @param name Tells the hook's owner from all others of a program.
 */
export function hook(
  name: string,
  run: (args: pulumi.ResourceHookArgs) => Promise<void>,
  options?: pulumi.ResourceHookOptions,
): pulumi.ResourceHook[] {
  const monitor = pulumi.runtime.getMonitor() as { registerResourceHook?: unknown } | undefined;
  if (monitor?.registerResourceHook === undefined) return [];
  // Bound to the moment of construction: in another language's program the call has ended when the hook runs.
  return [new pulumi.ResourceHook(`azure-vm-backup:${name}:${hooks++}`, AsyncResource.bind(run), options)];
}
