import type { Arm } from "../../src/live/arm";
import { visibleSubscriptions } from "../../src/live/discover";
import type { Session } from "../azure";
import { readDeletedVaults } from "../deletedVaults";
import type { Report } from "./report";

/**
 * A report with the deleted vaults of all subscriptions that it is about, also of those that have nothing else any more. Azure has no list
 * of all its 60 regions, so the regions are those in which the estate has VMs or vaults; all regions if it has none.
 */
export async function withDeletedVaults(
  report: Report,
  arm: Arm,
  { graph, subscriptions }: Session,
): Promise<Report> {
  const names = await visibleSubscriptions(graph, subscriptions);
  const regions = new Set(report.subscriptions.flatMap((one) => one.regions.map(({ region }) => region)));
  const isWanted = (_: string, region: string) => regions.size === 0 || regions.has(region);
  return { ...report, deletedVaults: await readDeletedVaults(arm, names.keys(), isWanted) };
}
