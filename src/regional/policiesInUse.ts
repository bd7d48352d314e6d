import type * as pulumi from "@pulumi/pulumi";
import { usersOfOthers } from "../backupPolicy/policyUsers";
import type { Change } from "../component/beforeChange";
import { OnDestroy } from "../protection/facts";
import { type Spread, spreadPolicyNames } from "./placement";
import { policyInUseMessage } from "./vaultMessages";

/** A vault of the component before the change. */
export interface VaultBefore {
  readonly key: string;
  readonly names: { readonly vaultName: string; readonly resourceGroupName: string };
  /** Whether it leaves the program with all its policies. */
  readonly isLeft: boolean;
}

/**
 * The policies that Pulumi would delete while items use them that this stack does not manage, e.g. items that left the stack while
 * onDestroy was Retain. Azure refuses that.
 */
export async function policiesInUse(
  { before, after }: Pick<Change, "before" | "after">,
  vaults: readonly VaultBefore[],
  parent: pulumi.Resource | undefined,
): Promise<string[]> {
  if (before.onDestroy !== OnDestroy.Delete) return [];
  const kept = policyNames(after);
  const leaving = vaults.flatMap(({ names, key, isLeft }) =>
    policyNames(before)
      .filter((policyName) => isLeft || !kept.includes(policyName))
      .map((policyName) => ({ key, names: { ...names, policyName } })),
  );
  const counts = await Promise.all(leaving.map(({ names }) => usersOfOthers(names, parent)));
  return leaving.flatMap(({ key, names }, i) => {
    const count = counts[i] ?? 0;
    return count === 0 ? [] : [policyInUseMessage(key, names.policyName, count)];
  });
}

function policyNames({ policies, spread }: Change["before"]): string[] {
  const spreads = (spread ?? {}) as Readonly<Record<string, Spread | undefined>>;
  return Object.keys(policies ?? {}).flatMap((policy) => spreadPolicyNames(policy, spreads[policy]));
}
