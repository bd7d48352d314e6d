import * as pulumi from "@pulumi/pulumi";
import { repairVariable } from "../core/environment";
import { resolveDeferred } from "./deferred";
import { hook } from "./hook";

/** A change, with its secrets, to compare them: no message may show a part of them. Values that are not known yet are not texts. */
export interface Change {
  readonly urn: string;
  /** Whether the state has no such resource yet. */
  readonly isNew: boolean;
  readonly before: Inputs;
  readonly after: Inputs;
  /** Outputs before the change. A component has none if the last `pulumi up` did not finish. */
  readonly outputs: Inputs;
  /** Names of the inputs and outputs that contain a secret. */
  readonly secrets: ReadonlySet<string>;
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
      if (pulumi.runtime.isDryRun() && process.env[repairVariable] !== undefined) return;
      const [before, after, outputs] = [oldInputs ?? {}, newInputs ?? {}, oldOutputs ?? {}];
      const isNew = oldInputs === undefined;
      const reason = await reasonAgainst(await revealed({ urn, isNew, before, after, outputs }));
      if (reason !== undefined) throw new Error(reason);
    },
    { onDryRun: true },
  );
}

/** The engine passes a secret as an Output, and all of its property with it. */
async function revealed(change: Omit<Change, "secrets">): Promise<Change> {
  const secrets = new Set<string>();
  const reveal = async (values: Inputs): Promise<Inputs> => {
    const resolve = async ([name, value]: [string, unknown]) => {
      const resolved = await resolveDeferred(value);
      if (resolved.isSecret) secrets.add(name);
      return [name, resolved.value] as const;
    };
    return Object.fromEntries(await Promise.all(Object.entries(values).map(resolve)));
  };
  const [before, after, outputs] = await Promise.all([
    reveal(change.before),
    reveal(change.after),
    reveal(change.outputs),
  ]);
  return { ...change, before, after, outputs, secrets };
}
