import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";

let hooks = 0;

/** Whether there is an engine that runs hooks: `pulumi.runtime.setMocks` has none. */
export const hasHooks = (): boolean =>
  (pulumi.runtime.getMonitor() as { registerResourceHook?: unknown } | undefined)?.registerResourceHook !==
  undefined;

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
  if (!hasHooks()) return [];
  // Bound to the context of the constructor: in a program of another language, the call has ended when the hook runs.
  return [new pulumi.ResourceHook(`azure-vm-backup:${name}:${hooks++}`, AsyncResource.bind(run), options)];
}
