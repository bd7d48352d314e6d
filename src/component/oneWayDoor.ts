import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";

let hooks = 0;

/** What a hook is told of a change. */
type Inputs = Record<string, unknown> | undefined;

/**
 * A hook that looks at a change before it is made, in preview already: it refuses what the function answers or throws.
 * None under `pulumi.runtime.setMocks`, which knows no hooks.
 *
 * @param name Tells the hook's owner from all others of a program.
 */
export function beforeChange(
  name: string,
  why: (before: Inputs, after: Inputs) => string | undefined | Promise<string | undefined>,
): pulumi.ResourceHook[] {
  const monitor = pulumi.runtime.getMonitor() as { registerResourceHook?: unknown } | undefined;
  if (monitor?.registerResourceHook === undefined) return [];
  // Bound to the moment of construction: in another language's program the call has ended when the hook runs.
  const refuse = AsyncResource.bind(async ({ oldInputs, newInputs }: pulumi.ResourceHookArgs) => {
    const reason = await why(oldInputs, newInputs);
    if (reason !== undefined) throw new Error(reason);
  });
  return [new pulumi.ResourceHook(`azure-vm-backup:${name}:${hooks++}`, refuse, { onDryRun: true })];
}
