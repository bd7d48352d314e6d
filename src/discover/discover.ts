import { assess } from "../assess/assess";
import type { AssessedVm } from "../assess/assessment";
import { judgeOf } from "../assess/judging";
import { credentialOf } from "../live/client";
import type { Cloud } from "../live/cloud";
import { graphOf } from "../live/graph";
import { senderOf } from "../live/request";
import { requirements } from "../requirements";
import { type ChosenVms, choose, type VmFilter } from "./choose";
import { sourcesInAzure } from "./inventories";

/** Reads the VMs of subscriptions from Azure, and chooses among them. */
export async function discover(
  cloud: Cloud,
  subscriptions: readonly string[],
  filter: VmFilter,
): Promise<ChosenVms> {
  const graph = graphOf(await senderOf(cloud, await credentialOf(cloud)));
  const judge = judgeOf(requirements, {});
  const vms: AssessedVm[] = [];
  for await (const source of sourcesInAzure(graph, subscriptions)) vms.push(...assess(source, judge).vms);
  return choose(vms, filter);
}
