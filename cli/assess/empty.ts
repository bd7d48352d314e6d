import { counted } from "../format";
import type { NamedAssessment } from "./report";

export const hasVms = ({ vms, managed }: NamedAssessment): boolean => vms.length + managed.length > 0;

/**
 * A sentence for each subscription that was asked for and has no VM or, if none was asked for, one if there is no VM at all. An estate that
 * was not read is not protected.
 *
 * @param requested Ids of subscriptions. Empty: all that the user can read.
 * @param names The names of the readable subscriptions, by their ids in lower case.
 */
export function emptyOf(
  requested: readonly string[],
  names: ReadonlyMap<string, string>,
  subscriptions: readonly NamedAssessment[],
): string[] {
  const withVms = new Set(
    subscriptions.filter(hasVms).map(({ subscriptionId }) => subscriptionId.toLowerCase()),
  );
  if (requested.length === 0)
    return withVms.size > 0
      ? []
      : [`${counted(names.size, "subscription")}: no virtual machine that you can read.`];
  return requested
    .filter((id) => !withVms.has(id.toLowerCase()))
    .map((id) => {
      const name = names.get(id.toLowerCase());
      return name === undefined
        ? `Subscription ${id}: it does not exist, or you cannot read it.`
        : `Subscription ${name}: it has no virtual machine that you can read.`;
    });
}
