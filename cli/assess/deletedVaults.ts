import { armOf } from "../../src/live/arm";
import { visibleSubscriptions } from "../../src/live/discover";
import { type AzureOptions, sessionOf } from "../azure";
import { readDeletedVaults } from "../deletedVaults";
import { note } from "../notes";
import type { Report } from "./report";

/**
 * A report with the deleted vaults of all subscriptions that it is about, also of those that have nothing else any more. Azure has no list
 * of all its 60 regions, so the regions are those in which the estate has VMs or vaults; all regions if it has none.
 */
export async function withDeletedVaults(report: Report, options: AzureOptions): Promise<Report> {
  const { cloud, credential, graph, subscriptions } = await sessionOf(options);
  const names = await visibleSubscriptions(graph, subscriptions);
  const arm = await armOf(cloud, credential, note);
  const regions = new Set(report.subscriptions.flatMap((one) => one.regions.map(({ region }) => region)));
  const isWanted = (_: string, region: string) => regions.size === 0 || regions.has(region);
  return { ...report, deletedVaults: await readDeletedVaults(arm, names.keys(), isWanted) };
}
