import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";

let hooks = 0;

/** What a hook is told of a change. Values that are not known yet are no texts. */
export interface Change {
  readonly urn: string;
  readonly before: Inputs;
  readonly after: Inputs;
  /** Outputs before the change. */
  readonly outputs: Inputs;
}

type Inputs = Readonly<Record<string, unknown>>;

/**
 * A hook that looks at a change before it is made, in preview already: it refuses what the function answers or throws.
 * None under `pulumi.runtime.setMocks`, which knows no hooks.
 *
 * @param name Tells the hook's owner from all others of a program.
 */
export function beforeChange(
  name: string,
  why: (change: Change) => string | undefined | Promise<string | undefined>,
): pulumi.ResourceHook[] {
  const monitor = pulumi.runtime.getMonitor() as { registerResourceHook?: unknown } | undefined;
  if (monitor?.registerResourceHook === undefined) return [];
  // Bound to the moment of construction: in another language's program the call has ended when the hook runs.
  const refuse = AsyncResource.bind(
    async ({ urn, oldInputs, newInputs, oldOutputs }: pulumi.ResourceHookArgs) => {
      const reason = await why({
        urn,
        before: oldInputs ?? {},
        after: newInputs ?? {},
        outputs: oldOutputs ?? {},
      });
      if (reason !== undefined) throw new Error(reason);
    },
  );
  return [new pulumi.ResourceHook(`azure-vm-backup:${name}:${hooks++}`, refuse, { onDryRun: true })];
}
