import type * as pulumi from "@pulumi/pulumi";
import { hook } from "./hook";

/** A change, as a hook gets it. Values that are not known yet are not texts. */
export interface Change {
  readonly urn: string;
  readonly before: Inputs;
  readonly after: Inputs;
  /** Outputs before the change. */
  readonly outputs: Inputs;
}

type Inputs = Readonly<Record<string, unknown>>;

/**
 * A hook that checks a change before it is made, already in preview: if the function returns or throws a reason, the change is refused.
 *
 * @param name Identifies the owner of the hook in a program.
 */
export function beforeChange(
  name: string,
  reasonAgainst: (change: Change) => string | undefined | Promise<string | undefined>,
): pulumi.ResourceHook[] {
  return hook(
    name,
    async ({ urn, oldInputs, newInputs, oldOutputs }) => {
      const change = { urn, before: oldInputs ?? {}, after: newInputs ?? {}, outputs: oldOutputs ?? {} };
      const reason = await reasonAgainst(change);
      if (reason !== undefined) throw new Error(reason);
    },
    { onDryRun: true },
  );
}
