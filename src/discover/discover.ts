import { assess } from "../assess/assess";
import type { AssessedVm } from "../assess/assessment";
import { judgeOf } from "../assess/judging";
import { credentialOf } from "../live/client";
import type { Cloud } from "../live/cloud";
import { graphOf } from "../live/graph";
import { requirements } from "../requirements";
import { type Chosen, choose, type Wanted } from "./choose";
import { inventoriesOf } from "./inventories";

/** Asks Azure for the VMs of subscriptions, and chooses among them. */
export async function discover(
  cloud: Cloud,
  subscriptions: readonly string[],
  wanted: Wanted,
): Promise<Chosen> {
  const graph = await graphOf(cloud, await credentialOf(cloud));
  const judge = judgeOf(requirements, {});
  const vms: AssessedVm[] = [];
  for await (const { subscriptionId, inventory } of inventoriesOf(graph, subscriptions))
    vms.push(...assess(subscriptionId, inventory, judge).vms);
  return choose(vms, wanted);
}
