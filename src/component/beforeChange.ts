import * as pulumi from "@pulumi/pulumi";
import { repairVariable } from "../core/environment";
import { resolveDeferred } from "./deferred";
import { hook } from "./hook";

/** A change, as a hook gets it. Values that are secret or not known yet are not texts. */
export interface Change {
  readonly urn: string;
  /** Whether the state has no such resource yet. */
  readonly isNew: boolean;
  readonly before: Inputs;
  readonly after: Inputs;
  /** Outputs before the change. A component has none if the last `pulumi up` did not finish. */
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
      if (pulumi.runtime.isDryRun() && process.env[repairVariable] !== undefined) return;
      const change = {
        urn,
        isNew: oldInputs === undefined,
        before: oldInputs ?? {},
        after: newInputs ?? {},
        outputs: oldOutputs ?? {},
      };
      const reason = await reasonAgainst(change);
      if (reason !== undefined) throw new Error(reason);
    },
    { onDryRun: true },
  );
}

/** A change whose secrets are known too. No message may show a part of them. */
export interface RevealedChange extends Change {
  /** Names of the inputs and outputs that contain a secret. */
  readonly secrets: ReadonlySet<string>;
}

/** A change with its secrets, to compare them. The engine passes a secret as an Output, and all of its property with it. */
export async function revealed(change: Change): Promise<RevealedChange> {
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
