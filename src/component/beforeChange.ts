import type * as pulumi from "@pulumi/pulumi";
import { hook } from "./hook";

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
 *
 * @param name Tells the hook's owner from all others of a program.
 */
export function beforeChange(
  name: string,
  why: (change: Change) => string | undefined | Promise<string | undefined>,
): pulumi.ResourceHook[] {
  return hook(
    name,
    async ({ urn, oldInputs, newInputs, oldOutputs }) => {
      const change = { urn, before: oldInputs ?? {}, after: newInputs ?? {}, outputs: oldOutputs ?? {} };
      const reason = await why(change);
      if (reason !== undefined) throw new Error(reason);
    },
    { onDryRun: true },
  );
}
