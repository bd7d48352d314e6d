import { assess } from "../assess/assess";
import type { AssessedVm } from "../assess/assessment";
import { rowForms } from "../assess/forms";
import { judgeOf } from "../assess/judging";
import { requirements } from "../assess/requirements";
import { type Row, rowsInventory } from "../core/rowsInventory";
import { credentialOf } from "../live/client";
import type { Cloud } from "../live/cloud";
import { rowsBySubscription } from "../live/discover";
import { graphOf } from "../live/graph";
import { type Chosen, choose, type Wanted } from "./choose";

/** Asks Azure for the VMs of subscriptions, and chooses among them. */
export async function discover(
  cloud: Cloud,
  subscriptions: readonly string[],
  wanted: Wanted,
): Promise<Chosen> {
  const graph = await graphOf(cloud, await credentialOf(cloud));
  const judge = judgeOf(requirements, {});
  const vms: AssessedVm[] = [];
  for await (const { subscriptionId, rows } of rowsBySubscription(graph, subscriptions))
    vms.push(...assess(subscriptionId, rowsInventory(rows as readonly Row[], rowForms), judge).vms);
  return choose(vms, wanted);
}
