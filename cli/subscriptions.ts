import { sameText } from "../src/core/values";
import { visibleSubscriptions } from "../src/live/discover";
import type { Graph } from "../src/live/graph";
import { Failure, invalidOption } from "./failure";

/** Options that choose subscriptions. */
export interface SubscriptionOptions {
  /** Ids or names. */
  readonly subscription?: readonly string[];
  /** Ids. */
  readonly managementGroup?: readonly string[];
}

const idForm = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * Ids of the subscriptions that the options choose, each once. It reads Azure only for names and management groups. Empty: no option
 * chooses any.
 *
 * @throws Failure if a name is of no subscription or of several, or if a management group has no subscription that the user can read.
 */
export async function subscriptionIds(
  graph: Graph,
  { subscription = [], managementGroup = [] }: SubscriptionOptions,
): Promise<string[]> {
  const hasNames = subscription.some((one) => !idForm.test(one));
  const visible = hasNames ? await visibleSubscriptions(graph, []) : new Map<string, string>();
  const chosen = subscription.map((one) => (idForm.test(one) ? one : idOfName(one, visible)));
  for (const group of managementGroup) {
    const below = await visibleSubscriptions(graph, { managementGroups: [group] });
    if (below.size === 0)
      throw new Failure(
        `--management-group ${JSON.stringify(group)} has no subscription that you can read. Check its id, which is not its display name.`,
      );
    chosen.push(...below.keys());
  }
  return [...new Map(chosen.map((id) => [id.toLowerCase(), id])).values()];
}

function idOfName(name: string, visible: ReadonlyMap<string, string>): string {
  const ids = [...visible].filter(([, other]) => sameText(other, name)).map(([id]) => id);
  const [id, ...others] = ids;
  if (id === undefined)
    throw invalidOption("--subscription", name, "the id or the name of a subscription that you can read");
  if (others.length > 0)
    throw new Failure(
      `--subscription ${JSON.stringify(name)} is the name of ${ids.length} subscriptions. Use an id: ${ids.join(", ")}.`,
    );
  return id;
}
